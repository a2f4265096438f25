"""A backend dies and comes back while a client asks all the time: out and back in time, nothing lost.

Ids: X-06
"""
import time

from support.asker import Asker
from support.ask import values
from support.backend import Backend
from support.certs import Authority
from support.waiting import stays, until

interval, fast_interval, timeout, rise, fall = 0.5, 0.1, 0.3, 2, 3


def bound(times):
    """The promise: + 10 % jitter + 100 ms."""
    return (interval + (times - 1) * max(fast_interval, timeout) + timeout) * 1.1 + 0.1


def never_after(asker, moment, address):
    late = [answer for answer in asker.answers if answer.sent > moment and address in answer.addresses]
    assert not late, f"{len(late)} answers with {address}, the last {late[-1].sent - moment:.3f} s too late"


def test_a_killed_nginx_leaves_and_returns(ctx):
    one, _ = ctx.nginx(11), ctx.nginx(12)
    rota = ctx.rota()
    with Asker(rota.address, rota.port, [("www.lb.example", "A")]) as asker:
        asker.wait_count(300)
        assert all(len(answer.addresses) == 2 for answer in asker.answers)
        one.kill()
        died = time.monotonic()
        rota.wait_for(r"member \S+:web/lb1 \(.*\) down: connect refused \(3/3\)", bound(fall) + 1)
        asker.wait_for(lambda answer: answer.addresses == [ctx.ip(12)], bound(fall) + 1, "lb1 is out", since=died)
        asker.wait_count(500)
        seen = rota.mark()
        one.start()
        returned = time.monotonic()
        asker.wait_for(lambda answer: len(answer.addresses) == 2, bound(rise), "lb1 is back", since=returned)
        asker.wait_count(500)
        dead = [answer for answer in asker.answers if answer.sent < returned]
    asker.answers = dead
    never_after(asker, died + bound(fall), ctx.ip(11))
    asker.nothing_lost()
    rota.wait_for(r"member \S+:web/lb1 \(.*\) up", after=seen)


def test_a_hanging_backend_leaves_in_time(ctx):
    backend, _ = Backend(ctx, 11), Backend(ctx, 12)
    rota = ctx.rota()
    with Asker(rota.address, rota.port, [("www.lb.example", "A")]) as asker:
        asker.wait_count(300)
        backend.mode = "hang"
        hung = time.monotonic()
        rota.wait_for(r"member \S+:web/lb1 \(.*\) down: .*time.*\(3/3\)", bound(fall) + 1)
        asker.wait_count(500)
    never_after(asker, hung + bound(fall), ctx.ip(11))
    asker.nothing_lost()


def test_a_status_that_is_not_expected(ctx):
    backend, _ = Backend(ctx, 11), Backend(ctx, 12)
    rota = ctx.rota()
    backend.mode = "503"
    rota.wait_for(r"member \S+:web/lb1 \(.*\) down: status 503 \(3/3\)")
    until(lambda: values(rota.ask("www.lb.example")) == [ctx.ip(12)], 1, "lb1 is out")
    seen = rota.mark()
    backend.mode = "204"
    rota.wait_for(r"member \S+:web/lb1 \(.*\) up", after=seen)


def test_one_failure_takes_nobody_out(ctx):
    backend, _ = Backend(ctx, 11), Backend(ctx, 12)
    rota = ctx.rota()
    until(lambda: len(backend.probes) >= 2, 10, "two probes")
    backend.mode = "503"
    until(lambda: backend.probes[-1][1] == "503", 10, "a failed probe")
    backend.mode = "200"
    failed = sum(mode == "503" for _, mode in backend.probes)
    assert failed < fall, "this machine was too slow to fail only once"
    stays(lambda: len(values(rota.ask("www.lb.example"))) == 2, 2, "both are given")


def use_check(ctx, text):
    whole = ctx.read("zones/lb.example.toml")
    ctx.edit("zones/lb.example.toml", whole[whole.index("[pool.web.check]"):], "[pool.web.check]\n" + text + """
interval = "300ms"
timeout  = "2s"
start    = "probe"
""")


def only_the_first_is_well(ctx, reason):
    rota = ctx.rota()
    rota.wait_for(rf"member \S+:web/lb2 \(.*\) down: .*{reason}")
    until(lambda: values(rota.ask("www.lb.example")) == [ctx.ip(11)], 5, "only lb1 is given")
    stays(lambda: values(rota.ask("www.lb.example")) == [ctx.ip(11)], 1, "only lb1 is given")


def test_https_verifies_the_certificate(ctx):
    ours, theirs = Authority(ctx, "ours"), Authority(ctx, "theirs")
    ctx.nginx(11, certificate=ours.sign("www.backend.example"))
    ctx.nginx(12, certificate=theirs.sign("www.backend.example"))
    use_check(ctx, f"""type = "https"
port = {ctx.port}
host = "www.backend.example"
ca_file = "{ours.path}"
body = "well" """)
    only_the_first_is_well(ctx, "certificate")


def test_https_verifies_the_host(ctx):
    ours = Authority(ctx)
    ctx.nginx(11, certificate=ours.sign("www.backend.example"))
    ctx.nginx(12, certificate=ours.sign("other.backend.example"))
    use_check(ctx, f"""type = "https"
port = {ctx.port}
host = "www.backend.example"
ca_file = "{ours.path}" """)
    only_the_first_is_well(ctx, "")


def test_tls_shakes_hands(ctx):
    ctx.nginx(11, certificate=Authority(ctx).sign("www.backend.example"))
    ctx.nginx(12)  # speaks no TLS
    use_check(ctx, f"""type = "tls"
port = {ctx.port}
host = "www.backend.example"
ca_file = "{ctx.path('authority.pem')}" """)
    only_the_first_is_well(ctx, "")


def test_tcp_sends_and_expects(ctx):
    ctx.nginx(11, body="fine here")
    ctx.nginx(12, body="ill")
    use_check(ctx, f"""type = "tcp"
port = {ctx.port}
send = "GET / HTTP/1.0\\r\\n\\r\\n"
expect = "fine" """)
    only_the_first_is_well(ctx, "")


def test_a_redirect_is_not_followed(ctx):
    ctx.nginx(11)
    ctx.nginx(12, locations="location /healthz { return 302 /; }")
    use_check(ctx, f"""type = "http"
port = {ctx.port}
path = "/healthz"
expect = "200" """)
    only_the_first_is_well(ctx, "302")
