"""Who is answered, and how often: access lists and rate limits, set and changed by a reload, over real sockets."""
import dns.flags
import dns.rcode

from support.ask import ask
from support.dig import dig
from support.metrics import Metrics
from support.waiting import until


def limit(ctx, **keys):
    lines = "".join(f"{key} = {value}\n" for key, value in keys.items())
    ctx.edit("conf/rota.toml", "responses = 0\n", lines)


def fates(rota, count, name="ns1.plain.example"):
    """How many answers are whole, and how many say TC."""
    replies = [rota.ask(name) for _ in range(count)]
    cut = sum(bool(reply.flags & dns.flags.TC) for reply in replies)
    return count - cut, cut


def test_o03_a_flood_from_one_address_gets_tc_and_tcp_gets_the_answer(ctx):
    limit(ctx, responses=1, burst=20)
    rota = ctx.rota()
    whole, cut = fates(rota, 200)  # of both workers together; more if the machine is slow
    assert whole >= 20 - 1 and cut >= 100, (whole, cut)  # the question whether it is ready counted too
    assert ask(rota.address, rota.port, "ns1.plain.example", tcp=True).answer
    # dig comes back over TCP by itself.
    assert dig(rota.address, rota.port, "ns1.plain.example", "A").values() == ["192.0.2.53"]
    limited = Metrics(rota.control).sum("rota_dns_rate_limited_total")
    assert limited >= cut, (limited, cut)


def test_o04_with_a_good_cookie_nobody_is_limited(ctx):
    limit(ctx, responses=1, burst=20)
    rota = ctx.rota()
    fates(rota, 100)
    # dig learns a cookie from BADCOOKIE and asks again with it, over UDP.
    answer = dig(rota.address, rota.port, "+cookie", "+notcp", "ns1.plain.example", "A")
    assert answer.values() == ["192.0.2.53"], answer.text
    assert "COOKIE:" in answer.text and "(good)" in answer.text, answer.text


def test_c12_a_reload_closes_a_zone_and_opens_it_again(ctx):
    rota = ctx.rota()
    assert rota.ask("ns1.plain.example").answer

    def rcode():
        return dns.rcode.to_text(rota.ask("ns1.plain.example").rcode())

    ctx.edit("zones/plain.example.toml", 'file = ', 'allow_query = ["192.0.2.0/24"]\nfile = ')
    rota.reload()
    until(lambda: rcode() == "REFUSED", 20 * ctx.slack, "the zone is closed to us")
    ctx.edit("zones/plain.example.toml", "192.0.2.0/24", "127.0.0.0/8")
    rota.reload()
    until(lambda: rcode() == "NOERROR", 20 * ctx.slack, "the zone is open to us")


def test_conservation_holds_while_answers_are_dropped(ctx):
    limit(ctx, responses=1, burst=20, slip=0)
    rota = ctx.rota()
    for number in range(60):
        try:
            rota.ask(f"x{number}.plain.example", timeout=0.02)
        except OSError:
            pass

    def holds():
        metrics = Metrics(rota.control)
        received, answered = (metrics.sum(f"rota_dns_{what}_total") for what in ("received", "answered"))
        dropped = metrics.by("rota_dns_dropped_total", "reason")
        return dropped["limited"] >= 20 and received == answered + sum(dropped.values())

    until(holds, 10 * ctx.slack, "received = answered + dropped")
