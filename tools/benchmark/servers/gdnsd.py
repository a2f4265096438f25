"""gdnsd: plain records, and its two ways to balance with health (here the monitor that is always up)."""
from .base import Server, address, plain, port, put, weights

options = f"""
options => {{
  listen => {address}:{port}, udp_threads => 1, tcp_threads => 1
  run_dir => {{home}}/run, state_dir => {{home}}/state
}}
"""


https = (" HTTPS 1 . alpn=h2", r" TYPE65 \# 10 00010000010003026832")  # it knows no such records by name


def replace_in(path, old, new):
    with open(path, encoding="ascii") as file:
        text = file.read()
    if old in text:
        with open(path, "w", encoding="ascii") as file:
            file.write(text.replace(old, new))


class Gdnsd(Server):
    name, package = "gdnsd", "gdnsd"
    can = {**plain, "cookie": ""}

    def write(self, home, world):
        put(home, "config", options.replace("{home}", home) + self.plugins(world))
        for apex in world.apexes():
            put(home, f"zones/{apex}", "")
            world.write_zone(f"{home}/zones/{apex}", self.record)
            replace_in(f"{home}/zones/{apex}", *https)

    record = None

    def plugins(self, world):
        return ""

    def command(self, home):
        return ["gdnsd", "-c", home, "start"]


class GdnsdMultifo(Gdnsd):
    name = "gdnsd multifo"

    @staticmethod
    def record(label, _):
        return f"{label} DYNA multifo!{label}\n"

    def plugins(self, world):
        pools = "".join(f"{label} => [ {', '.join(world.addresses(number))} ]\n"
                        for number, label in enumerate(world.labels()))
        return f"plugins => {{ multifo => {{ service_types => up\n{pools} }} }}\n"


class GdnsdWeighted(Gdnsd):
    name, answers = "gdnsd weighted", 1

    @staticmethod
    def record(label, _):
        return f"{label} DYNA weighted!{label}\n"

    def plugins(self, world):
        def members(number):
            return ", ".join(f"m{member} => [ {member_address}, {weights[member % len(weights)]} ]"
                             for member, member_address in enumerate(world.addresses(number)))
        pools = "".join(f"{label} => {{ {members(number)} }}\n" for number, label in enumerate(world.labels()))
        return f"plugins => {{ weighted => {{ service_types => up\n{pools} }} }}\n"
