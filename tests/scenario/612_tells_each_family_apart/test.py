"""A member whose IPv4 address is healthy and whose IPv6 address is dead reads so wherever it is told of; and a pool
that starts and ends to use its fallback says so in the log.
"""
import re

from support.ask import values
from support.backend import Backend
from support.control import Control
from support.metrics import Metrics
from support.rotactl import Rotactl
from support.waiting import until


def start(ctx):
    backend = Backend(ctx, 11)  # nobody listens at its IPv6 address
    rota = ctx.rota()
    rota.wait_for(r"member lb\.example:web/lb1 \(IPv6 ::1\) down: connect refused")
    rota.wait_for(rf"member lb\.example:web/lb1 \(IPv4 {re.escape(ctx.ip(11))}\) up: ")
    return backend, rota, Control(path=ctx.path("control.sock"))


def test_a_dead_aaaa_beside_a_healthy_a(ctx):
    _, rota, control = start(ctx)
    pool = control.get("/pools/web")
    assert pool["families"] == [{"family": "ipv4", "healthy": 1, "total": 1, "all_down": False},
                                {"family": "ipv6", "healthy": 0, "total": 1, "all_down": True}], pool
    (member,) = pool["members"]
    assert [(one["family"], one["address"], one["state"], one["eligible"]) for one in member["families"]] == [
        ("ipv4", ctx.ip(11), "up", True), ("ipv6", "::1", "down", False)], member
    metrics = Metrics(control)
    assert [metrics.sum("rota_pool_all_down", pool="web", family=family) for family in ("ipv4", "ipv6")] == [0, 1]
    assert metrics.sum("rota_pool_members", pool="web", family="ipv4", state="up") == 1
    assert metrics.sum("rota_pool_members", pool="web", family="ipv6", state="down") == 1
    rotactl = Rotactl(ctx)
    assert "IPv4 up, IPv6 down" in rotactl.ok("pool", "show", "web")
    assert "IPv4 1/1, IPv6 0/1" in rotactl.ok("pool", "list")
    assert "web/lb1 (IPv6 ::1) down: connect refused" in rotactl.ok("events")
    assert values(rota.ask("www.lb.example")) == [ctx.ip(11)]
    assert values(rota.ask("www.lb.example", "AAAA")) == []


def test_a_pool_that_is_all_down_in_one_family_says_which(ctx):
    backend, rota, control = start(ctx)
    down = r"warning: pool lb\.example:web: all IPv6 members are down; AAAA questions get no data"
    rota.wait_for(down)
    told = "pool lb.example:web: all IPv6 members are down; AAAA questions get no data"
    until(lambda: [event for event in control.get("/events")["events"] if event["text"] == told], 10 * ctx.slack, "an event")
    backend.mode = "503"
    rota.wait_for(r"pool lb\.example:web: all members are down; serving from pool dr")
    seen = rota.mark()
    backend.mode = "200"
    rota.wait_for(r"pool lb\.example:web: a member is eligible again; no longer serving from pool dr", after=seen)
    rota.wait_for(down, after=seen)


def test_a_difference_in_one_family_names_it(ctx):
    ctx.rota()
    ctx.edit("zones/lb.example.toml", '"::1"', '"::2"')
    said = Rotactl(ctx).ok("diff", ctx.path("conf/rota.toml"))
    assert "lb1 " in said and "IPv6 address ::1 -> ::2" in said and "IPv4" not in said, said


def test_the_start_and_the_end_of_a_fallback_are_logged(ctx):
    backend, rota, _ = start(ctx)
    backend.mode = "503"
    rota.wait_for(r'warning: pool lb\.example:web: all members are down; serving from pool dr')
    until(lambda: values(rota.ask("www.lb.example")) == [ctx.ip(13)], 10 * ctx.slack, "the fallback answers")
    backend.mode = "200"
    rota.wait_for(r'info: pool lb\.example:web: a member is eligible again; no longer serving from pool dr')
