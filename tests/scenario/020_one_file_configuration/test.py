"""The configuration of the README's first screen, as printed but for the addresses: it rotates.

It runs as an ordinary user, so nothing is dropped and nothing is kept in /var/lib. One dig after the other
from one port meets one worker, however many there are: the order is exact.
"""
import os
import shutil

from support.ask import values
from support.dig import dig
from support.waiting import until


def start(ctx):
    ctx.needs_root()  # the check's port is 80
    ctx.edit("conf/site.toml", "127.0.0.1:5300", "${ip1}:${port}")
    for number in (1, 2, 3):
        ctx.edit("conf/site.toml", f'"192.0.2.{number}"', f'"{ctx.ip(10 + number)}"')
    backends = [ctx.nginx(number, port=80) for number in (11, 12, 13)]
    os.chmod(ctx.path("conf/site.toml"), 0o644)
    ctx.bin = shutil.copy(ctx.bin, ctx.path("rotad"))  # the checkout may stand where only its owner can look
    return ctx.rota("conf/site.toml", user="nobody", group="nogroup", extra_groups=[]), backends


def firsts(ctx, rota, count, name="www.lb.example"):
    source = f"{ctx.ip(100)}#{ctx.port}"
    return [dig(rota.address, rota.port, "-b", source, name, "A").values()[0] for _ in range(count)]


def test_eight_digs_show_each_member_first_in_turn(ctx):
    rota, _ = start(ctx)
    members = [ctx.ip(number) for number in (11, 12, 13)]
    for name in ("www.lb.example", "lb.example", "anything.lb.example"):
        seen = firsts(ctx, rota, 8, name)
        assert set(seen[:3]) == set(members), seen
        assert all(seen[at] == seen[at - 3] for at in range(3, 8)), seen
        assert sorted(dig(rota.address, rota.port, name).values()) == members


def test_the_nameservers_are_made(ctx):
    rota, _ = start(ctx)
    assert values(rota.ask("lb.example", "NS"), "NS") == ["ns1.lb.example."]
    assert values(rota.ask("ns1.lb.example", "A")) == ["192.0.2.53"]
    assert len(values(rota.ask("lb.example", "SOA"), "SOA")) == 1


def test_a_dead_backend_leaves_and_returns(ctx):
    rota, backends = start(ctx)
    backends[1].kill()
    rota.wait_for(rf"member \S+:web/{ctx.ip(12)} \(.*\) down: connect refused \(3/3\)", 13)
    alive = [ctx.ip(11), ctx.ip(13)]
    until(lambda: sorted(values(rota.ask("www.lb.example"))) == alive, 1, "only the living are given")
    seen = firsts(ctx, rota, 8)
    assert set(seen) == set(alive) and all(seen[at] == seen[at - 2] for at in range(2, 8)), seen
    seen = rota.mark()
    backends[1].start()
    rota.wait_for(rf"member \S+:web/{ctx.ip(12)} \(.*\) up", 13, after=seen)
    until(lambda: len(values(rota.ask("www.lb.example"))) == 3, 1, "all are given again")
