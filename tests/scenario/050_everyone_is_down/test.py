"""No member of a pool is fit: each rule of all_down, and the TTL of a world in doubt.

Ids: H-01
"""
from support.ask import rcode, soa, ttls, values
from support.backend import Backend
from support.waiting import stays, until


def down(rota, pool, *members):
    for member in members:
        rota.wait_for(rf"member .*{member} \(.*\) down: connect refused")
    return pool


def test_each_rule(ctx):
    rota = ctx.rota()
    both = sorted([ctx.ip(21), ctx.ip(22)])
    down(rota, "all", ctx.ip(21), ctx.ip(22))
    until(lambda: rcode(rota.ask("servfail.lb.example")) == "SERVFAIL", 5, "servfail")
    assert sorted(values(rota.ask("all.lb.example"))) == both
    assert ttls(rota.ask("all.lb.example")) == {2}, "nobody is sure: the least TTL"
    assert values(rota.ask("fallback.lb.example")) == [ctx.ip(23)], "the fallback's health is ignored"


def test_no_data_is_short_and_never_nxdomain(ctx):
    rota = ctx.rota()
    for name, seconds in (("nodata", 2), ("slow", 5)):
        until(lambda: not rota.ask(f"{name}.lb.example").answer, 10, f"{name} is empty")
        for type in ("A", "AAAA", "TXT"):
            answer = rota.ask(f"{name}.lb.example", type)
            assert rcode(answer) == "NOERROR" and not answer.answer, answer
            assert soa(answer).ttl == (seconds if type == "A" else 60), answer  # nobody has the others: nothing will change


def test_last_good_keeps_who_was_fit_last(ctx):
    first, second = Backend(ctx, 31), Backend(ctx, 32)
    rota = ctx.rota()
    alive = sorted([ctx.ip(31), ctx.ip(32)])
    until(lambda: sorted(values(rota.ask("good.lb.example"))) == alive, 10, "two are fit")
    second.mode = "503"
    until(lambda: values(rota.ask("good.lb.example")) == [ctx.ip(31)], 10, "one is fit")
    first.mode = "503"
    rota.wait_for(rf"member \S+:good/{ctx.ip(31)} \(.*\) down")
    stays(lambda: values(rota.ask("good.lb.example")) == [ctx.ip(31)], 1, "the last good one is given")


def test_ttl_is_max_while_steady_and_min_in_doubt(ctx):
    backend, _ = Backend(ctx, 31), Backend(ctx, 32)
    rota = ctx.rota()
    for _ in range(2):
        until(lambda: ttls(rota.ask("doubt.lb.example")) == {30}, 10, "steady: the largest TTL")
        backend.mode = "503"
        until(lambda: ttls(rota.ask("doubt.lb.example")) == {2}, 10, "a fall is pending: the least TTL")
        assert len(values(rota.ask("doubt.lb.example"))) == 2
        backend.mode = "200"
