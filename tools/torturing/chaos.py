"""Faults under a steady load: reloads, broken configurations, flapping members, a full disk, a checker that stalls.
Each may cost no query and make no answer wrong.

Ids: X-01 X-06 X-10
"""
import time

from benchmark.servers.base import put
from benchmark.world import apex, head
from support.waiting import until

from .daemon import Daemon, Load, flapping_world
from .disk import SmallDisk, State
from .rows import Row
from .stall import stalled

names, presets = ("chaos",), ("release",)
flip_line = r"member \S+ \(.*\) (up|down):"
save_limit = 10  # seconds until state is saved again once there is room (reliability.md X-10)
broken = [  # of a zone's file; each would answer with another address if it were taken
    'zone = "{apex}',
    'zone = "{apex}"\nfile = "../none"\n',
    'zone = "{apex}"\nfile = "../zone"\n[pool.h0]\nnames = ["h0"]\nmembers = ["192.0.2.99"]\npolcy = "weighted"\n',
    'zone = "{apex}"\nfile = "../zone"\n[pool.h0]\nnames = ["h0"]\nmembers = ["192.0.2.99", "192.0.2.300"]\n',
    'zone = "{apex}"\nfile = "../zone"\n[pool.h0]\nnames = ["h0"]\nmembers = ["192.0.2.99"]\npolicy = "none"\n',
    'zone = "{apex}"\nfile = "../zone"\n[pool.h0]\nnames = ["h0.elsewhere."]\nmembers = ["192.0.2.99"]\n',
    '\0\xff', ""]


def reloads(daemon, times):
    for serial in range(2, 2 + times):
        put(daemon.home, "zone", head.replace("hostmaster 1 ", f"hostmaster {serial} "))
        daemon.reload()
    return f"{times} reloads"


def broken_configs(daemon, times):
    path = f"{daemon.home}/zones/{apex}.toml"
    with open(path, encoding="ascii") as file:
        good = file.read()
    for turn in range(times):
        with open(path, "w", encoding="latin-1") as file:
            file.write(broken[turn % len(broken)].replace("{apex}", apex))
        daemon.reload(says="reload failed")
    put(daemon.home, f"zones/{apex}.toml", good)
    daemon.reload()
    return f"{times} refused, the good one taken after them"


def flapping(daemon, seconds, rate):
    flapper = daemon.server.flapper
    daemon.said.lines()
    before, flapper.rate = flapper.flips, rate
    time.sleep(seconds)
    flapper.rate = 0
    seen = daemon.said.count(flip_line)
    assert seen > 0, "no flip was seen"
    return f"{flapper.flips - before:,} flips of {daemon.server.count:,} members, {seen:,} seen"


def full_disk(daemon, seconds, limit):
    """While it is full, health changes and must be kept; then there is room again, and nothing changes any more."""
    state, flapper = State(daemon), daemon.server.flapper
    until(state.saved, 60, "health is saved at first")
    state.fill()
    flapper.rate = 100
    daemon.said.wait("is not kept", 60)
    time.sleep(seconds)
    flapper.rate = 0
    time.sleep(2)  # the last flip is seen, and was not saved either
    last = state.saved()
    assert state.health().endswith("\n"), "the state file was cut off"
    state.free()
    freed = time.time()
    until(lambda: state.saved() > last, 120, "health is saved again")
    took = state.saved() - freed
    assert state.health().count("\n") > daemon.server.count, "the state file is not whole"
    assert took <= limit, f"saved again only {took:.0f} s after there was room"
    return f"full for {seconds} s and told, saved {max(0.0, took):.1f} s after there was room"


def stalled_checker(daemon, seconds):
    """Members flap while the thread that checks them stands still: the first thread, which `main` became."""
    flapper = daemon.server.flapper
    flapper.rate = 50
    daemon.said.wait(flip_line, 60)
    with stalled(daemon.process.pid):
        daemon.said.lines()
        before = flapper.flips
        time.sleep(seconds)
        assert daemon.said.count(flip_line) == 0, "the checker did not stand still"
        missed = flapper.flips - before
    daemon.said.wait(flip_line, 60)
    flapper.rate = 0
    return f"{missed:,} flips not seen, others seen after it"


def under_load(run, daemon, what, fault, *how):
    """Runs one fault; its row."""
    run.say(f"chaos: {what}")
    with Load(daemon) as load:
        done = fault(daemon, *how)
        load.wait(200)
    said = load.said
    mistake = f", {said['first_mistake']}" if said["wrong"] else ""
    return Row(f"queries lost at {load.rate:,} q/s: {what}", "0, 0 wrong",
               f"{done}: {said['sent']:,} sent, {said['lost']} lost, {said['wrong']} wrong{mistake}, "
               f"p99 {said['p99_us'] / 1000:.2f} ms", said["lost"] == said["wrong"] == 0 and said["right"] == said["sent"])


def measure(run, _):
    count, times = (100, 10) if run.short else (1000, 100)
    seconds = {"flapping": 3 if run.short else 60, "full": 2 if run.short else 20, "stalled": 3 if run.short else 60}
    with Daemon(run, SmallDisk(run, count), flapping_world(count)) as daemon:
        rows = [
            under_load(run, daemon, f"SIGHUP reload x{times}", reloads, times),
            under_load(run, daemon, f"broken config x{times}", broken_configs, times),
            under_load(run, daemon, f"{count:,} members flapping", flapping, seconds["flapping"], count),
            under_load(run, daemon, "disk full", full_disk, seconds["full"], save_limit * (3 if run.short else 1)),
            under_load(run, daemon, f"checker stalled {seconds['stalled']} s", stalled_checker, seconds["stalled"])]
        end = daemon.finish()
    return [*rows, Row("the daemon after all of that", "ends well", end or "ended well", end is None)]
