"""Over TCP, names and tokens say who may read and who may change; a change is told with the token's name."""
import socket

from support.control import Control
from support.rotactl import Rotactl
from support.waiting import until

prometheus, alice, web01 = "read-read-read-read-read", "change-change-change-change", "report-report-report-report"


def over_tcp(ctx, token=None):
    return Control(address=f"{ctx.ip(2)}:{ctx.port}", token=token)


def status(control, target, method="GET", **fields):
    return control.ask(method, target, headers={name.replace("_", "-"): value for name, value in fields.items()}).status


def reload(ctx, rota):
    seen = rota.mark()
    rota.reload()
    rota.wait_for("reload done", after=seen)


def test_the_name_of_a_token_is_told(ctx):
    ctx.rota()
    assert status(over_tcp(ctx, alice), "/api/v1/members/open/192.0.2.1", "POST") == 400  # it has no body
    over_tcp(ctx, alice).post("/members/open/192.0.2.1", {"admin": "drain"})
    for token in (prometheus, web01):
        assert status(over_tcp(ctx, token), "/api/v1/reload", "POST") == 403
    (said,) = [event for event in over_tcp(ctx).get("/events")["events"] if event["kind"] == "override"]
    assert said["who"] == "alice", said


def test_rotactl_without_a_token_names_the_option_for_one(ctx):
    ctx.rota()
    rotactl = Rotactl(ctx, http=f"{ctx.ip(2)}:{ctx.port}")
    assert rotactl.ok("pool", "list").startswith("POOL ")
    refused = rotactl.run("drain", "open/192.0.2.1", "--yes")
    assert refused.code == 1 and "name a file with a token: --token-file FILE" in refused.err, refused.err
    ctx.write("token", alice + "\n")
    rotactl.ok("drain", "open/192.0.2.1", "--yes", ROTACTL_TOKEN_FILE=ctx.path("token"))
    assert "drain" in rotactl.ok("member", "list", "open/*")


def test_names_that_a_proxy_or_prometheus_uses(ctx):
    rota = ctx.rota()
    control = over_tcp(ctx, alice)
    assert status(control, "/metrics", Host="status.example") == 200
    assert status(control, "/metrics", Host="STATUS.example:443") == 200
    assert status(control, "/metrics", Host="rota.example") == 403
    reload = "/api/v1/reload"
    assert status(control, reload, "POST", Host="status.example", Origin="https://status.example") == 200
    assert status(control, reload, "POST", Origin="https://status.example") == 200, "a proxy that keeps its own Host"
    assert status(control, reload, "POST", Host="status.example", Origin="https://evil.example") == 403
    ctx.edit("conf/rota.toml", '["status.example"]', '["rota.example"]')
    rota.reload()
    until(lambda: status(control, "/metrics", Host="rota.example") == 200, 10, "the new name is known")
    assert status(control, "/metrics", Host="status.example") == 403


def test_reading_may_need_a_token(ctx):
    rota = ctx.rota()
    assert status(over_tcp(ctx), "/metrics") == 200
    ctx.edit("conf/rota.toml", "hosts ", 'read       = "token"\nhosts ')
    reload(ctx, rota)
    until(lambda: status(over_tcp(ctx), "/metrics") == 401, 10, "reading needs a token")
    for target in ("/metrics", "/api/v1/status", "/api/v1/events", "/api/v1/stream"):
        assert status(over_tcp(ctx), target) == 401, target
        assert status(over_tcp(ctx, web01), target) == 403, target
    assert b"rota_build_info" in over_tcp(ctx, prometheus).ask("GET", "/metrics").body
    assert status(over_tcp(ctx), "/") == 200, "the page itself tells nothing"
    assert status(Control(path=ctx.path("control.sock")), "/metrics") == 200


def test_records_of_a_zone_with_allow_query_need_a_token(ctx):
    ctx.rota()
    for target in ("/api/v1/zones/{}.example/records", "/api/v1/explain?name=www.{}.example"):
        for token, wanted in ((None, 401), (web01, 403), (prometheus, 200), (alice, 200)):
            assert status(over_tcp(ctx, token), target.format("private")) == wanted, (target, token)
            assert status(over_tcp(ctx, token), target.format("open")) == 200, (target, token)
        assert status(Control(path=ctx.path("control.sock")), target.format("private")) == 200


def test_one_request_is_never_read_as_two(ctx):
    """The body of a request whose length is doubtful would be a request of its own."""
    ctx.rota()
    hidden = b"POST /api/v1/reload HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + alice.encode() + b"\r\n\r\n"
    for field in (b"Transfer-Encoding: gzip", b"Transfer-Encoding: xchunked", b"Transfer-Encoding: chunked, identity",
                  b"Transfer-Encoding: chunked", b"Content-Length: 0\r\nTransfer-Encoding: gzip",
                  b"Origin: http://localhost\r\nOrigin: http://evil.example", b"Host: evil.example",
                  b"Authorization: Bearer x\r\nAuthorization: Bearer y", b"A: b\r\n c"):
        with over_tcp(ctx).socket() as client:
            client.sendall(b"GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\n" + field + b"\r\n\r\n" + hidden)
            client.shutdown(socket.SHUT_WR)
            answer = b""
            while piece := client.recv(65536):
                answer += piece
        codes = [part[:3] for part in answer.split(b"HTTP/1.1 ")[1:]]
        assert codes in ([b"400"], [b"411"], [b"501"]), (field, codes)
    assert not any(event["kind"] == "reload" for event in over_tcp(ctx).get("/events")["events"])
