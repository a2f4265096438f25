"""The operator's word over members, under load: in the answers when it is acknowledged, through reloads and restarts.

Ids: H-23
"""
import glob
import time
from collections import Counter

from support.ask import values
from support.asker import Asker
from support.control import Control
from support.waiting import until

tsan = True
lb1, lb2 = "192.0.2.1", "192.0.2.2"


def control_of(ctx):
    return Control(path=ctx.path("conf/control.sock"))


def say(control, member, **word):
    """The reply, and when it had come: from then on every answer heeds the word."""
    reply = control.post(f"/members/{member}", word)
    return reply, time.monotonic()


def named_since(asker, moment):
    return {address for answer in asker.answers if answer.sent >= moment for address in answer.addresses}


def asking(rota):
    return Asker(rota.address, rota.port, [("www.lb.example", "A")])


def test_a_drained_member_is_in_no_answer_after_the_reply_and_nothing_is_lost(ctx):
    rota, control = ctx.rota(), control_of(ctx)
    with asking(rota) as asker:
        asker.wait_count(200)
        reply, out = say(control, "web/lb1", admin="drain", reason="CHG-42")
        assert reply["member"]["admin"] == "drain" and not reply["member"]["serving"], reply
        assert reply["member"]["override"]["reason"] == "CHG-42" and reply["note"] == "", reply
        asker.wait_count(500)
        assert named_since(asker, out) == {lb2}
        _, back = say(control, "web/lb1", admin="ready")
        asker.wait_for(lambda answer: lb1 in answer.addresses, 5, "lb1 is back", since=back)
        asker.wait_count(200)
    asker.nothing_lost()
    assert all(len(answer.addresses) == 2 for answer in asker.answers if answer.sent >= back)


def test_a_drain_is_safe_when_no_resolver_can_hold_it_any_more(ctx):
    rota, control = ctx.rota(), control_of(ctx)
    drain = lambda: next(m for m in control.get("/pools/web")["members"] if m["name"] == "lb1")["drain"]
    with asking(rota) as asker:
        asker.wait_count(100)
        assert drain() is None
        say(control, "web/lb1", admin="drain")
        assert not drain()["safe"]
        until(lambda: drain()["waiting_for"] != "workers", 10, "the workers have moved on")
        until(lambda: drain()["safe"], 20, "the drain is safe")
        safe = time.monotonic()
    last = max(answer.received for answer in asker.answers if lb1 in answer.addresses)
    assert safe - last >= 2, f"said to be safe {safe - last:.3f} s after the last answer with a TTL of 2 s"


def test_a_lower_ttl_by_a_reload_makes_no_drain_safe_earlier(ctx):
    ctx.edit("zones/lb.example.toml", 'ttl     = "2s"', 'ttl     = "1h"')
    rota, control = ctx.rota(), control_of(ctx)
    ctx.edit("zones/lb.example.toml", 'ttl     = "1h"', 'ttl     = "1s"')
    ctx.edit("zones/lb.example.zone", "hostmaster 1 ", "hostmaster 2 ")
    rota.reload()
    rota.wait_serial("lb.example", 2)
    say(control, "web/lb1", admin="drain")
    drain = lambda: next(m for m in control.get("/pools/web")["members"] if m["name"] == "lb1")["drain"]
    until(lambda: drain()["waiting_for"] == "caches", 10, "the workers have moved on")
    time.sleep(1.2)  # longer than the new TTL
    assert not drain()["safe"]


def test_a_word_holds_through_reloads_under_load(ctx):
    rota, control = ctx.rota(), control_of(ctx)
    with asking(rota) as asker:
        _, out = say(control, "web/lb1", admin="drain")
        for serial in range(2, 12):
            ctx.edit("zones/lb.example.zone", f"hostmaster {serial - 1} ", f"hostmaster {serial} ")
            rota.reload()
            rota.wait_serial("lb.example", serial)
        asker.wait_count(200)
    asker.nothing_lost()
    assert named_since(asker, out) == {lb2}, "a reload gave a drained member"


def test_a_word_holds_through_a_restart_from_the_first_answer_on(ctx):
    rota, control = ctx.rota(), control_of(ctx)
    say(control, "web/lb1", admin="drain", reason="CHG-42")
    say(control, "heavy/lb3", weight=0)
    rota.process.kill()  # what is acknowledged is on the disk
    rota.process.wait()
    ctx.rotas.remove(rota)
    again = ctx.rota()
    assert [values(again.ask("www.lb.example")) for _ in range(20)] == [[lb2]] * 20
    said = {(o["pool"], o["member"]): o for o in control.get("/overrides")["overrides"]}
    assert said["web", "lb1"]["reason"] == "CHG-42" and said["heavy", "lb3"]["weight"] == 0
    say(control, "web/lb1", admin="ready")
    assert len(values(again.ask("www.lb.example"))) == 2


def test_a_word_for_a_while_ends_by_itself_and_is_told(ctx):
    rota, control = ctx.rota(), control_of(ctx)
    with control.stream() as stream:
        reply, said = say(control, "web/lb1", admin="drain", **{"for": "1s"})
        assert reply["member"]["override"]["until"]
        until(lambda: len(values(rota.ask("www.lb.example"))) == 2, 10 * ctx.slack, "lb1 is back")
        assert time.monotonic() - said >= 0.9
        stream.wait("event", lambda event: event["kind"] == "override" and "ended: drain" in event["text"])
    assert control.get("/overrides")["overrides"] == []


def test_a_weight_changes_the_shares_exactly_and_at_once(ctx):
    ctx.edit("conf/rota.toml", "workers = 2", "workers = 1")
    rota, control = ctx.rota(), control_of(ctx)

    def count(questions):
        return Counter(values(rota.ask("heavy.lb.example"))[0] for _ in range(questions))
    assert count(25) == {lb1: 15, lb2: 5, "192.0.2.3": 5}
    reply, _ = say(control, "heavy/lb1", weight=1)
    assert reply["member"]["share"] == 1 / 3
    assert count(30) == {lb1: 10, lb2: 10, "192.0.2.3": 10}
    say(control, "heavy/lb1", admin="drain")  # the weight is kept beside it
    assert count(20) == {lb2: 10, "192.0.2.3": 10}
    say(control, "heavy/lb1", admin="up")
    assert count(30) == {lb1: 10, lb2: 10, "192.0.2.3": 10}
    say(control, "heavy/lb1", admin="ready")
    assert count(25) == {lb1: 15, lb2: 5, "192.0.2.3": 5}


def test_a_garbled_file_is_kept_aside_and_what_can_be_read_holds(ctx):
    rota, control = ctx.rota(), control_of(ctx)
    say(control, "web/lb1", admin="drain")
    rota.finish()
    good = ctx.read("state/overrides")
    ctx.write("state/overrides", good + '{"zone":"lb.exam')
    again = ctx.rota()
    again.wait_for("skipped 1 unreadable line of the operator's overrides")
    assert values(again.ask("www.lb.example")) == [lb2]
    aside, = glob.glob(ctx.path("state/overrides.bad-*"))
    with open(aside, encoding="utf-8") as file:
        assert file.read() == good + '{"zone":"lb.exam'


def test_a_word_that_cannot_be_kept_says_so(ctx):
    ctx.edit("conf/rota.toml", 'state   = "${dir}/state"'.replace("${dir}", ctx.dir), 'state   = ""')
    rota, control = ctx.rota(), control_of(ctx)
    reply, _ = say(control, "web/lb1", admin="maint")
    assert reply["note"].startswith("it will not outlive a restart: "), reply["note"]
    assert values(rota.ask("www.lb.example")) == [lb2]
