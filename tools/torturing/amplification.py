"""How much larger an answer is than its question, for whoever would have it sent to somebody else.

Ids: O-02
"""
import socket
import struct

from benchmark.servers.base import address, port
from benchmark.world import World, apex

from .daemon import Daemon, Server
from .rows import Row

names, presets = ("amplification",), ("release",)
headers = 28          # octets of IPv4 and UDP
typical = range(1, 5)  # addresses in an answer
most = 16
limit = 3
opt = b"\0" + struct.pack("!HHIH", 41, 1232, 0, 0)


class Sizes(Server):
    """A pool of each size, as both families."""

    def pool(self, label, addresses):
        number = int(label[1:]) + 1
        members = ", ".join(f'{{ name = "m{i}", address = ["192.0.2.{i + 1}", "2001:db8::{i + 1:x}"] }}'
                            for i in range(number))
        return f'[pool.{label}]\nnames = ["{label}"]\nmembers = [{members}]\n'


def query(name, type, edns):
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    return struct.pack("!HHHHHH", 1, 0, 1, 0, 0, int(edns)) + labels + struct.pack("!BHH", 0, type, 1) + (opt if edns else b"")


def factor(asker, number, type, edns):
    """Octets of the answer with that many addresses against those of its question, headers and all."""
    asked = query(f"h{number - 1}.{apex}", type, edns)
    asker.send(asked)
    reply = asker.recv(65535)
    answers = struct.unpack_from("!H", reply, 6)[0]
    assert answers == number or reply[2] & 2, f"{answers} answers instead of {number}"
    return (len(reply) + headers) / (len(asked) + headers)


def measure(run, _):
    with Daemon(run, Sizes(run.program("rotad")), World(names=most, members=1)) as daemon:
        drain(daemon.asker)
        worst = {number: max(factor(daemon.asker, number, type, edns) for type in (1, 28) for edns in (False, True))
                 for number in range(1, most + 1)}
    seen = max(worst[number] for number in typical)
    within = max(number for number in worst if worst[number] <= limit)
    return [Row(f"answer octets / query octets of pool answers of {typical[0]} to {typical[-1]} addresses, with IP and "
                "UDP headers, the worst of A and AAAA with and without EDNS", f"<= {limit}",
                f"{seen:.2f}; up to {within} addresses within it, {worst[8]:.1f} with 8, {worst[most]:.1f} with {most}",
                seen <= limit)]


def drain(asker):
    """What came late to the questions of the start."""
    asker.setblocking(False)
    try:
        while asker.recv(65535):
            pass
    except BlockingIOError:
        asker.settimeout(60)
