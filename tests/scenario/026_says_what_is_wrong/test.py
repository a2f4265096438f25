"""What `rotad --check` says of a configuration that was broken: where it is wrong, what it may be, and how to write it.
Without errors it says how long a failover takes.
"""
from support.rota import run_once

good = """zone = "lb.example"
nameservers = { ns1 = "192.0.2.53" }
[check.web]
type = "tcp"
port = 80
[records]
www2 = "A 192.0.2.9"
[pool.web]
names = ["www"]
policy = "weighted"
check = "web"
members = ["192.0.2.1", "192.0.2.2"]
"""

# What is written in place of what, and what is said of it.
broken = (
    ('check = "web"', "check = web", '11:9: value of "check" must be quoted: check = "web"'),
    ('"192.0.2.2"]', "192.0.2.2]", '12:30: each value in "members" must be quoted: members = ["192.0.2.2"]'),
    ('policy = "weighted"', 'policy = "weighted', "10:19: a string is not closed: add the quote at its end"),
    ('policy = "weighted"', 'policy = "random"', '10:10: unknown policy "random"; did you mean "round_robin"?'),
    ('policy = "weighted"', 'policy = "best"', '10:10: unknown policy "best"; expected one of "failover", "round_robin", "weighted"'),
    ('type = "tcp"', 'type = "ping"', '3:8: unknown check type "ping"; did you mean "tcp"?'),
    ("[pool.web]", "[backend.web]", '8:2: unknown key "backend"; did you mean "pool"?'),
    ("members =", "servers =", '12:1: unknown key "servers" in [pool.web]; did you mean "members"?'),
    ('check = "web"', 'httpchk = "web"', '11:1: unknown key "httpchk" in [pool.web]; did you mean "check"?'),
    ("port = 80", "port = 80\nport = 81", '6:8: "port" is set twice; the first is in line 5; remove one of them'),
    ('["www"]', '["www2"]', '9:10: www2.lb.example. A is both in pool "web" and in the zone at conf/site.toml:7:8'),
    ('["www"]', '["www.eu"]', '9:10: "www.eu" has no dot at its end: write "www.eu.lb.example." for a name in the zone, or "www.eu."'),
    ('"A 192.0.2.9"', '"A 192.0.2.900"', "7:8: "))


def check(ctx, text):
    ctx.write("conf/site.toml", text)
    return run_once(ctx, "--config", "conf/site.toml", "--check")


def test_each_error_says_where_and_what_to_write(ctx):
    for old, new, said in broken:
        assert old in good, old
        code, told = check(ctx, good.replace(old, new))
        assert code == 1 and f"conf/site.toml:{said}" in told, (new, told)


def test_the_cause_is_told_before_what_follows_from_it(ctx):
    code, told = check(ctx, good.replace('["www"]', '["bad name"]'))
    lines = told.splitlines()
    assert code == 1 and len(lines) == 2, told
    assert '"bad name" is not a name' in lines[0] and lines[1].endswith("(because of the above)"), told


def test_without_errors_it_says_how_long_a_failover_takes(ctx):
    code, told = check(ctx, good)
    assert code == 0, told
    assert told.splitlines() == ["www.lb.example: worst-case failover: 12 s detection + 30 s TTL",
                                 "conf/site.toml: 1 zone, 1 pool, 2 targets: no errors"], told


def test_what_will_surprise_is_warned_of(ctx):
    code, told = check(ctx, good.replace("port = 80", 'port = 80\ninterval = "1s"\ntimeout = "2s"')
                       .replace('["www"]', '["www.lb.example"]').replace('policy = "weighted"', 'ttl = "1h"'))
    assert code == 0, told
    for line in ("`timeout` is longer than `interval`", "ends in the zone and is taken as www.lb.example.",
                 'the TTL of pool "web" is 3,600 s: clients may use a dead member for longer than'):
        assert line in told, (line, told)
