"""The control server answers as openapi.json says, over both of its sockets, and only to whom it should.

Ids: S-07 S-08
"""
import os
import stat

from support.ask import values
from support.backend import Backend
from support.control import Control
from support.described import Described, filled, target_of
from support.waiting import until

token = "a-token-of-the-scenarios"


def controls(ctx):
    return (Control(path=ctx.path("conf/control.sock")),
            Control(address=f"{ctx.ip(2)}:{ctx.port}", token=token))


questions = [
    ("GET", "/metrics", "", 200), ("GET", "/metrics", "?scope=server,pool", 200), ("GET", "/metrics", "?scope=x", 400),
    ("GET", "/api/v1/status", "", 200), ("GET", "/api/v1/zones", "", 200), ("GET", "/api/v1/pools", "", 200),
    ("GET", "/api/v1/pools", "?zone=lb.example", 200), ("GET", "/api/v1/pools", "?zone=other.example", 404),
    ("GET", "/api/v1/pools", "?zoen=lb.example", 400),
    ("GET", "/api/v1/zones/{zone}/records", "lb.example", 200), ("GET", "/api/v1/zones/{zone}/records", "x", 404),
    ("GET", "/api/v1/zones/{zone}/records", "broken.example", 409),
    ("GET", "/api/v1/pools/{ref}", "lb.example:web", 200), ("GET", "/api/v1/pools/{ref}", "plain", 200),
    ("GET", "/api/v1/pools/{ref}", "cdn", 200), ("GET", "/api/v1/pools/{ref}", "empty", 200),
    ("GET", "/api/v1/pools/{ref}", "wbe", 404),
    ("GET", "/healthz", "", 200), ("GET", "/readyz", "", 200),
    ("GET", "/api/v1/explain", "?name=www.lb.example", 200),
    ("GET", "/api/v1/explain", "?name=cdn.lb.example&type=AAAA&client=2001:db8::1", 200),
    ("GET", "/api/v1/explain", "?name=empty.lb.example", 200), ("GET", "/api/v1/explain", "?name=x.example", 200),
    ("GET", "/api/v1/explain", "?name=www.broken.example", 200), ("GET", "/api/v1/explain", "?name=ns1.lb.example", 200),
    ("GET", "/api/v1/explain", "?name=www.lb.example&client=nobody", 400), ("GET", "/api/v1/explain", "", 400),
    ("GET", "/api/v1/history", "", 200), ("GET", "/api/v1/history", "?pool=web", 200),
    ("GET", "/api/v1/history", "?pool=wbe", 404), ("GET", "/api/v1/token", "", 200),
    ("GET", "/api/v1/events", "", 200), ("GET", "/api/v1/events", "?since=1h&limit=2", 200),
    ("GET", "/api/v1/events", "?since=yesterday", 400),
    ("GET", "/api/v1/overrides", "", 200), ("POST", "/api/v1/members/{ref}/{member}", "web/nobody", 400),
    ("GET", "/api/v1/members", "", 200), ("GET", "/api/v1/members", "?target=web/*&state=up", 200),
    ("GET", "/api/v1/members", "?target=web/nobody", 404), ("GET", "/api/v1/members", "?state=dwon", 400),
    ("POST", "/api/v1/preview", "", 400),
    ("GET", "/api/v1/config", "", 200), ("GET", "/api/v1/openapi.json", "", 200),
    ("POST", "/api/v1/reload", "", 409), ("POST", "/api/v1/replace", "", 409),
]


def test_every_answer_is_as_described(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    ctx.rota()
    local, remote = controls(ctx)
    described = Described(local)
    for control in (local, remote):
        until(lambda: control.get("/pools/web")["members"][0]["last"], 10, "lb1 was probed")
        for method, pattern, rest, status in questions:
            answer = control.ask(method, target_of(pattern, rest))
            assert answer.status == status, f"{method} {pattern} {rest}: {answer.status} {answer.body}"
            described.check(method, pattern, answer)
        answer = control.ask("POST", "/api/v1/preview", {"targets": ["web/*"], "admin": "drain"})
        assert answer.status == 200 and answer.json()["empties"], answer.body
        described.check("POST", "/api/v1/preview", answer)
        described.check("POST", "/api/v1/preview", control.ask("POST", "/api/v1/preview", {"targets": ["web/nobody"]}))
        answer = control.ask("GET", "/api/v1/stream", headers={"Last-Event-ID": "x"})
        described.check("GET", "/api/v1/stream", answer)
    with local.stream(last=0) as stream:
        described.is_a("Event", stream.wait("event"))
        described.is_a("Pulse", stream.wait("pulse"))
    for pattern, methods in described.document["paths"].items():
        wrong = local.ask("PATCH", filled(pattern))
        assert wrong.status == 405 and "PATCH" not in wrong.headers["allow"], (pattern, wrong)
        for method in methods:
            described.check(method.upper(), pattern, wrong)
    described.all_checked()


def test_a_pool_is_told_as_it_is(ctx):
    Backend(ctx, 11)  # nobody listens at the second
    rota = ctx.rota()
    control = controls(ctx)[0]
    until(lambda: values(rota.ask("www.lb.example")) == [ctx.ip(11)], 10, "lb2 is out")
    pool = until(lambda: (seen := control.get("/pools/web"))["healthy"] == 1 and seen, 10, "the API tells of it")
    lb1, lb2, lb3 = pool["members"]
    assert (pool["state"], pool["total"], pool["all_down"]) == ("degraded", 3, False), pool
    assert (lb1["state"], lb1["fit"], lb1["serving"], lb1["share"]) == ("up", True, True, 1), lb1
    assert (lb2["state"], lb2["fit"], lb2["serving"], lb2["share"]) == ("down", False, False, 0), lb2
    assert lb2["last"]["reason"].startswith("connect refused") and not lb2["last"]["ok"], lb2
    assert (lb3["admin"], lb3["admin_from"], lb3["serving"]) == ("drain", "file", False), lb3
    assert lb1["latency"] and all(0 < seconds < 1 for seconds in lb1["latency"]), lb1
    status = control.get("/status")
    assert status["pools"] == {"total": 5, "healthy": 2, "degraded": 1, "down": 1, "broken": 1}, status
    assert status["zones"] == {"total": 2, "broken": ["broken.example"], "kept": []}, status
    *problems, mistake = status["problems"]
    assert problems == ["zone broken.example has errors and answers SERVFAIL",
                        "pool lb.example:empty is down: serving from pool plain",
                        "pool lb.example:web is degraded: 1 of 3 members are healthy"], status
    assert (status["ok"], status["level"]) == (False, "critical"), status
    assert 'zones/broken.example.toml:6:12: "192.0.2.300"' in mistake, status
    assert status["members"]["drain"] == 1 and status["members"]["total"] == 7, status


def test_the_stream_tells_of_a_flip_and_resumes(ctx):
    backend = Backend(ctx, 11)
    Backend(ctx, 12)
    rota = ctx.rota()
    control = controls(ctx)[1]
    with control.stream() as stream:
        until(lambda: control.get("/pools/web")["state"] == "healthy", 10, "both are up")
        backend.close()
        flip = stream.wait("pulse", lambda pulse: any(pool["pool"] == "web" and pool["state"] == "degraded"
                                                      for pool in pulse["pools"]))
        assert flip["pools"][0]["zone"] == "lb.example", flip
        control.post("/reload", status=409)
        failed = stream.wait("event", lambda event: event["kind"] == "reload")
    assert failed["who"] == "bea", failed
    ctx.edit("zones/broken.example.toml", "192.0.2.300", "192.0.2.30")
    assert control.post("/reload")["ok"]
    with control.stream(last=failed["number"]) as stream:
        after = stream.wait("event")
    assert after["number"] == failed["number"] + 1, "the stream did not go on where it was left"
    assert control.get("/status")["zones"]["broken"] == []
    numbers = [event["number"] for event in control.get("/events")["events"]]
    assert numbers == list(range(1, len(numbers) + 1)), numbers
    rota.stop()


def test_who_may_do_what(ctx):
    rota = ctx.rota()
    local, remote = controls(ctx)
    open_remote = Control(address=remote.address)
    path = ctx.path("conf/control.sock")
    assert stat.S_IMODE(os.stat(path).st_mode) == 0o660, "the socket is for its group alone"
    assert open_remote.ask("GET", "/api/v1/status").status == 200
    for control, status in ((open_remote, 401), (Control(address=remote.address, token="x" * 30), 401), (remote, 409),
                            (local, 409)):
        assert control.ask("POST", "/api/v1/reload").status == status, status
    for headers in ({"Host": "evil.example"}, {"Origin": "http://evil.example"}):
        answer = remote.ask("GET", "/api/v1/status", headers=headers)
        assert answer.status == 403 and "access-control-allow-origin" not in answer.headers, answer
    ctx.edit("conf/tokens", token, "another-token-of-the-scenarios")
    seen = rota.mark()
    rota.reload()
    rota.wait_for("reload failed", after=seen)
    until(lambda: remote.ask("POST", "/api/v1/reload").status == 401, 5, "the old token does not work any more")
    assert Control(address=remote.address, token="another-token-of-the-scenarios").ask(
        "POST", "/api/v1/reload").status == 409


def test_methods_paths_and_headers(ctx):
    ctx.rota()
    for control in controls(ctx):
        head = control.ask("HEAD", "/api/v1/zones")
        assert head.status == 200 and head.body == b"" and int(head.headers["content-length"]) > 0, head
        assert head.headers["content-security-policy"] == ("default-src 'self'; frame-ancestors 'none'; "
                                                           "base-uri 'none'; form-action 'none'")
        for name, value in (("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer"),
                            ("cache-control", "no-store")):
            assert head.headers[name] == value, name
        wrong = control.ask("PUT", "/api/v1/zones")
        assert wrong.status == 405 and wrong.headers["allow"] == "GET, HEAD" and "error" in wrong.json()
        assert control.ask("GET", "/api/v1/nothing").status == 404
        assert control.ask("GET", "/").headers["content-type"] == "text/html; charset=utf-8"


def test_the_socket_of_a_dead_daemon_is_replaced(ctx):
    rota = ctx.rota()
    control = controls(ctx)[0]
    rota.kill()
    ctx.rotas.remove(rota)
    assert os.path.exists(control.path)
    second = ctx.rota()
    assert control.get("/status")["pid"] == second.pid
    # A living one's is not: the one that came later does not start.
    ctx.edit("conf/rota.toml", f"{ctx.ip(1)}:{ctx.port}", f"{ctx.ip(4)}:{ctx.port}")
    third = ctx.rota(ready=False)
    third.wait_for(r"control\.sock is in use: another rotad answers there")
    assert third.wait() == 1
    ctx.rotas.remove(third)
    assert control.get("/status")["pid"] == second.pid
    second.stop()
    assert not os.path.exists(control.path), "the socket's file stays behind"


def test_the_operators_word_is_obeyed_and_told(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    rota = ctx.rota()
    local, remote = controls(ctx)
    described = Described(local)

    def say(control, member, body, status=200):
        answer = control.ask("POST", f"/api/v1/members/web/{member}", body)
        assert answer.status == status, (body, answer)
        return described.check("POST", "/api/v1/members/{ref}/{member}", answer).json()

    until(lambda: local.get("/pools/web")["state"] == "healthy", 10, "both are up")
    said = say(remote, "lb1", {"admin": "drain", "for": "1h", "reason": "CHG-42"})
    assert (said["member"]["admin"], said["member"]["serving"]) == ("drain", False), said
    assert said["member"]["override"]["who"] == "bea", said
    # What was answered is in the answers, and in all that is asked from here on.
    assert values(rota.ask("www.lb.example")) == [ctx.ip(12)]
    lb1 = local.get("/pools/web")["members"][0]
    assert lb1["drain"]["waiting_for"] in ("workers", "caches"), lb1
    (override,) = described.check("GET", "/api/v1/overrides", local.ask("GET", "/api/v1/overrides")).json()["overrides"]
    assert (override["member"], override["reason"]) == ("lb1", "CHG-42"), override
    say(local, "lb1", {"weight": 7})
    assert said["edition"] < say(local, "lb1", {"admin": "ready"})["edition"]
    assert local.get("/overrides")["overrides"] == []
    for body in ("x", [], {"admin": "gone"}, {"admn": "drain"}, {"weight": "5"}, {"weight": 1.5}, {"weight": -1}, {},
                 {"admin": "drain", "for": "soon"}, {"admin": 5}):
        say(local, "lb1", body, 422)
    say(local, "lb9", {"admin": "drain"}, 404)
    say(Control(address=remote.address), "lb1", {"admin": "drain"}, 401)
    nested = []
    for _ in range(40):
        nested = [nested]
    say(local, "lb1", {"reason": nested}, 400)
    assert [event["who"] for event in local.get("/events")["events"] if event["kind"] == "override"][0] == "bea"
