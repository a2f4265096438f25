"""What happened is told with its reason, numbered, and known after a restart; maintenance is no news."""
import json
import re
import time

from support.backend import Backend
from support.control import Control
from support.waiting import until


def events(ctx, since=0):
    return Control(path=ctx.path("control.sock")).get(f"/events?since={since}")["events"]


def wait_for(ctx, text, since=0):
    """The event of exactly this text, newer than that number."""
    return until(lambda: next((one for one in events(ctx, since) if one["text"] == text), None), 20 * ctx.slack, text)


def test_a_pool_dies_and_returns(ctx):
    one, two = Backend(ctx, 11), Backend(ctx, 12)
    ctx.rota()
    wait_for(ctx, f"member lb.example:web/lb1 (IPv4 {ctx.ip(11)}) up: 1/1 passes")
    one.mode = "503"
    down = wait_for(ctx, f"member lb.example:web/lb1 (IPv4 {ctx.ip(11)}) down: status 503 (3/3)")
    assert (down["kind"], down["zone"], down["pool"], down["member"]) == ("member", "lb.example", "web", "lb1")
    assert down["reason"] == "status 503" and down["who"] == ""
    assert not any(event["kind"] == "pool" for event in events(ctx)), "lb2 still serves"
    two.close()
    outage = wait_for(ctx, 'pool lb.example:web: all members are down; applying all_down = "all"', down["number"])
    assert (outage["kind"], outage["member"]) == ("pool", "")
    one.mode = "200"
    wait_for(ctx, f"member lb.example:web/lb1 (IPv4 {ctx.ip(11)}) up: 2/2 passes", outage["number"])
    wait_for(ctx, 'pool lb.example:web: a member is eligible again; no longer applying all_down = "all"', outage["number"])


def test_history_goes_on_after_a_restart(ctx):
    one = Backend(ctx, 11)
    rota = ctx.rota()
    one.mode = "503"
    wait_for(ctx, f"member lb.example:web/lb1 (IPv4 {ctx.ip(11)}) down: status 503 (3/3)")
    rota.finish()
    ctx.rota()
    told = events(ctx)
    numbers = [event["number"] for event in told]
    assert numbers == list(range(1, len(told) + 1)), numbers
    kinds = [event["kind"] for event in told]
    assert kinds.count("start") == 2 and kinds.count("stop") == 1 and kinds[0] == "start", kinds
    assert kinds.index("stop") < len(kinds) - 1 - kinds[::-1].index("start"), "the end comes before the next start"
    times = [event["at"] for event in told]
    assert times == sorted(times), times


def test_a_garbled_history_is_no_reason_not_to_start(ctx):
    ctx.write("state/events", "garbage\n{\"number\": 5}\n")
    rota = ctx.rota()
    rota.wait_for(r"skipped 2 unreadable lines of the history of events")
    assert events(ctx)[0]["kind"] == "start" and events(ctx)[0]["number"] == 1


def test_the_log_as_json_tells_in_fields(ctx):
    """From the first line on, also what is wrong with the files at the start."""
    one = Backend(ctx, 11)
    Backend(ctx, 12)
    ctx.edit("conf/rota.toml", "[server]", '[server]\nlog_format = "json"')
    ctx.write("zones/broken.example.toml", 'zone = "broken.example"\nnameservers = { ns1 = "192.0.2.53" }\n'
                                           '[pool.web]\nnames = ["www"]\nmembers = ["192.0.2.300"]\n')
    rota = ctx.rota()
    one.mode = "503"
    rota.wait_for('"event":"member_down"')
    Control(path=ctx.path("control.sock")).post("/members/lb.example:web/lb2", {"admin": "drain", "reason": "CHG-42"})
    rota.wait_for('"event":"override"')
    lines = [json.loads(line) for line in rota.text().splitlines()]
    for line in lines:
        assert re.fullmatch(r"[a-z_]+", line["event"]) and line["level"] in ("error", "warning", "info"), line
        assert line["time"].endswith("Z") and line["text"], line
    by_event = {line["event"]: line for line in lines}
    wrong = by_event["config_error"]
    assert wrong["file"].endswith("zones/broken.example.toml") and wrong["line"] == 5 and wrong["column"] > 1, wrong
    assert wrong["reason"] in wrong["text"], wrong
    down = by_event["member_down"]
    assert {key: down[key] for key in ("zone", "pool", "member", "family", "address", "reason", "count", "needed")} == {
        "zone": "lb.example", "pool": "web", "member": "lb1", "family": "ipv4", "address": ctx.ip(11),
        "reason": "status 503", "count": 3, "needed": 3}, down
    assert down["check"] and down["level"] == "warning", down
    said = by_event["override"]
    assert (said["member"], said["reason"]) == ("lb2", "CHG-42") and said["who"], said


def test_nobody_is_asked_in_maintenance(ctx):
    one, two = Backend(ctx, 11), Backend(ctx, 12)
    rota = ctx.rota()
    wait_for(ctx, f"member lb.example:web/lb1 (IPv4 {ctx.ip(11)}) up: 1/1 passes")
    ctx.edit("zones/lb.example.toml", '"${ip11}"'.replace("${ip11}", ctx.ip(11)), f'"{ctx.ip(11)}", admin = "maint"')
    rota.reload()
    rota.wait_for("reload done")
    last = events(ctx)[-1]["number"]
    one.mode = "503"
    asked, others = len(one.probes), len(two.probes)
    until(lambda: len(two.probes) > others + 10, 20 * ctx.slack, "lb2 is probed as before")
    assert len(one.probes) <= asked + 1, "at most the probe that was under way"  # its answer may have been late
    assert not any(event["kind"] == "member" for event in events(ctx, last)), "nothing is said of a member at rest"
    ctx.edit("zones/lb.example.toml", ', admin = "maint"', "")
    returned = time.monotonic()
    rota.reload()
    wait_for(ctx, f"member lb.example:web/lb1 (IPv4 {ctx.ip(11)}) down: status 503 (1/1)", last)
    assert time.monotonic() - returned < 5 * ctx.slack
