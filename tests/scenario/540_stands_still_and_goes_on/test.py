"""H-05, X-15: the process stands still for longer than any probe may take; when it goes on, nobody is down by that.

Ids: H-05 X-15
"""
import signal
import time

from support.ask import values
from support.listener import Listener
from support.metrics import Metrics
from support.waiting import until


def test(ctx):
    for number in range(11, 19):
        Listener(ctx, ctx.ip(number), ctx.port)
    rota = ctx.rota()
    until(lambda: Metrics(rota.control).sum("rota_pool_members", state="up") == 8, 20, "all are up")
    for _ in range(3):
        rota.send(signal.SIGSTOP)
        time.sleep(1.2)  # the fault itself: more than two intervals and two timeouts
        rota.send(signal.SIGCONT)
        passed = passes(rota)
        until(lambda: passes(rota) >= passed + 24, 30, "all are asked again")
        assert len(values(rota.ask("www.lb.example"))) == 8
    assert not rota.has(r"member .* down: "), "a member is down because we stood still"


def passes(rota):
    return Metrics(rota.control).sum("rota_check_results_total", result="pass")
