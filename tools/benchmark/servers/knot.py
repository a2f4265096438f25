"""Knot DNS. It pins its UDP workers itself, the first of them to core 0."""
from .base import Server, address, plain, port, put, write_zones

config = f"""
server:
  rundir: {{home}}
  listen: {address}@{port}
  udp-workers: 1
  tcp-workers: 1
  background-workers: 1
  answer-rotation: on
control:
  listen: {{home}}/knot.sock
log:
  - target: stderr
    any: warning
database:
  storage: {{home}}
template:
  - id: default
    semantic-checks: off
    zonefile-sync: -1
    journal-content: none
{{extra}}
zone:
"""


class Knot(Server):
    name, package = "knot", "knot"
    can = {**plain, "cookie": "    global-module: mod-cookies"}

    def write(self, home, world):
        put(home, "knot.conf", config.replace("{home}", home).replace("{extra}", self.extra()) + "".join(
            f'  - domain: "{apex}"\n    file: "{path}"\n' for apex, path in write_zones(home, world)))

    def command(self, home):
        return ["knotd", "-c", f"{home}/knot.conf"]
