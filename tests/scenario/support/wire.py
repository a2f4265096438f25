"""The little of DNS on the wire that a fast asker needs: a query out, addresses of an answer in."""
import socket
import struct

types = {"A": 1, "NS": 2, "CNAME": 5, "SOA": 6, "MX": 15, "TXT": 16, "AAAA": 28, "SRV": 33, "AXFR": 252, "ANY": 255}


def question(name, type):
    labels = [label.encode() for label in name.rstrip(".").split(".") if label]
    wire_name = b"".join(bytes([len(label)]) + label for label in labels) + b"\0"
    return wire_name + struct.pack("!HH", int(type[4:]) if type.startswith("TYPE") else types[type], 1)


def query(id, question_wire):
    return struct.pack("!HHHHHH", id, 0, 1, 0, 0, 0) + question_wire


def _skip_name(wire, at):
    while wire[at]:
        if wire[at] >= 0xC0:
            return at + 2
        at += 1 + wire[at]
    return at + 1


def addresses(wire, question_size):
    """The A and AAAA records of the answer section, in order."""
    found, at = [], 12 + question_size
    for _ in range(struct.unpack_from("!H", wire, 6)[0]):
        at = _skip_name(wire, at)
        type, _, _, size = struct.unpack_from("!HHIH", wire, at)
        at += 10
        if type in (1, 28):
            family = socket.AF_INET if type == 1 else socket.AF_INET6
            found.append(socket.inet_ntop(family, wire[at:at + size]))
        at += size
    return found
