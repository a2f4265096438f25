"""H-15, X-14, H-04: with hardly any descriptors the DNS side goes on over UDP and TCP, and nobody is down by that.

Ids: H-15 X-14
"""
import socket

from support.ask import ask, values
from support.listener import Listener
from support.metrics import Metrics
from support.waiting import until

limit = 64
members = 60


def test(ctx):
    ctx.edit("conf/rota.toml", "members = []",
             "members = [%s]" % ", ".join(f'"{ctx.ip(100 + i)}"' for i in range(members)))
    for i in range(members):
        Listener(ctx, ctx.ip(100 + i), ctx.port)
    rota = ctx.rota(launch=["prlimit", f"--nofile={limit}:{limit}"])
    until(lambda: state_count(rota, "up") == members, 60, "all are up, a few at a time")
    idle = [socket.create_connection((ctx.ip(1), ctx.port), 5) for _ in range(2 * limit)]
    # What the idle leave over goes to whoever is quicker: a probe, a client, the operator. None of them is refused for good.
    for _ in range(5):
        assert len(values(rota.ask("www.lb.example"))) == 16
        assert until(lambda: over_tcp(rota), 30, "an answer over TCP")
        passed = passes(rota)
        until(lambda: passes(rota) > passed + members, 60, "probes go on")
    metrics = Metrics(rota.control)
    assert metrics.sum("process_max_fds") == limit
    assert not rota.has(r"member .* down: "), "a member is down because we have no descriptors"
    for connection in idle:
        connection.close()
    until(lambda: state_count(rota, "up") == members, 30, "all are still up")


def over_tcp(rota):
    try:
        return ask(rota.address, rota.port, "www.lb.example", tcp=True, timeout=2)
    except (OSError, EOFError):  # let go to make room for another
        return None


def state_count(rota, state):
    return Metrics(rota.control).sum("rota_pool_members", state=state)


def passes(rota):
    return Metrics(rota.control).sum("rota_check_results_total", result="pass")
