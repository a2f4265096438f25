"""H-14, H-18, H-19, H-20, C-44: what backends may do to the checker takes down nobody but themselves.

Ids: H-14 H-18 H-19 H-20 C-44
"""
import gzip
import itertools
import re
import socket
import struct
import threading
import time

from support.asker import Asker
from support.listener import Listener
from support.metrics import Metrics
from support.waiting import until

head = b"HTTP/1.1 200 OK\r\n"
well = head + b"Content-Length: 12\r\n\r\nall is well\n"
bomb = gzip.compress(bytes(64 << 20))


def pour(connection, first, *pieces):
    connection.sendall(first)
    for piece in itertools.cycle(pieces):
        connection.sendall(piece)


def drip(connection):
    for byte in itertools.cycle(well):
        connection.sendall(bytes([byte]))
        time.sleep(1)


def reset(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


def hold(connection):
    while connection.recv(65536):
        pass


redirect = b"HTTP/1.1 302 Found\r\nLocation: /again\r\nContent-Length: 0\r\n\r\n"
gzipped = head + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(bomb)
chunked = head + b"Transfer-Encoding: chunked\r\n\r\n"

# What the member at ${ipN} does once it was asked, and why it is down by that.
deeds = {
    ("web", "endless-body"): (21, lambda c: pour(c, head + b"\r\n", b"x" * 65536), "body does not match"),
    ("web", "endless-headers"): (22, lambda c: pour(c, head, b"X-Filler: %s\r\n" % (b"y" * 1000)), "headers longer than 16 KiB"),
    ("web", "endless-header-line"): (23, lambda c: pour(c, head + b"X: ", b"y" * 65536), "headers longer than 16 KiB"),
    ("web", "a-byte-at-a-time"): (24, drip, "timeout"),
    ("web", "redirect-loop"): (25, lambda c: c.sendall(redirect), "status 302"),
    ("web", "no-status"): (26, lambda c: c.sendall(b"HTTP/1.1 99999999999999999999 \xff\x00\r\n\r\n"), ".+"),
    ("web", "reset"): (27, reset, "connection lost"),
    ("web", "silence"): (28, hold, "timeout"),
    ("web", "huge-chunk"): (29, lambda c: pour(c, chunked + b"ffffffffffffffff\r\n", b"z" * 65536), ".+"),
    ("web", "endless-chunks"): (30, lambda c: pour(c, chunked, b"1\r\nx\r\n" * 1000), "body does not match"),
    ("web", "gzip-bomb"): (31, lambda c: pour(c, gzipped, bomb), "body does not match"),
    ("web", "endless-interim"): (32, lambda c: pour(c, b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 100), "headers longer than 16 KiB"),
    ("web", "negative-length"): (33, lambda c: pour(c, head + b"Content-Length: -1\r\n\r\n", b"x"), ".+"),
    ("secure", "tls-garbage"): (41, lambda c: pour(c, b"\x16\x03\x03\xff\xff", b"\x80\xff\x00" * 1000), "tls: .+"),
    ("secure", "tls-silence"): (28, hold, "timeout"),
}

# What is no deed against a check that looks for no words: the header says that all is well.
unfinished = {
    "short-body": (51, head + b"Content-Length: 10\r\n\r\n"),
    "chunks-to-come": (52, chunked),
    "no-length": (53, head + b"\r\n"),
    "event-stream": (54, head + b"Content-Type: text/event-stream\r\n\r\ndata: 1\n\n"),
    "gzip-garbage": (55, head + b"Content-Encoding: gzip\r\n\r\n" + b"not gzip"),
}


def say_and_hold(reply):
    def deed(connection):
        connection.sendall(reply)
        hold(connection)
    return deed


class Hostile:
    """Does its deed to whoever connects, and counts them."""

    def __init__(self, ctx, number, deed):
        self.deed, self.asked = deed, 0
        self.server = socket.create_server((ctx.ip(number), ctx.port), backlog=64)
        ctx.closing.append(self.close)
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                connection, _ = self.server.accept()
            except OSError:
                return
            self.asked += 1
            threading.Thread(target=self._do, args=(connection,), daemon=True).start()

    def _do(self, connection):
        with connection:
            try:
                connection.settimeout(10)
                connection.recv(65536)
                self.deed(connection)
            except OSError:
                pass

    def close(self):
        try:
            self.server.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self.server.close()


def verdict(rota, pool, member):
    """"down: timeout": the state of a member, and what its last probe found."""
    for each in rota.control.get(f"/pools/{pool}")["members"]:
        if each["name"] == member:
            return f"{each['state']}: {each['last']['reason']}" if each["last"] else each["state"]
    raise AssertionError(f"no member {member}")


def results(rota, member, **labels):
    metrics = Metrics(rota.control)
    return sum(metrics.sum(family, member=member, **labels) for family in ("rota_check_results_total", "rota_check_late_total"))


def test(ctx):
    hostile = {number: Hostile(ctx, number, deed) for number, deed in {n: d for n, d, _ in deeds.values()}.items()}
    for number, reply in unfinished.values():
        Hostile(ctx, number, say_and_hold(reply))
    Listener(ctx, ctx.ip(10), ctx.port)
    rota = ctx.rota()
    with Asker(rota.address, rota.port, [("good.lb.example", "A"), ("web.lb.example", "A")], rate=200) as asker:
        for (pool, member), (_, _, reason) in deeds.items():
            until(lambda: re.fullmatch(f"down: ({reason})", verdict(rota, pool, member)), 60 * ctx.slack,
                  f"{member} is down: {reason}")
        for member in unfinished:
            until(lambda: verdict(rota, "head", member) == "up: ", 20 * ctx.slack, f"{member} is up")
        before = Metrics(rota.control).sum("process_resident_memory_bytes")
        for member in ("good", "redirect-loop"):
            probed = results(rota, member)
            until(lambda: results(rota, member) >= probed + 10, 60 * ctx.slack, f"{member} is asked on and on")
        asked = hostile[25].asked
        probed = results(rota, "redirect-loop")
        asker.wait_count(20)
    asker.nothing_lost()
    assert not rota.has(r"member \S+:(good|head)/.* \(.*\) down")
    assert asked <= probed + 1, f"a redirect was followed: {asked} connections, {probed} probes"
    grown = Metrics(rota.control).sum("process_resident_memory_bytes") - before
    if ctx.slack == 1:  # a sanitizer keeps what was freed
        assert grown < 4 << 20, f"{grown / 1024:.0f} KiB more"
    ctx.figure(f"{len(deeds)} hostile members down by their deeds; resident memory {grown / 1024:+.0f} KiB since")
