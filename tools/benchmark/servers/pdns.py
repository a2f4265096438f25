"""PowerDNS: rotating, which its packet cache would prevent, and its two ways to balance, which are Lua."""
import socket
import threading

from .base import Server, address, plain, port, put, unique, weights, write_zones

check_port = 5399
config = f"""
launch=bind
bind-config={{home}}/zones.conf
config-dir={{home}}
socket-dir={{home}}
local-address={address}
local-port={port}
daemon=no
guardian=no
setuid=
setgid=
receiver-threads=1
distributor-threads=1
cache-ttl=0
max-tcp-connections=100
webserver=no
security-poll-suffix=
loglevel=3
{{extra}}
enable-lua-records=shared
lua-health-checks-interval=1
"""


class PdnsRotating(Server):
    name, package = "pdns rotating", "pdns-server"
    can = {**plain, "cookie": "edns-cookie-secret=000102030405060708090a0b0c0d0e0f"}
    record = None

    def write(self, home, world):
        put(home, "pdns.conf", config.replace("{home}", home).replace("{extra}", self.extra()))
        put(home, "zones.conf", "".join(f'zone "{apex}" {{ type master; file "{path}"; }};\n'
                                        for apex, path in write_zones(home, world, self.record)))

    def command(self, home):
        return ["pdns_server", f"--config-dir={home}"]


class PdnsPickwrandom(PdnsRotating):
    name, answers = "pdns pickwrandom", 1

    @staticmethod
    def record(label, addresses):
        members = ", ".join(f"{{{weights[member % len(weights)]}, '{one}'}}" for member, one in enumerate(addresses))
        return f'{label} IN LUA A "pickwrandom({{{members}}})"\n'


class PdnsIfportup(PdnsRotating):
    """Names all members only once they have been asked for and checked. All names share four: the others' checks
    cost nothing here, so neither may those of 4,000 addresses."""
    name, settles, fixed = "pdns ifportup", True, "127.64.0.0+4"

    @staticmethod
    def record(label, _):
        members = ", ".join(f"'127.64.0.{number}'" for number in range(unique))
        return f"{label} IN LUA A \"ifportup({check_port}, {{{members}}}, {{selector='all'}})\"\n"

    def sockets(self):
        return [Acceptor()]


class Acceptor:
    """Takes connections on every address and ends them: what it checks is up."""

    def __init__(self):
        self.listener = socket.create_server(("0.0.0.0", check_port), backlog=4096)
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self):
        while True:
            try:
                self.listener.accept()[0].close()
            except OSError:  # closed
                return

    def close(self):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
