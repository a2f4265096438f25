"""What the host does not give: IPv6, a free address, descriptors, memory, capabilities. Each is a warning or a
sentence and exit code 1, and signals that mean nothing do nothing.

Ids: X-03
"""
import os
import re
import signal
import sys

from support import own_net
from support.ask import values
from support.backend import Backend
from support.context import Skip
from support.rota import run_once

here = os.path.dirname(os.path.abspath(__file__))
without_ipv6 = [sys.executable, os.path.join(here, "../support/without_ipv6.py")]
question = "ns1.lb.example"


def works(rota):
    assert values(rota.ask(question)) == ["192.0.2.53"]
    assert values(rota.ask(question, tcp=True)) == ["192.0.2.53"]


def refused(ctx, launch):
    """What it says when it is started so."""
    code, said = run_once(ctx, *launch[1:], ctx.bin, "--config", "conf/rota.toml", program=launch[0])
    assert code == 1, (code, said)
    return said


def test_without_ipv6_a_wildcard_that_nobody_wrote_is_left_out(ctx):
    own_net.move_in(ctx)
    Backend(ctx, 11), Backend(ctx, 12)
    ctx.edit("conf/rota.toml", f'listen  = ["{ctx.ip(1)}:{ctx.port}"]\n', "")
    rota = ctx.rota(launch=without_ipv6, address="127.0.0.1", port=53)
    works(rota)
    assert rota.has(r"^warning: not listening on \[::\]:53: this host has no IPv6")
    ctx.edit("zones/lb.example.zone", "hostmaster 1 ", "hostmaster 2 ")
    rota.reload()
    rota.wait_serial("lb.example", 2)
    assert not rota.has("`listen` changed"), rota.text()
    assert rota.replace().wait(15 * ctx.slack) == 0
    works(rota)


def test_without_ipv6_a_wildcard_that_was_written_is_an_error(ctx):
    ctx.edit("conf/rota.toml", f'"{ctx.ip(1)}:{ctx.port}"', f'"[::]:{ctx.port}", "0.0.0.0:{ctx.port}"')
    assert f"cannot bind UDP [::]:{ctx.port}" in refused(ctx, without_ipv6)


def test_a_second_rotad_on_the_same_address_is_refused(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    rota = ctx.rota()
    ctx.write("conf/other.toml", re.sub("control.sock", "other.sock", ctx.read("conf/rota.toml")))
    code, said = run_once(ctx, "--config", "conf/other.toml")
    assert code == 1 and f"cannot bind UDP {ctx.ip(1)}:{ctx.port}: Address already in use; another program" in said, said
    works(rota)
    assert rota.replace().wait(15 * ctx.slack) == 0  # which is no second one
    works(rota)


def test_signals_that_mean_nothing_do_nothing(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    rota = ctx.rota()
    for one in (signal.SIGUSR1, signal.SIGUSR2, signal.SIGALRM, signal.SIGVTALRM, signal.SIGPROF, signal.SIGIO,
                signal.SIGPWR, signal.SIGXFSZ, signal.SIGPIPE):
        rota.send(one)
        works(rota)


def test_too_few_descriptors_are_a_sentence(ctx):
    said = refused(ctx, ["/usr/bin/prlimit", "--nofile=24:24"])
    assert "the limit of open files (ulimit -n, LimitNOFILE) is 24; 2 workers on 1 address need at least 36" in said, said


def test_too_little_address_space_is_a_sentence(ctx):
    if ctx.slack > 1:
        raise Skip("a sanitizer needs more for itself")
    said = refused(ctx, ["/usr/bin/prlimit", f"--as={300_000 << 10}"])
    assert "the limit of address space (ulimit -v, LimitAS) is 293 MiB; 2 workers on 1 address need at least" in said, said


def as_root_without(ctx, launch):
    """Started so by default, it serves as who it is, with a warning; when `user` is written, it says what to do."""
    ctx.needs_root()
    Backend(ctx, 11), Backend(ctx, 12)
    ctx.edit("conf/rota.toml", 'user    = ""', 'user    = "nobody"')
    said = refused(ctx, launch)
    assert re.search(r"cannot become user 'nobody': .*; to run as the current user, set user = \"\" in \[server\]", said), said
    ctx.edit("conf/rota.toml", 'user    = "nobody"\n', "")
    rota = ctx.rota(launch=launch)
    works(rota)
    assert rota.has(r"^warning: cannot become user '\w+': .*: running as the current user"), rota.text()
    assert rota.replace().wait(15 * ctx.slack) == 0
    works(rota)


def test_root_without_capabilities_serves_as_root(ctx):
    as_root_without(ctx, ["/usr/bin/setpriv", "--bounding-set=-all", "--inh-caps=-all", "--"])


def test_root_of_a_user_namespace_serves_as_root(ctx):
    as_root_without(ctx, ["/usr/bin/unshare", "--user", "--map-root-user", "--"])


def test_without_the_capability_to_give_files_away_root_stays_and_keeps_its_state(ctx):
    ctx.needs_root()
    Backend(ctx, 11), Backend(ctx, 12)
    ctx.edit("conf/rota.toml", 'user    = ""\n', "")
    rota = ctx.rota(launch=["/usr/bin/setpriv", "--bounding-set=-chown", "--inh-caps=-chown", "--"])
    works(rota)
    assert rota.has(r"^warning: cannot give .*/state to user '\w+': .*: running as the current user"), rota.text()
    rota.stop(timeout=15 * ctx.slack)
    assert os.path.exists(ctx.path("state/events")), "state was not kept"
