"""Started as root, it makes its control socket and its state directory where the service user may change
names under it: no file of others gets another owner, group or mode, whoever wins a race.

Ids: S-05
"""
import os
import pwd
import subprocess
import sys

from support.ask import values
from support.backend import Backend
from support.control import Control
from support.waiting import until

service = "nobody"

# As fast as it can: whenever there is a socket, a link to the precious file takes its place, and back.
swapper = """
import os, stat, sys
path, precious = sys.argv[1:]
print("swapping", flush=True)
while True:
    try:
        if stat.S_ISSOCK(os.lstat(path).st_mode):
            os.symlink(precious, path + ".link")
            os.rename(path + ".link", path)
            os.unlink(path)
    except OSError:
        pass
"""


def seen(path):
    about = os.stat(path)
    return about.st_uid, about.st_gid, about.st_mode


def prepare(ctx):
    ctx.needs_root()
    entry = pwd.getpwnam(service)
    os.mkdir(ctx.path("run"))
    os.chown(ctx.path("run"), entry.pw_uid, entry.pw_gid)
    os.mkdir(ctx.path("precious"))
    with open(ctx.path("precious/shadow"), "w", encoding="ascii") as out:
        out.write("root:secret\n")
    os.chmod(ctx.path("precious/shadow"), 0o640)
    ctx.edit("conf/rota.toml", 'user    = ""', f'user    = "{service}"')
    ctx.edit("conf/rota.toml", ctx.fill("${dir}/control.sock"), ctx.fill("${dir}/run/control.sock"))
    Backend(ctx, 11), Backend(ctx, 12)


def test_links_in_place_of_the_control_socket_change_no_file(ctx):
    prepare(ctx)
    before = seen(ctx.path("precious/shadow"))
    command = [sys.executable, "-c", swapper, ctx.path("run/control.sock"), ctx.path("precious/shadow")]
    with subprocess.Popen(command, user=service, group="nogroup", extra_groups=[], stdout=subprocess.PIPE) as hostile:
        try:
            hostile.stdout.readline()
            for _ in range(10):
                rota = ctx.rota(ready=False)
                until(lambda: rota.has("ready: answering") or not rota.running(), 20 * ctx.slack, "it has started or not")
                if rota.running():
                    rota.stop(timeout=15 * ctx.slack)
                else:
                    ctx.rotas.remove(rota)  # the link was there first, which is a sentence and exit 1
                assert seen(ctx.path("precious/shadow")) == before, "a file of others has changed"
        finally:
            hostile.kill()


def test_a_link_in_place_of_the_state_directory_gives_nothing_away(ctx):
    prepare(ctx)
    os.symlink(ctx.path("precious"), ctx.path("run/state"))
    os.lchown(ctx.path("run/state"), pwd.getpwnam(service).pw_uid, -1)
    ctx.edit("conf/rota.toml", ctx.fill("${dir}/state"), ctx.fill("${dir}/run/state"))
    before = seen(ctx.path("precious"))
    rota = ctx.rota()
    assert seen(ctx.path("precious")) == before, "a directory of others was given away"
    assert values(rota.ask("ns1.lb.example")) == ["192.0.2.53"]


def test_in_directories_of_root_it_works_and_stays_roots(ctx):
    prepare(ctx)
    ctx.edit("conf/rota.toml", ctx.fill("${dir}/run/control.sock"), ctx.fill("${dir}/new/control.sock"))
    rota = ctx.rota()
    rota.control = Control(path=ctx.path("new/control.sock"), timeout=60)
    assert seen(ctx.path("new"))[0] == 0 and seen(ctx.path("new/control.sock"))[2] & 0o7777 == 0o660
    assert os.stat(ctx.path("state")).st_uid == pwd.getpwnam(service).pw_uid, "the service user keeps state there"
    rota.control.get("/status")
    rota.stop(timeout=15 * ctx.slack)
    again = ctx.rota()  # beside the socket that the first could not take away
    again.control = Control(path=ctx.path("new/control.sock"), timeout=60)
    assert again.replace().wait(15 * ctx.slack) == 0
