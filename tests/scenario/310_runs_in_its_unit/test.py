"""The server does all its work under what conf/rota.service allows it: no root, one capability, few system calls.

Ids: S-05
"""
import os
import pwd
import shutil
import subprocess
import sys

from support.ask import rcode, values
from support.backend import Backend
from support.context import Skip
from support.service_manager import ServiceManager
from support.waiting import until

unit = os.path.realpath(f"{os.path.dirname(__file__)}/../../../conf/rota.service")
confined = os.path.realpath(f"{os.path.dirname(__file__)}/../support/confined.py")


def start(ctx):
    """rotad as an unprivileged user who may read, but not write, anything but its two folders."""
    ctx.needs_root()
    if subprocess.call(["unshare", "--mount", "true"]) != 0:
        raise Skip("needs to be allowed mounts of its own")
    for folder in ("state", "run"):
        os.mkdir(ctx.path(folder))
        shutil.chown(ctx.path(folder), "nobody")
    manager = ServiceManager(ctx)
    shutil.copy(ctx.bin, ctx.path("rotad"))  # where that user can reach it
    shutil.copy(confined, ctx.path("confined.py"))
    shutil.copy(unit, ctx.path("rota.service"))
    ctx.bin = ctx.path("rotad")
    # The leak check stops the process like a debugger would, which is not allowed here.
    rota = ctx.rota(port=53, env=manager.environment(ASAN_OPTIONS="detect_leaks=0", WATCHDOG_USEC="1000000"),
                    launch=[sys.executable, ctx.path("confined.py"), ctx.path("rota.service"), "nobody",
                            ctx.path("state"), ctx.path("run"), "--"])
    rota.control.path = ctx.path("run/control.sock")
    return rota, manager


def status(rota):
    with open(f"/proc/{rota.pid}/status", encoding="ascii") as lines:
        return dict(line.rstrip("\n").split(":", 1) for line in lines)


def test_it_answers_probes_reloads_and_ends(ctx):
    backend = Backend(ctx, 11)  # nobody listens at the second
    rota, manager = start(ctx)
    assert values(rota.ask("www.lb.example", tcp=True))
    rota.wait_for(r"member \S+:web/lb2 \(.*\) down: connect refused")
    until(lambda: values(rota.ask("www.lb.example")) == [ctx.ip(11)], 10, "lb2 is out")
    ctx.edit("zones/lb.example.zone", "hostmaster 1 ", "hostmaster 2 ")
    rota.reload()
    rota.wait_serial("lb.example", 2)
    backend.mode = "503"
    rota.wait_for(r"member \S+:web/lb1 \(.*\) down: status 503")
    manager.wait_for("WATCHDOG", "1")
    assert rcode(rota.ask("nobody.lb.example")) == "NXDOMAIN"
    assert rota.replace().wait(15 * rota.slack) == 0
    assert values(rota.ask("ns1.lb.example", tcp=True)) == ["192.0.2.53"], "port 53, by the new process"
    assert rota.stop() == 0
    assert manager.messages[-1].get("STOPPING") == "1", manager.messages
    assert "down" in ctx.read("state/health")
    # Only the package makes the group.
    assert not rota.has("^(error|warning): (?!member|pool|group 'rota' does not exist)"), rota.text()


def test_it_is_as_confined_as_the_unit_says(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    ctx.edit("conf/rota.toml", "${dir}/state".replace("${dir}", ctx.dir), ctx.path("elsewhere"))
    rota, _ = start(ctx)
    now = status(rota)
    assert now["Uid"].split() == [str(pwd.getpwnam("nobody").pw_uid)] * 4, now["Uid"]
    bind_service = 1 << 10
    for kind in ("CapEff", "CapPrm", "CapBnd", "CapAmb"):
        assert int(now[kind], 16) == bind_service, f"{kind} is {now[kind]}"
    assert now["NoNewPrivs"].strip() == "1" and now["Seccomp"].strip() == "2", now
    assert now["Seccomp_filters"].strip() == "2", "the unit's filter, and its own"
    rota.stop()
    assert rota.has("last health is not kept: .*(No such file|Read-only)"), "it could write elsewhere"
