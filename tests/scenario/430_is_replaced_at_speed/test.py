"""Not one of a million questions is lost while the program is replaced and reloads, slowly and at half of what it can.

Ids: X-03
"""
import json
import os
import signal
import subprocess

from support.backend import Backend
from support.context import Skip
from support.keeper import Keeper
from support.waiting import until

full = True

times = 20  # replaced, and reloaded as often, at least
least = 1_000_000  # questions


def load(ctx, *options):
    """The load generator, which stands beside a release build of rotad."""
    program = f"{os.path.dirname(ctx.release_bin)}/bench_load"
    if not os.path.exists(program):
        raise Skip(f"{program} is not built")
    ctx.write("questions", "www.lb.example 2 2 ${ip11}+2\nns1.lb.example 1 1 192.0.2.53+1\n")
    return subprocess.Popen([program, "--server", f"{ctx.ip(1)}:{ctx.port}", "--questions", ctx.path("questions"),
                             "--sockets", "64", *options], stdout=subprocess.PIPE, text=True)


def said_by(generator):
    said = json.loads(generator.communicate(timeout=600)[0])
    assert generator.returncode == 0 and said["right"] > 0, said
    return said


class Turns:
    """Replaces and reloads in turn, as long as a generator runs."""

    def __init__(self, ctx, rota):
        self.ctx, self.rota, self.count, self.old = ctx, rota, 0, []

    def take(self, generator, keeper):
        while generator.poll() is None:
            self.count += 1
            serial = self.count + 1
            self.ctx.edit("zones/lb.example.zone", f"hostmaster {serial - 1} ", f"hostmaster {serial} ")
            self.old.append(self.rota.replace())
            until(lambda: self.rota.serial("lb.example") == serial, 10, "only the new process answers")
            seen = self.rota.mark()
            self.rota.send(signal.SIGHUP)
            self.rota.wait_for("reload done", after=seen)
            keeper.wait_count(200)


def one_round(ctx, turns, keeper, rate):
    generator = load(ctx, "--rate", str(rate), "--seconds", "60")
    try:
        turns.take(generator, keeper)
        return said_by(generator)
    finally:
        generator.kill()
        generator.wait()


def nothing_lost(ctx, rota, rate):
    """Round after round, since a busy machine may not let the generator send at its rate."""
    turns, rounds = Turns(ctx, rota), []
    with Keeper(rota.address, rota.port, "www.lb.example") as keeper:
        while sum(said["sent"] for said in rounds) < least or turns.count < times:
            rounds.append(one_round(ctx, turns, keeper, rate))
    sent, lost, wrong = (sum(said[what] for said in rounds) for what in ("sent", "lost", "wrong"))
    ctx.figure(f"{turns.count} replacements and {turns.count} reloads at {rate:,.0f} q/s: {sent:,} sent, {lost} lost, "
               f"{wrong} wrong, p99 {max(said['p99_us'] for said in rounds) / 1000:.2f} ms")
    assert all(said["right"] == said["sent"] for said in rounds), rounds
    keeper.nothing_lost()
    assert keeper.closed > 0, "its connection was never handed on"
    assert all(one.wait(30) == 0 for one in turns.old)


def start(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    return ctx.rota()


def test_at_five_thousand_a_second(ctx):
    nothing_lost(ctx, start(ctx), 5000)


def test_at_half_of_capacity(ctx):
    rota = start(ctx)
    most = said_by(load(ctx, "--seconds", "5"))
    nothing_lost(ctx, rota, most["right"] / most["seconds"] / 2)
