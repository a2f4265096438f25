"""rota, in three ways: records of a zone file, pools that take turns, pools by weight."""
import json

from .base import Server, address, networks, plain, port, put, weights, write_zones

main = f"""
[server]
listen  = ["{address}:{port}"]
workers = 1
user    = ""
state   = ""
{{extra}}
[control]
http = ""
"""


class Rota(Server):
    def __init__(self, program, name="rota"):
        self.program, self.binary = program, name
        self.name = f"{name} {self.way}"

    can = {**plain, "cookie": "", "list": f"allow_query = {json.dumps(networks)}",
           "limit": "[rate_limit]\nresponses = 1000000"}

    def main(self):
        return main.replace("{extra}", self.extra())

    def command(self, home):
        return [self.program, "--config", f"{home}/rota.toml"]


class RotaRecords(Rota):
    way = "records"

    def write(self, home, world):
        zones = ",\n".join(f'{{ zone = "{apex}", file = "{path}" }}' for apex, path in write_zones(home, world))
        put(home, "rota.toml", f"zones = [{zones}]\n{self.main()}")


class RotaPools(Rota):
    def write(self, home, world):
        put(home, "rota.toml", f'zones = ["zones/*.toml"]\n{self.main()}')
        pools = "".join(self.pool(label, [*world.addresses(number), *world.sixes(label)])
                        for number, label in enumerate(world.labels()))
        world.write_zone(f"{home}/zone", lambda *_: "")
        for apex in world.apexes():
            put(home, f"zones/{apex}.toml", f'zone = "{apex}"\nfile = "../zone"\n{pools}')

    def pool(self, label, addresses):
        members = ", ".join(map(self.member, range(len(addresses)), addresses))
        return (f'[pool.{label}]\nnames = ["{label}"]\npolicy = "{self.way}"\nanswers = {self.answers}\n'
                f"ttl = \"30s\"\nmembers = [{members}]\n")

    def member(self, _, address):
        return f'"{address}"'


class RotaRoundRobin(RotaPools):
    way = "round_robin"


class RotaWeighted(RotaPools):
    way, answers = "weighted", 1

    def member(self, number, address):
        return f'{{ name = "m{number}", address = "{address}", weight = {weights[number % len(weights)]} }}'
