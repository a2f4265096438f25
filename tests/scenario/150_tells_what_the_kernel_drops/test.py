"""Queries that come faster than they are answered: the kernel drops them, and the log says how many."""
import re
import signal
import socket

from support.ask import values
from support.waiting import until

queries = 40_000  # the receive buffer holds some 10,000


def test(ctx):
    rota = ctx.rota()
    query = b"\x00\x01\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x03www\x05plain\x07example\x00\x00\x01\x00\x01"
    rota.send(signal.SIGSTOP)  # slower than that nobody answers
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            for _ in range(queries):
                client.sendto(query, (rota.address, rota.port))
    finally:
        rota.send(signal.SIGCONT)
    told = re.compile(r"the kernel dropped (\d+) queries that came faster than they were answered: \1 since the start")
    dropped = int(until(lambda: told.search(rota.text()), 30, "the log tells of dropped queries")[1])
    assert 0 < dropped < queries, dropped
    assert values(rota.ask("www.plain.example")) == ["192.0.2.10"]
