"""What rotactl shows on a terminal of 80 columns and 24 rows, cell by cell: tables that fit, live screens with keys."""
import os

from support.ask import values
from support.backend import Backend
from support.rotactl import Rotactl
from support.terminal import Terminal
from support.waiting import until

small_pools = "\n".join(f'[pool.p{i:02}]\nnames = ["p{i:02}"]\nmembers = ["192.0.2.{i}"]\n' for i in range(1, 31))


def start(ctx, pools=""):
    backends = [Backend(ctx, 11), Backend(ctx, 12)]
    ctx.edit("zones/lb.example.toml", "# more pools", pools)
    rota = ctx.rota()
    until(lambda: all(len(backend.probes) >= 2 for backend in backends), 10 * ctx.slack, "both were probed twice")
    return rota, Rotactl(ctx), backends


def terminal(ctx, rotactl, *words, **options):
    return Terminal(ctx, rotactl.bin, "--socket", rotactl.socket, *words, **options)


def test_tables_fit_the_window_and_say_what_is_left_out(ctx):
    _, rotactl, _ = start(ctx)
    shown = terminal(ctx, rotactl, "pool", "show", "web")
    assert shown.ends() == 0
    assert "(-o wide shows LAST RESULT" in shown.text(), shown.text()
    rows = [line for line in shown.lines() if line.startswith("lb")]
    assert len(rows) == 2 and all(" up " in row for row in rows), shown.text()  # no row is wrapped
    assert shown.colour(r"\bup\b") == "green"
    wide = terminal(ctx, rotactl, "pool", "show", "web", columns=200)
    assert wide.ends() == 0 and "LAST RESULT" in wide.text() and "-o wide" not in wide.text(), wide.text()
    assert "LAST RESULT" in rotactl.ok("pool", "show", "web"), "what no person looks at is whole"


def test_watch_keeps_to_the_window_and_obeys_its_keys(ctx):
    _, rotactl, backends = start(ctx, small_pools)
    watch = terminal(ctx, rotactl, "watch")
    watch.shows(r"^q quits, arrow keys scroll: 0 above, 11 below$")
    assert watch.lines()[1].startswith("POOL  ") and watch.lines()[2].startswith("web  "), watch.text()
    assert watch.colour(r"\bhealthy\b") == "green"
    watch.type("\x1b[B\x1b[B")
    watch.shows(r"^q quits, arrow keys scroll: 2 above, 9 below$")
    assert watch.lines()[1].startswith("POOL  ") and watch.lines()[2].startswith("p01  "), watch.text()
    watch.type("G")
    watch.shows(r"11 above, 0 below$")
    watch.type("g")
    watch.shows(r"0 above, 11 below$")
    backends[1].mode = "503"
    watch.shows(r"^web +degraded +1/2")
    assert watch.colour(r"\bdegraded\b") == "brown"  # as terminals call their yellow
    assert "degraded  ! pool lb.example:web is degraded" in watch.lines()[0], watch.text()
    watch.resize(80, 12)
    watch.shows(r"0 above, 23 below$")
    watch.type("q")
    assert watch.ends() == 0
    assert watch.written.endswith(b"\x1b[?7h\x1b[?25h\x1b[?1049l"), "the screen is as it was before"


def test_top_shows_shares_as_they_are_returned(ctx):
    rota, rotactl, _ = start(ctx)
    for _ in range(40):
        values(rota.ask("www.lb.example"))
    top = terminal(ctx, rotactl, "top", "web/*")
    top.shows(r"^lb.example:web/lb1 +up +\d+ +75.0 %", 20)
    until(lambda: [values(rota.ask("www.lb.example")) for _ in range(8)] and "█" in top.text(), 30 * ctx.slack,
          "shares returned are drawn")
    top.shows(r"^lb.example:web/lb1 +up +\d+ +75.0 % +7\d.\d % +█{15}", 20)
    top.type("\x03")
    assert top.ends() == 0


def test_a_live_screen_outlives_the_daemon(ctx):
    rota, rotactl, _ = start(ctx)
    watch = terminal(ctx, rotactl, "watch", "web")
    watch.shows("^pool web of lb.example: healthy")
    rota.stop(timeout=15 * ctx.slack)
    watch.shows("the daemon has gone; waiting")
    ctx.rota()
    watch.shows("^pool web of lb.example: healthy", 20)
    watch.type("q")
    assert watch.ends() == 0


def test_environment_names_the_daemon(ctx):
    _, rotactl, _ = start(ctx)
    for variable, value in (("ROTACTL_SOCKET", rotactl.socket), ("ROTA_CONFIG", ctx.path("conf/rota.toml"))):
        shown = Terminal(ctx, rotactl.bin, "status", **{variable: value})
        assert shown.ends() == 0 and ": healthy" in shown.lines()[0], shown.text()
    assert os.path.basename(rotactl.bin) == "rotactl"
