"""Questions as resolvers ask them: with options, in any case, of every type (RFC 1035, RFC 6891)."""
import select
import struct
from dataclasses import dataclass

types = {"A": 1, "NS": 2, "SOA": 6, "MX": 15, "TXT": 16, "AAAA": 28, "SRV": 33, "DS": 43, "HTTPS": 65}
refused, nxdomain, noerror = 5, 3, 0
client_cookie = bytes(range(1, 9))
dnssec_ok = 0x8000


@dataclass(frozen=True)
class Asked:
    """A question, and what a right answer to it says."""
    name: str
    type: str = "A"
    rcode: int = noerror
    fewest: int = 1
    most: int = 1
    edns: bool = True
    dnssec: bool = False
    options: bytes = b""

    def query(self):
        name = b"".join(bytes([len(label)]) + label.encode() for label in self.name.split("."))
        head = struct.pack("!HHHHHH", 0, 0, 1, 0, 0, int(self.edns))
        opt = b"\0" + struct.pack("!HHIH", 41, 1232, dnssec_ok if self.dnssec else 0, len(self.options)) + self.options
        return head + name + b"\0" + struct.pack("!HH", types[self.type], 1) + (opt if self.edns else b"")

    def line(self, fixed):
        """For the load generator. `fixed`: the server gives each question the same four answers."""
        expected = "0 4 4" if fixed else f"{self.rcode} {self.fewest} {self.most}"
        return f"= {self.query().hex()} {expected}\n"


def option(code, data):
    return struct.pack("!HH", code, len(data)) + data


cookie_option = option(10, client_cookie)
subnet_option = option(8, struct.pack("!HBB", 1, 24, 0) + bytes([192, 0, 2]))


def whole_cookie(socket, name):
    """The option with what this server makes of the client's cookie; that alone where it makes none."""
    socket.send(Asked(name, options=cookie_option).query())
    while select.select([socket], [], [], 1)[0]:
        reply = socket.recv(4096)
        at = reply.find(struct.pack("!HH", 10, 24) + client_cookie)
        if at >= 0:
            return reply[at:at + 28]
        if client_cookie in reply or reply[:2] == b"\0\0":
            break
    return cookie_option
