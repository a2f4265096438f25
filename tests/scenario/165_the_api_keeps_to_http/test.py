"""The control server as HTTP has it: described for tools, compressed for who takes it, changed by who has seen.

Ids: S-07
"""
import gzip
import os
import subprocess

from support.backend import Backend
from support.context import Skip
from support.control import Control
from support.described import Described, filled
from support.waiting import until

token = "a-token-of-the-scenarios"


def controls(ctx):
    return (Control(path=ctx.path("conf/control.sock")),
            Control(address=f"{ctx.ip(2)}:{ctx.port}", token=token))


def test_the_description_is_good_openapi(ctx):
    """As it is served, not only as its file has it."""
    folder = os.path.realpath(f"{os.path.dirname(__file__)}/../..")
    if not os.path.exists(f"{folder}/npm/node_modules/.bin/spectral"):
        raise Skip("needs spectral (tools/setup test)")
    ctx.rota()
    ctx.write("openapi.json", controls(ctx)[0].ask("GET", "/api/v1/openapi.json").body.decode())
    done = subprocess.run([f"{folder}/style/spectral", ctx.path("openapi.json")], stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)
    assert done.returncode == 0, done.stdout


def test_who_needs_no_token_is_described_so(ctx):
    """What says `security: []` answers without a token, whatever [control] says; the rest does not."""
    ctx.edit("conf/rota.toml", "[control]", '[control]\nread = "token"')
    ctx.rota()
    local, remote = controls(ctx)
    for pattern, methods in Described(local).document["paths"].items():
        for method, operation in methods.items():
            asked = Control(address=remote.address).ask(method.upper(), filled(pattern))
            assert (asked.status == 401) == (operation["security"] != []), (method, pattern, asked.status)


def test_large_answers_are_compressed_for_who_takes_it(ctx):
    ctx.rota()
    for control in controls(ctx):
        for path, type in (("/metrics?scope=zone,pool", "text/plain"), ("/api/v1/config", "application/json"),
                           ("/rota.css", "text/css")):
            until(lambda: control.ask("GET", "/readyz").status == 200, 10 * ctx.slack, "it is ready")
            plain = control.ask("GET", path, headers={"Accept-Encoding": "gzip;q=0, br"})
            packed = control.ask("GET", path, headers={"Accept-Encoding": "br, gzip"})
            assert "content-encoding" not in plain.headers and plain.headers["vary"] == "Accept-Encoding", plain.headers
            assert packed.headers["content-encoding"] == "gzip" and packed.headers["vary"] == "Accept-Encoding"
            assert packed.headers["content-type"].startswith(type), packed.headers
            assert len(packed.body) < len(plain.body) * 0.6, (path, len(packed.body), len(plain.body))
            until(lambda: gzip.decompress(control.ask("GET", path, headers={"Accept-Encoding": "gzip"}).body)
                  == control.ask("GET", path).body, 10 * ctx.slack, f"{path} is the same, compressed or not")
        little = control.ask("GET", "/api/v1/overrides", headers={"Accept-Encoding": "gzip"})
        assert "content-encoding" not in little.headers and little.headers["vary"] == "Accept-Encoding"


def test_a_change_of_what_was_seen_is_refused_once_it_has_changed(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    ctx.rota()
    local, remote = controls(ctx)
    described = Described(local)
    seen = local.ask("GET", "/api/v1/overrides").headers["etag"]

    def say(control, body, tag, status):
        answer = control.ask("POST", "/api/v1/members/web/lb1", body, headers={"If-Match": tag})
        assert answer.status == status, answer
        return described.check("POST", "/api/v1/members/{ref}/{member}", answer)

    drained = say(remote, {"admin": "drain"}, seen, 200).headers["etag"]
    assert drained != seen
    refused = say(local, {"admin": "ready"}, seen, 412).json()
    assert "read the overrides again" in refused["error"], refused
    assert len(local.get("/overrides")["overrides"]) == 1, "it is as it was left"
    assert local.ask("GET", "/api/v1/overrides").headers["etag"] == drained
    say(local, {"admin": "ready"}, f'"0", {drained}', 200)
    say(local, {"admin": "drain"}, "*", 200)
