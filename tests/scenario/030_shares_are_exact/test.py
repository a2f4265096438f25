"""Rotation and shares are exact in every period: members without checks, one worker, counted answers."""
from collections import Counter

from support.ask import rcode, values


def every_window(seen, size, expected):
    for start in range(len(seen) - size + 1):
        assert Counter(seen[start:start + size]) == expected, f"from answer {start}: {seen}"


def test_round_robin_shows_each_member_first_once(ctx):
    rota = ctx.rota()
    for name in ("www.lb.example", "lb.example", "any.lb.example", "x.deep.lb.example"):
        answers = [values(rota.ask(name)) for _ in range(12)]
        assert all(sorted(answer) == ["192.0.2.1", "192.0.2.2", "192.0.2.3"] for answer in answers)
        every_window([answer[0] for answer in answers], 3, {"192.0.2.1": 1, "192.0.2.2": 1, "192.0.2.3": 1})


def test_weight_three_gets_three_of_five(ctx):
    rota = ctx.rota()
    seen = [values(rota.ask("heavy.lb.example")) for _ in range(50)]
    assert all(len(answer) == 1 for answer in seen)
    firsts = [answer[0] for answer in seen]
    every_window(firsts, 5, {"192.0.2.1": 3, "192.0.2.2": 1, "192.0.2.3": 1})


def test_a_and_aaaa_in_lockstep_stay_exact(ctx):
    rota = ctx.rota()
    four, six = [], []
    for _ in range(30):
        four += values(rota.ask("heavy.lb.example", "A"))
        six += values(rota.ask("heavy.lb.example", "AAAA"), "AAAA")
    every_window(four, 5, {"192.0.2.1": 3, "192.0.2.2": 1, "192.0.2.3": 1})
    every_window(six, 5, {"2001:db8::1": 3, "2001:db8::2": 1, "2001:db8::3": 1})


def test_two_of_three_by_weight(ctx):
    rota = ctx.rota()
    answers = [values(rota.ask("pairs.lb.example")) for _ in range(36)]
    assert all(len(set(answer)) == 2 for answer in answers)
    for start in range(0, 31):
        period = [address for answer in answers[start:start + 6] for address in answer]
        assert Counter(period) == {"192.0.2.1": 6, "192.0.2.2": 4, "192.0.2.3": 2}, period


def test_a_family_counts_only_members_that_have_it(ctx):
    rota = ctx.rota()
    firsts = [values(rota.ask("www.lb.example", "AAAA"), "AAAA")[0] for _ in range(8)]
    every_window(firsts, 2, {"2001:db8::1": 1, "2001:db8::2": 1})
    answer = rota.ask("ordered.lb.example", "AAAA")
    assert rcode(answer) == "NOERROR" and not answer.answer and answer.authority


def test_failover_keeps_the_order_of_the_file(ctx):
    rota = ctx.rota()
    assert {values(rota.ask("ordered.lb.example"))[0] for _ in range(8)} == {"192.0.2.1"}
    assert {tuple(values(rota.ask("second.lb.example"))) for _ in range(8)} == {("192.0.2.2",)}


def test_cname_members_one_at_a_time(ctx):
    rota = ctx.rota()
    for type in ("A", "AAAA", "CNAME", "TXT"):
        seen = [values(rota.ask("cdn.lb.example", type), "CNAME") for _ in range(6)]
        assert all(len(answer) == 1 for answer in seen), seen
        every_window([answer[0] for answer in seen], 2, {"a.cdn.example.net.": 1, "b.cdn.example.net.": 1})


def test_srv_members(ctx):
    rota = ctx.rota()
    seen = sorted(values(rota.ask("_sip._tcp.lb.example", "SRV"), "SRV"))
    assert [record.split()[0] + " " + record.split(None, 2)[2] for record in seen] \
        == ["10 5060 s1.example.net.", "20 5061 s2.example.net."], seen
    between = rota.ask("_tcp.lb.example", "A")  # an empty non-terminal made by a pool: the wildcard stays away
    assert rcode(between) == "NOERROR" and not between.answer


def test_other_types_of_a_pool_name_are_no_data(ctx):
    rota = ctx.rota()
    for name in ("www.lb.example", "any.lb.example"):
        answer = rota.ask(name, "TXT")
        assert rcode(answer) == "NOERROR" and not answer.answer and answer.authority[0].ttl == 60
