"""A day of an operator who has the help and the messages of the program alone, on a terminal of 80 columns and 24 rows:
writes a configuration, breaks it and mends it by what is said, fails over and back, drains a host across pools, finds
out why, previews a change and takes it over, upgrades.
"""
import re

from support.ask import values
from support.backend import Backend
from support.rotactl import Rotactl
from support.terminal import Terminal
from support.waiting import until

# What is written wrongly, what is said of it, and what is written in its place: by the message.
mistakes = [
    ('names    = ["www"]', 'name     = ["www"]', r'unknown key "(name)" in \[pool.web\]; did you mean "(names)"\?'),
    ('check    = "web"', 'check    = "wbe"', r'unknown check "(wbe)"; did you mean "(web)"\?'),
    ('check    = "web"', 'check    = web', r'value of "check" must be quoted: (check = "web")'),
    ('type          = "http"', 'type          = "httpchk"', r'"(httpchk)"; did you mean "(http)"\?'),
    ('interval      = "500ms"', 'interval      = 500', r'"interval" must be (.*) such as "(5s|500ms)"'),
    ('names   = ["api"]\n', 'names   = ["api"]\npolicy  = "random"\n', r'unknown policy "(random)"; did you mean "(round_robin)"\?'),
    ('[pool.dr]', '[backend.dr]', r'unknown key "(backend)"; did you mean "(pool)"\?'),
    ('fallback = "dr"', 'fallback = "d"', r'"(d)"; did you mean "(dr)"\?'),
    ('members = ["${ip13}"]', 'servers = ["${ip13}"]', r'unknown key "(servers)" in \[pool.dr\]; did you mean "(members)"\?'),
    ('name = "lb2", address', 'name = "lb1" , address', r'duplicate member "(lb1)"'),
]


def on_terminal(ctx, rotactl, *words, ok=0):
    """What a command shows; nothing may be wider than the window."""
    shown = Terminal(ctx, rotactl.bin, "--socket", rotactl.socket, *words)
    code = shown.ends(40)
    assert code == ok, f"rotactl {' '.join(words)}: {code}\n{shown.text()}"
    return shown.text()


def whole(text):
    """Without the line ends that the window made."""
    return text.replace("\n", "")


def start(ctx):
    backends = [Backend(ctx, 11), Backend(ctx, 12)]
    rota = ctx.rota("conf/site.toml")
    until(lambda: all(len(backend.probes) >= 2 for backend in backends), 10 * ctx.slack, "both were probed twice")
    return rota, Rotactl(ctx), backends


def test_mends_a_configuration_by_its_messages(ctx):
    rotactl = Rotactl(ctx)
    assert "no errors" in on_terminal(ctx, rotactl, "check", "conf/site.toml")
    assert "worst-case failover: " in on_terminal(ctx, rotactl, "check", "conf/site.toml")
    for right, wrong, message in mistakes:
        right, wrong = ctx.fill(right), ctx.fill(wrong)
        ctx.edit("conf/site.toml", right, wrong)
        said = on_terminal(ctx, rotactl, "check", "conf/site.toml", ok=1)
        assert re.search(r"conf/site.toml:\d+:\d+: ", said), said
        assert re.search(message, whole(said)), f"{wrong}:\n{said}"
        ctx.edit("conf/site.toml", wrong, right)
    assert "no errors" in on_terminal(ctx, rotactl, "check", "conf/site.toml")


def says(ctx, rotactl, words, text):
    """What is told may be a moment older than the answers."""
    until(lambda: text in rotactl.ok(*words), 10 * ctx.slack, f"rotactl {words[0]} says {text}")
    assert text in whole(on_terminal(ctx, rotactl, *words)), text


def test_fails_over_and_back(ctx):
    rota, rotactl, backends = start(ctx)
    for backend in backends:
        backend.mode = "503"
    until(lambda: values(rota.ask("www.lb.example")) == [ctx.ip(13)], 10 * ctx.slack, "the fallback pool answers")
    says(ctx, rotactl, ["status"], "pool lb.example:web is down: serving from pool dr")
    says(ctx, rotactl, ["events"], "all members are down; serving from pool dr")
    assert re.search("^web +serving from dr +0/2", on_terminal(ctx, rotactl, "pool", "list"), re.M)
    backends[0].mode = "200"
    until(lambda: values(rota.ask("www.lb.example")) == [ctx.ip(11)], 10 * ctx.slack, "web answers by itself")
    says(ctx, rotactl, ["events"], "no longer serving from pool dr")


def test_drains_a_host_across_pools_and_finds_out_why(ctx):
    rota, rotactl, _ = start(ctx)
    said = on_terminal(ctx, rotactl, "drain", ctx.ip(11), "--reason", "CHG-42", "--wait")
    for member in ("web/lb1", "api/a1"):
        assert f"lb.example:{member}: drain" in said and f"lb.example:{member}: safe to stop since" in said, said
    assert values(rota.ask("www.lb.example")) == values(rota.ask("api.lb.example")) == [ctx.ip(12)]
    why = on_terminal(ctx, rotactl, "member", "show", "web/lb1")
    assert re.search(r"^override +drain, by \w+ \(CHG-42\)$", why, re.M), why
    told = rotactl.ok("explain", "www.lb.example")
    assert told.startswith("www.lb.example A: pool") and "CHG-42" in told, told
    on_terminal(ctx, rotactl, "ready", ctx.ip(11))
    assert set(values(rota.ask("www.lb.example"))) == {ctx.ip(11), ctx.ip(12)}


def test_previews_a_change_takes_it_over_and_upgrades(ctx):
    rota, rotactl, _ = start(ctx)
    ctx.edit("conf/site.toml", 'ttl      = { max = "2s", min = "1s" }', 'ttl      = { max = "4s", min = "1s" }')
    assert "lb.example:web: ttl" in on_terminal(ctx, rotactl, "diff", "conf/site.toml")
    assert "reloaded in" in on_terminal(ctx, rotactl, "reload")
    assert "no differences" in on_terminal(ctx, rotactl, "diff", "conf/site.toml")

    def upgrade():
        assert "answers now" in on_terminal(ctx, rotactl, "replace")
        return rotactl.json("status")["pid"]
    old = rota.follow(upgrade)
    assert old.wait(15 * ctx.slack) == 0 and old.pid != rota.pid
    assert ": healthy" in on_terminal(ctx, rotactl, "status")
    assert set(values(rota.ask("www.lb.example"))) == {ctx.ip(11), ctx.ip(12)}
