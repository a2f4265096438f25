"""No secret of the configuration is shown anywhere: a marker stands in every setting that may hold one, and is
looked for in all that people and programs can read.
"""
import os
import re
import stat

from support.backend import Backend
from support.control import Control
from support.rotactl import Rotactl
from support.waiting import until

token = "MARKER-token-of-the-scenarios"
cookie = "0badc0de0badc0de0badc0de0badc0de"
told = re.compile(rb"MARKER|0badc0de", re.I)
zone = "zones/lb.example.toml"


def start(ctx):
    for name, text in (("tokens", token), ("cookies", cookie)):
        ctx.write(f"conf/{name}", text + "\n")
        os.chmod(ctx.path(f"conf/{name}"), 0o600)
    Backend(ctx, 11)  # its reply lacks what is expected; nobody listens at the second
    rota = ctx.rota()
    local, remote = Control(path=ctx.path("control.sock")), Control(address=f"{ctx.ip(2)}:{ctx.port}")
    until(lambda: local.get("/pools/web")["state"] == "down", 20 * ctx.slack, "both members are down")
    return rota, local, remote


def holds_none(what, text):
    found = told.search(text if isinstance(text, bytes) else text.encode())
    assert not found, f"{what} tells a secret: {text[max(0, found.start() - 100):found.end() + 40]}"


def every_route(document):
    """Each path of the API that is read, with something in place of its parameters."""
    named = {"zone": "lb.example", "ref": "web", "member": "lb1"}
    for path, methods in document["paths"].items():
        if "get" in methods and path != "/api/v1/stream":
            query = "?name=www.lb.example" if path.endswith("/explain") else ""
            yield re.sub(r"{(\w+)}", lambda found: named[found[1]], path) + query


def test_no_route_no_page_no_log_no_state_file_tells_one(ctx):
    rota, local, remote = start(ctx)
    routes = [*every_route(local.get("/openapi.json")), "/", "/rota.js"]
    assert "/api/v1/config" in routes and "/metrics" in routes and len(routes) > 10, routes
    for control in (local, remote):
        for route in routes:
            answer = control.ask("GET", route)
            asks_for_a_token = control is remote and route == "/api/v1/token"
            assert answer.status == (401 if asks_for_a_token else 200), (route, answer)
            holds_none(f"GET {route}", answer.body)
    with local.stream(last=0) as stream:
        holds_none("the stream", repr(stream.wait("event")) + repr(stream.wait("pulse")))
    holds_none("the log", rota.text())
    rota.finish()
    ctx.rotas.remove(rota)
    states = sorted(os.listdir(ctx.path("state")))
    assert {"events", "health", "health_key"} <= set(states), states
    for name in states:
        with open(ctx.path(f"state/{name}"), "rb") as file:
            text = file.read()
        holds_none(name, text)
        assert stat.S_IMODE(os.stat(ctx.path(f"state/{name}")).st_mode) == 0o600, name
    lines = ctx.read("state/health").splitlines()
    assert lines[0] == "rota health 2" and len(lines) == 5, lines
    assert all(re.fullmatch(r"(up|down) \d+ [0-9a-f]{16}", line) for line in lines[1:]), lines


def test_a_difference_of_settings_is_told_and_not_shown(ctx):
    _, local, remote = start(ctx)
    rotactl = Rotactl(ctx)
    assert rotactl.ok("diff", "conf/rota.toml").strip() == "no differences"
    ctx.edit(zone, "MARKER-header", "MARKER-other")
    said = rotactl.ok("diff", "conf/rota.toml")
    assert "lb.example:web: settings changed; the health of 2 targets starts as unknown" in said, said
    holds_none("diff", said + rotactl.ok("diff", "conf/rota.toml", "--json"))
    ctx.edit(zone, "MARKER-other", "MARKER-header")
    ctx.edit(zone, 'interval      = "300ms"', 'interval      = "400ms"')
    said = rotactl.ok("diff", "conf/rota.toml")
    assert "lb.example:web: interval 300ms -> 400ms" in said and "settings" not in said, said
    # Who may only read could guess a short secret from a fingerprint of it.
    assert all(check["settings_fingerprint"] is None for check in remote.get("/config")["checks"])
    assert remote.get("/config")["fingerprint_key"] is None
    assert all(check["settings_fingerprint"] for check in local.get("/config")["checks"])


wrong = [
    ('"/health?token=MARKER-path"', '"MARKER no path"'), ('"/health?token=MARKER-path"', '["MARKER"]'),
    ('"/health?token=MARKER-path"', "MARKER"), ('"Bearer MARKER-header"', '"MARKER\\n"'),
    ('"Bearer MARKER-header"', '{ a = "MARKER" }'), ("Authorization =", '"MARKER MARKER" ='),
    ('"www.lb.example"', '"https://user:MARKER@host/"'), ('"MARKER-body"', '["MARKER"]'),
    ('"AUTH MARKER-send\\r\\n"', '{ MARKER = "MARKER" }'), ('"AUTH MARKER-send\\r\\n"', '"MARKER \\q"'),
    ('"MARKER-expect"', '["MARKER"]'), ('"MARKER-expect"', f'"{"MARKER" * 20000}"'),
    ("send          =", "sedn          ="), ('"AUTH MARKER-send\\r\\n"', "0badc0de"),
]


def test_no_mistake_tells_one(ctx):
    rota, local, _ = start(ctx)
    for old, new in wrong:
        right = ctx.read(zone)
        ctx.edit(zone, old, new)
        code, said = ctx.check()
        assert code == 1 and "lb.example.toml:" in said, (new[:40], code, said[:500])
        holds_none(f"--check of {new[:40]}", said)
        holds_none("a failed reload", repr(local.post("/reload", status=409)))
        holds_none("its diff", (ran := Rotactl(ctx).run("diff", "conf/rota.toml")).out + ran.err)
        ctx.write(zone, right)
    ctx.write("conf/cookies", cookie[:-1] + "\n")
    code, said = ctx.check()
    assert code == 1 and "32 hex digits" in said, said
    holds_none("--check of a short cookie secret", said)
    holds_none("the log", rota.text())


def test_a_state_file_of_before_is_ignored_with_one_line(ctx):
    ctx.write("state/health", "rota health 1\ndown 1700000000 192.0.2.1 http{4:send6:MARKER}\n")
    rota, local, _ = start(ctx)
    ignored = [line for line in rota.text().splitlines() if "ignoring last health" in line]
    assert len(ignored) == 1 and "its first line is not" in ignored[0], ignored
    until(lambda: "MARKER" not in ctx.read("state/health"), 10 * ctx.slack, "the file is written anew")
