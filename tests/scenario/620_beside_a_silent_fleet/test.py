"""A3: beside thousands of members that take connections and say nothing, one that refuses leaves as soon as it would alone."""
import time

from support.ask import values
from support.backend import Backend
from support.metrics import Metrics
from support.silent import SilentFleet, addresses
from support.waiting import until

alone = True  # it measures

silent_pool = """
[pool.silent{number}]
names   = ["silent{number}"]
answers = 8
check   = "silent"
members = [{members}]
"""
silent_check = """
[check.silent]
type = "http"
port = {port}
interval = "5s"
fast_interval = "1s"
timeout = "2s"
"""


def fleet_of(ctx, count, a_pool=500):
    """The configuration of so many members, which a process of its own serves from now on."""
    all_of_them = [f'"{address}"' for address in addresses(count)]
    pools = (silent_pool.format(number=first, members=", ".join(all_of_them[first:first + a_pool]))
             for first in range(0, count, a_pool))
    return "".join(pools) + silent_check.format(port=SilentFleet(ctx).port)


class Leaver:
    """A member that closes right after a probe has passed, and listens again once it has left."""

    def __init__(self, ctx):
        self.ctx = ctx
        self.backend = Backend(ctx, 11)
        self.other = Backend(ctx, 12)

    def seconds_to_leave(self, rota):
        def answered():
            return sorted(values(rota.ask("www.lb.example")))

        probes = len(self.backend.probes)
        until(lambda: len(self.backend.probes) > probes, 60, "it is probed")
        self.backend.close()
        began = time.monotonic()
        until(lambda: answered() == [self.ctx.ip(12)], 120, "it leaves the answers")
        took = time.monotonic() - began
        self.backend = Backend(self.ctx, 11)
        until(lambda: len(answered()) == 2, 120, "it returns")
        return took


def down(rota):
    time.sleep(0.5)  # such a page costs as much as thousands of probes
    metrics = Metrics(rota.control, "pool")
    return sum(metrics.sum("rota_pool_members", state=state) for state in ("down", "stale"))


def beside(ctx, silent):
    leaver = Leaver(ctx)
    rota = ctx.rota()
    by_itself = leaver.seconds_to_leave(rota)
    rota.finish()
    ctx.write("conf/beside.toml", ctx.read("conf/rota.toml") + fleet_of(ctx, silent))
    rota = ctx.rota("conf/beside.toml")
    took = [leaver.seconds_to_leave(rota)]  # while the first probes of the fleet are out
    until(lambda: down(rota) >= silent, 120 * ctx.slack, "the fleet is down")
    took += [leaver.seconds_to_leave(rota) for _ in range(3)]
    metrics = Metrics(rota.control, "server")
    ctx.figure(f"alone {by_itself:.2f} s; beside {silent} silent ones {', '.join(f'{each:.2f}' for each in took)} s; "
               f"{metrics.sum('rota_probes_late_total'):.0f} probes late, "
               f"{metrics.sum('process_resident_memory_bytes') / 2**20:.0f} MiB")
    assert sorted(took)[len(took) // 2] < 1.5 * by_itself * ctx.slack, f"{took}, alone {by_itself:.2f} s"


def test_four_thousand(ctx):
    beside(ctx, 4000)


def test_fifteen_thousand(ctx):
    beside(ctx, 15_000)


test_fifteen_thousand.full = True
