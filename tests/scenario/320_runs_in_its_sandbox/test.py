"""Once it runs it has no system calls but those on its list: every thread of it, and of the process after it.

In sanitized builds a call that is not on the list ends the process, so every other scenario tells that none is missing.

Ids: S-05 S-06
"""
import os
import pwd
import signal
import subprocess
from concurrent.futures import ThreadPoolExecutor

from support.ask import values
from support.backend import Backend
from support.control import Control
from support.process import is_gone
from support.waiting import until


def tasks(pid):
    """What the kernel says of each of its threads."""
    for task in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{task}/status", encoding="ascii") as lines:
            yield dict(line.rstrip("\n").split(":\t", 1) for line in lines if ":\t" in line)


def helper_of(rota):
    """The one process that it has forked."""
    with open(f"/proc/{rota.pid}/task/{rota.pid}/children", encoding="ascii") as children:
        pids = children.read().split()
    assert len(pids) == 1, f"its children: {pids}"
    return int(pids[0])


def is_confined(rota):
    seen = list(tasks(rota.pid))
    assert len(seen) > 4, "it has threads"
    for one in seen:
        assert one["Seccomp"] == "2" and one["NoNewPrivs"] == "1", one


def test_every_thread_is_confined_and_those_of_the_next_process(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    rota = ctx.rota()
    is_confined(rota)
    old = rota.replace()
    assert old.wait(15 * ctx.slack) == 0
    is_confined(rota)
    assert values(rota.ask("ns1.lb.example", tcp=True)) == ["192.0.2.53"]
    assert not rota.has("^warning: .*sandbox"), rota.text()


def test_what_starts_the_next_process_can_do_little_else(ctx):
    """It is confined as well, holds nothing of the server's, and is gone with it."""
    Backend(ctx, 11), Backend(ctx, 12)
    rota = ctx.rota()
    helper = helper_of(rota)
    seen, *more = sorted(tasks(helper), key=lambda one: int(one["Pid"]))
    assert not more or ctx.slack > 1, "threads, which are not a sanitizer's"
    assert seen["Name"] == "rotad-helper" and seen["Seccomp"] == "2" and seen["NoNewPrivs"] == "1", seen
    assert sorted(map(int, os.listdir(f"/proc/{helper}/fd"))) == [0, 1, 2, 3]
    rota.expected_code = -9
    os.kill(rota.pid, 9)
    rota.wait(15 * ctx.slack)
    until(lambda: is_gone(helper), 10 * ctx.slack, "the other process has ended too")


def stop(pid):
    """It stands still, as on a file system that does not answer."""
    os.kill(pid, signal.SIGSTOP)
    until(lambda: next(tasks(pid))["State"].startswith("T"), 10, "it is stopped")


def test_nobody_waits_for_what_starts_the_next_process(ctx):
    """While it stands still everything else goes on; then the replacement does."""
    Backend(ctx, 11), Backend(ctx, 12)
    rota = ctx.rota()
    stop(helper := helper_of(rota))
    with ThreadPoolExecutor() as pool:
        replaced = pool.submit(rota.replace)
        until(lambda: any(event["kind"] == "replace" for event in rota.control.get("/events")["events"]), 10,
              "the replacement is under way")
        rota.control.post("/members/web/lb1", {"admin": "drain"})  # through the control loop and back
        rota.reload()
        assert not replaced.done()
        os.kill(helper, signal.SIGCONT)
        assert replaced.result().wait(15 * ctx.slack) == 0
    assert values(rota.ask("www.lb.example")) == [ctx.ip(12)]


def test_it_goes_on_without_what_starts_the_next_process(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    rota = ctx.rota()
    os.kill(helper := helper_of(rota), 9)
    rota.wait_for("warning: the helper process was ended by signal 9: rotactl replace fails until rotad is restarted")
    until(lambda: not os.path.exists(f"/proc/{helper}"), 10, "nothing is left of it")
    assert rota.replace() is None and "restart rotad instead" in rota.said["error"], rota.said
    rota.control.post("/members/web/lb1", {"admin": "drain"})
    until(lambda: values(rota.ask("www.lb.example")) == [ctx.ip(12)], 10, "lb1 is drained")


def test_filters_do_not_pile_up_with_each_replacement(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    rota = ctx.rota()
    rota.replace().wait(15 * ctx.slack)
    once = [seen["Seccomp_filters"] for seen in tasks(rota.pid)]
    for _ in range(2):
        rota.replace().wait(15 * ctx.slack)
    assert {seen["Seccomp_filters"] for seen in tasks(rota.pid)} == set(once), once


def test_nobody_of_the_same_user_can_open_its_memory(ctx):
    """Nor that of the process that starts new ones; nor of the process after it."""
    ctx.needs_root()
    Backend(ctx, 11), Backend(ctx, 12)
    os.mkdir(ctx.path("run"))
    os.chown(ctx.path("run"), pwd.getpwnam("nobody").pw_uid, -1)
    ctx.edit("conf/rota.toml", ctx.fill("${dir}/control.sock"), ctx.fill("${dir}/run/control.sock"))
    rota = ctx.rota(user="nobody", group="nogroup", extra_groups=[])
    rota.control = Control(path=ctx.path("run/control.sock"), timeout=60)
    for _ in range(2):
        for pid in (rota.pid, helper_of(rota)):
            tried = subprocess.run(["sh", "-c", f": <> /proc/{pid}/mem"], user="nobody", group="nogroup", extra_groups=[],
                                   capture_output=True, text=True, check=False)
            assert tried.returncode != 0 and "Permission denied" in tried.stderr, tried
        rota.replace().wait(15 * ctx.slack)


def test_it_can_be_turned_off(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    ctx.edit("conf/rota.toml", "workers = 2", "workers = 2\nsandbox = false")
    rota = ctx.rota()
    assert {one["Seccomp"] for one in tasks(rota.pid)} == {"0"}
    old = rota.replace()
    assert old.wait(15 * ctx.slack) == 0
