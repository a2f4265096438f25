"""Many questions at once over UDP: a window of them under way, each asked again when its answer is late."""
import socket
import struct
import time

import dns.rdatatype

opt = b"\0" + struct.pack("!HHIH", 41, 1232, 0, 0)


def _wire(id, name, type):
    head = struct.pack("!HHHHHH", id, 0, 1, 0, 0, 1)
    return head + name.to_wire() + struct.pack("!HH", dns.rdatatype.from_text(type), 1) + opt


def ask_many(address, port, questions, window=100, timeout=60):
    """The reply bytes of each question, in their order; a question is asked with its index as id."""
    assert len(questions) <= 65536, "ids are 16 bits"
    replies, waiting, next_one = [None] * len(questions), {}, 0
    end = time.monotonic() + timeout
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
        asker.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
        asker.settimeout(0.5)
        asker.connect((address, port))
        while next_one < len(questions) or waiting:
            while next_one < len(questions) and len(waiting) < window:
                waiting[next_one] = _wire(next_one, *questions[next_one])
                asker.send(waiting[next_one])
                next_one += 1
            try:
                reply = asker.recv(65535)
            except TimeoutError:
                left = ", ".join(f"{name} {type}" for name, type in (questions[id] for id in list(waiting)[:5]))
                assert time.monotonic() < end, f"{address}: no answer to {left}"
                for wire in waiting.values():
                    asker.send(wire)
                continue
            id = struct.unpack_from("!H", reply)[0]
            if waiting.pop(id, None):
                replies[id] = reply
    return replies
