"""Not one of a million questions is lost while the program is replaced and reloads, slowly and at half of what it can."""
import json
import os
import signal
import subprocess

from support.backend import Backend
from support.context import Skip
from support.keeper import Keeper

full = True

times = 20  # replaced, and reloaded as often, at least


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


def replaced_under(ctx, rota, generator):
    """Replaces and reloads in turn while the generator runs; how often."""
    turns, old = 0, []
    with Keeper(rota.address, rota.port, "www.lb.example") as keeper:
        while generator.poll() is None:
            turns += 1
            ctx.edit("zones/lb.example.zone", f"hostmaster {turns} ", f"hostmaster {turns + 1} ")
            old.append(rota.replace())
            assert rota.serial("lb.example") == turns + 1, "the new process answers from the files as they are now"
            seen = rota.mark()
            rota.send(signal.SIGHUP)
            rota.wait_for("reload done", after=seen)
            keeper.wait_count(200)
    keeper.nothing_lost()
    assert turns >= times and keeper.closed > 0, (turns, keeper.closed)
    assert all(one.wait(30) == 0 for one in old)
    return turns


def nothing_lost(ctx, rota, rate, seconds):
    generator = load(ctx, "--rate", str(rate), "--seconds", str(seconds))
    try:
        turns = replaced_under(ctx, rota, generator)
        said = said_by(generator)
    finally:
        generator.kill()
        generator.wait()
    ctx.figure(f"{turns} replacements and {turns} reloads at {rate:,.0f} q/s: {said['sent']:,} sent, {said['lost']} "
               f"lost, {said['wrong']} wrong, p99 {said['p99_us'] / 1000:.2f} ms")
    assert said["sent"] >= 1_000_000 and said["right"] == said["sent"], said


def start(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    return ctx.rota()


def test_at_five_thousand_a_second(ctx):
    nothing_lost(ctx, start(ctx), 5000, 205)


def test_at_half_of_capacity(ctx):
    rota = start(ctx)
    most = said_by(load(ctx, "--seconds", "5"))
    nothing_lost(ctx, rota, most["right"] / most["seconds"] / 2, 60)
