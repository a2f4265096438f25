"""NSD. Its rate limiting, on in Debian's build, is off here."""
from .base import Server, address, plain, port, put, write_zones

config = f"""
server:
  ip-address: {address}@{port}
  username: ""
  server-count: 1
  tcp-count: 100
  database: ""
  pidfile: ""
  xfrdfile: ""
  zonelistfile: {{home}}/zone.list
  xfrdir: {{home}}
  zonesdir: {{home}}
  logfile: ""
  round-robin: yes
  minimal-responses: yes
  rrl-ratelimit: 0
  rrl-whitelist-ratelimit: 0
{{extra}}
remote-control:
  control-enable: no
"""


class Nsd(Server):
    name, package = "nsd", "nsd"
    can = {**plain, "cookie": "  answer-cookie: yes"}

    def write(self, home, world):
        put(home, "nsd.conf", config.replace("{home}", home).replace("{extra}", self.extra()) + "".join(
            f'zone:\n  name: "{apex}"\n  zonefile: "{path}"\n' for apex, path in write_zones(home, world)))

    def command(self, home):
        return ["nsd", "-d", "-c", f"{home}/nsd.conf"]
