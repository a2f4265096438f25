"""Explain tells what really is answered, and why: held against thousands of answers of one worker."""
import getpass
from collections import Counter
from math import isclose

from support.ask import rcode, soa, ttls, values
from support.backend import Backend
from support.control import Control
from support.waiting import until

questions = 3000  # whole periods of every pool here: 5, 6, 5, 1, 2 and 3


def control(ctx):
    return Control(path=ctx.path("control.sock"))


def explain(ctx, name, type="A", client=None):
    return control(ctx).get(f"/explain?name={name}&type={type}" + (f"&client={client}" if client else ""))


def members(told):
    return {member["name"]: member for member in told["pool"]["members"]}


def given(rota, name, type):
    """How often each set of records was given, the order in it aside."""
    return Counter(tuple(sorted(values(rota.ask(name, type), type))) for _ in range(questions))


def agree(ctx, rota, name, type="A"):
    told = explain(ctx, name, type)
    sets = given(rota, name, type)
    assert told["outcome"] == "pool", told
    assert isclose(sum(line["probability"] for line in told["lines"]), 1), told["lines"]
    expected = Counter()
    for line in told["lines"]:
        expected[tuple(sorted(line["records"]))] += line["probability"] * questions
    assert sets == {key: round(count) for key, count in expected.items()}, (name, type, sets, expected)
    return told, sets


def test_shares_are_those_of_thousands_of_answers(ctx):
    rota = ctx.rota()
    for name in ("heavy", "pairs", "window", "everyone", "ordered", "x.y.apps"):
        told, sets = agree(ctx, rota, f"{name}.lb.example")
        records = Counter()
        for answer, count in sets.items():
            for record in answer:
                records[record] += count
        for member in told["pool"]["members"]:
            if len(member["addresses"]) == 1 and name not in ("heavy", "x.y.apps"):
                share = records[member["addresses"][0]] / sum(records.values())
                assert isclose(member["share"], share), (name, member, share)
    agree(ctx, rota, "heavy.lb.example", "AAAA")
    told, _ = agree(ctx, rota, "cdn.lb.example", "CNAME")
    assert {member["share"] for member in told["pool"]["members"]} == {0.5}


def test_a_member_that_is_down_or_drained_says_why(ctx):
    one, two = Backend(ctx, 31), Backend(ctx, 32)
    ctx.rota()
    until(lambda: explain(ctx, "live.lb.example")["ttl_reason"] == "max, since all is steady", 10, "all is steady")
    two.mode = "503"
    until(lambda: members(explain(ctx, "live.lb.example"))["two"]["why"] == "down: 'web' fails: status 503", 10,
          "two is out, and why")
    told = explain(ctx, "live.lb.example")
    assert members(told)["two"]["share"] == 0 and members(told)["one"]["share"] == 1
    assert told["pool"]["state"] == "degraded" and [line["records"] for line in told["lines"]] == [[ctx.ip(31)]]
    two.mode = "200"
    until(lambda: members(explain(ctx, "live.lb.example"))["two"]["why"] == "up: 'web' passes", 10, "two is back")

    control(ctx).post("/members/live/one", {"admin": "drain", "for": "1h", "reason": "CHG-42"})
    drained = members(explain(ctx, "live.lb.example"))["one"]
    assert drained["why"].startswith(f"drained by {getpass.getuser()} until ") and drained["why"].endswith(": CHG-42"), drained
    assert drained["admin"] == "drain" and drained["fit"] and not drained["serving"] and drained["share"] == 0
    assert values(ctx.rotas[0].ask("live.lb.example")) == [ctx.ip(32)]


def test_the_ttl_says_what_it_waits_for(ctx):
    _, two = Backend(ctx, 31), Backend(ctx, 32)
    ctx.edit("zones/lb.example.toml", 'timeout       = "1s"', 'timeout       = "1s"\nfall          = 100')
    rota = ctx.rota()
    until(lambda: ttls(rota.ask("live.lb.example")) == {30}, 10, "all is steady")
    two.mode = "503"
    until(lambda: ttls(rota.ask("live.lb.example")) == {2}, 10, "a fall is pending")
    until(lambda: explain(ctx, "live.lb.example")["ttl_reason"].endswith(" of 100): status 503"), 10, "why")
    told = explain(ctx, "live.lb.example")
    assert told["ttl"] == 2 and told["ttl_reason"].startswith("min, since two is falling"), told


def test_names_that_no_pool_has(ctx):
    rota = ctx.rota()
    cases = {"none.lb.example": ("nxdomain", "NXDOMAIN", 60), "ns1.lb.example": ("records", "NOERROR", 300),
             "a.sub.lb.example": ("referral", "NOERROR", 300), "apps.lb.example": ("nodata", "NOERROR", 60),
             "www.elsewhere.example": ("refused", "REFUSED", None), "out.lb.example": ("alias", "NOERROR", 300)}
    for name, (outcome, status, ttl) in cases.items():
        told, answer = explain(ctx, name), rota.ask(name)
        assert (told["outcome"], told["ttl"], told["pool"]) == (outcome, ttl, None), told
        assert rcode(answer) == status and f"status: {status}," in told["answer"], told["answer"]
        if outcome in ("nxdomain", "nodata"):
            assert soa(answer).ttl == ttl
        assert f"ANSWER: {sum(map(len, answer.answer))}," in told["answer"], told["answer"]


def test_the_way_to_a_pool(ctx):
    ctx.rota()
    steps = {"x.apps.lb.example": "there is no x.apps.lb.example; the wildcard *.apps.lb.example matches it",
             "alias.lb.example": "it is an alias (CNAME) of heavy.lb.example",
             "x.old.lb.example": "old.lb.example has a DNAME, which renames what is below it: on to x.apps.lb.example"}
    for name, step in steps.items():
        told = explain(ctx, name, client="198.51.100.7")
        assert told["outcome"] == "pool" and told["pool"]["pool"] == "heavy" and step in told["steps"], told
        assert told["question"] == {"name": name, "type": "A", "client": "198.51.100.7"}
        assert "policy weighted returns the same to all clients" in told["steps"]
    assert members(explain(ctx, "heavy.lb.example"))["c"]["why"] == "up: it has no check"
    assert members(explain(ctx, "ordered.lb.example"))["192.0.2.2"]["why"] \
        == "standby: 192.0.2.1 is eligible and earlier in the file"


def test_each_rule_of_all_down(ctx):
    last = Backend(ctx, 31)
    rota = ctx.rota()
    until(lambda: values(rota.ask("down-last.lb.example")) == [ctx.ip(31)], 10, "one of down-last is fit")
    last.mode = "503"
    both = sorted([ctx.ip(21), ctx.ip(22)])
    rules = {"all": ("pool", both, "so all members are returned (all_down = all)"),
             "fallback": ("pool", [ctx.ip(23)], "so pool 'sorry' answers (all_down = fallback)"),
             "last": ("pool", [ctx.ip(31)], "and others were the last (all_down = last_good)"),
             "servfail": ("servfail", [], "so the answer is SERVFAIL (all_down = servfail)"),
             "nodata": ("nodata", [], "so the answer is empty (all_down = nodata)")}
    for rule, (outcome, expected, why) in rules.items():
        name = f"down-{rule}.lb.example"
        whole = f"down: 'web' fails: connect refused; no member is healthy, {why}"
        until(lambda name=name, whole=whole: members(explain(ctx, name))[ctx.ip(21)]["why"] == whole, 10,
              f"all_down of {name}")
        told, answer = explain(ctx, name), rota.ask(name)
        assert told["outcome"] == outcome and told["pool"]["state"] == "down", told
        assert sorted(values(answer)) == expected == sorted(sum((line["records"] for line in told["lines"]), [])), told
        assert told["all_down"], told
        if expected:
            assert told["ttl"] == 2 and told["ttl_reason"] == "min, since no member is healthy" and ttls(answer) == {2}, told
        assert (rcode(answer) == "SERVFAIL") == (rule == "servfail")
