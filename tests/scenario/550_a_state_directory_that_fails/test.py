"""X-10: the state directory is full, read-only, gone: rota says so, answers on, and keeps everything once it can again.

Ids: X-10
"""
import ctypes
import json
import os
import shutil
import subprocess

from support.ask import values
from support.context import Skip
from support.waiting import until

new_mounts, private, recursive = 0x20000, 1 << 18, 1 << 14


def mount(*words):
    subprocess.run(["mount", *words], check=True)


def own_disk(ctx):
    """A small file system for the state, which only this test and what it starts can see."""
    ctx.needs_root()
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.unshare(new_mounts) != 0 or libc.mount(None, b"/", None, private | recursive, None) != 0:
        raise Skip("needs mounts of its own")
    os.mkdir(ctx.path("state"))
    mount("-t", "tmpfs", "-o", "size=1m,nr_inodes=100", "tmpfs", ctx.path("state"))
    ctx.closing.append(lambda: subprocess.run(["umount", ctx.path("state")], check=True))


def say(rota, member, word):
    return rota.control.post(f"/members/web/{member}", {"admin": word})["note"]


def restarted_knows(ctx, rota, *drained):
    rota.expected_code = -9
    rota.kill()
    rota = ctx.rota()
    said = [(row["member"], row["admin"]) for row in rota.control.get("/overrides")["overrides"]]
    assert said == [(member, "drain") for member in drained], said


def fails_and_recovers(ctx, spoil, mend, reason):
    own_disk(ctx)
    rota = ctx.rota()
    assert say(rota, "lb1", "drain") == ""
    spoil()
    note = say(rota, "lb2", "drain")
    assert "will not outlive a restart" in note and reason in note, note
    rota.wait_for(f"overrides is not kept: .*{reason}")
    assert say(rota, "lb1", "ready") != ""
    assert values(rota.ask("www.lb.example")) == ["192.0.2.1"]
    mend()
    until(lambda: [json.loads(line)["member"] for line in ctx.read("state/overrides").splitlines()] == ["lb2"],
          10 * ctx.slack, "what was said meanwhile is kept, without another word")
    restarted_knows(ctx, rota, "lb2")
    assert not [name for name in os.listdir(ctx.path("state")) if ".bad" in name]


def test_a_full_disk(ctx):
    filler = ctx.path("state/filler")

    def spoil():
        with open(filler, "wb", buffering=0) as file:
            try:
                while file.write(bytes(4096)):
                    pass
            except OSError:
                pass
    fails_and_recovers(ctx, spoil, lambda: os.remove(filler), "No space left on device")


def test_a_read_only_disk(ctx):
    fails_and_recovers(ctx, lambda: mount("-o", "remount,ro", ctx.path("state")),
                       lambda: mount("-o", "remount,rw", ctx.path("state")), "Read-only file system")


def test_a_directory_that_vanishes_is_made_again(ctx):
    rota = ctx.rota()
    assert say(rota, "lb1", "drain") == ""
    shutil.rmtree(ctx.path("state"))
    assert "restart" not in say(rota, "lb2", "drain")
    restarted_knows(ctx, rota, "lb1", "lb2")
