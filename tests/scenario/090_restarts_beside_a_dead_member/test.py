"""A restart while a member is dead: it is never given, from the first answer on.

Ids: H-12
"""
import os

from support.ask import values
from support.asker import Asker
from support.backend import Backend
from support.waiting import until


def never_given(asker, address):
    given = [answer for answer in asker.answers if address in answer.addresses]
    assert asker.answers and not given, f"{len(given)} answers with a dead member"


def test_the_saved_state_is_used_at_once(ctx):
    os.mkdir(ctx.path("state"))
    ctx.edit("conf/rota.toml", 'state   = ""', 'state   = "${dir}/state"')
    Backend(ctx, 11)
    rota = ctx.rota()
    rota.wait_for(r"member \S+:web/lb2 \(.*\) down: connect refused")
    until(lambda: values(rota.ask("www.lb.example")) == [ctx.ip(11)], 5, "lb2 is out")
    rota.finish()
    # From now on a probe of it takes longer than a start may wait: only what was saved can tell.
    Backend(ctx, 12, mode="hang")
    with Asker(rota.address, rota.port, [("www.lb.example", "A")]) as asker:
        ctx.rota()
        asker.wait_count(1000)
    never_given(asker, ctx.ip(12))


def test_without_saved_state_the_first_round_comes_first(ctx):
    ctx.edit("zones/lb.example.toml", "[pool.web.check]", '[pool.web.check]\nstart = "probe"')
    Backend(ctx, 11)
    with Asker(ctx.ip(1), ctx.port, [("www.lb.example", "A")]) as asker:
        ctx.rota()
        asker.wait_count(1000)
    never_given(asker, ctx.ip(12))


def test_a_start_waits_two_seconds_at_most(ctx):
    Backend(ctx, 11), Backend(ctx, 12, mode="hang")
    with Asker(ctx.ip(1), ctx.port, [("www.lb.example", "A")], rate=200) as asker:
        ctx.rota()
        asker.wait_for(lambda answer: answer.rcode == 0, 3 * ctx.slack, "an answer although one probe hangs")
        asker.wait_for(lambda answer: answer.addresses == [ctx.ip(11)], 10, "the hanging one is out")
    assert not any(answer.rcode or not answer.addresses for answer in asker.answers), "unknown is not down"
