"""Reloads that change when and how often a check looks: what it has found stays.
"""
from support.ask import values
from support.asker import Asker
from support.backend import Backend
from support.control import Control
from support.rotactl import Rotactl
from support.waiting import until

zone = "zones/lb.example.toml"
timings = [('interval      = "300ms"', 'interval      = "20s"'), ('timeout       = "3s"', 'timeout       = "2s"'),
           ('timeout       = "2s"', 'timeout       = "2s"\nfall = 9\nrise = 7\njitter = 0.5'),
           ("fall = 9", 'fall = 1\nhold_down = "1m"\nstart = "up"'), ('interval      = "20s"', 'interval      = "1s"')]


def test_a_dead_member_stays_out_over_every_change_of_timing(ctx):
    Backend(ctx, 11)
    hanging = Backend(ctx, 12, mode="hang")
    rota = ctx.rota()
    control = Control(path=ctx.path("control.sock"))
    until(lambda: values(rota.ask("www.lb.example")) == [ctx.ip(11)], 20 * ctx.slack, "lb2 is out")
    (before,) = [member["since"] for member in control.get("/pools/web")["members"] if member["name"] == "lb2"]
    with Asker(rota.address, rota.port, [("www.lb.example", "A")]) as asker:
        for old, new in timings:
            ctx.edit(zone, old, new)
            said = control.post("/reload")
            assert (said["ok"], said["kept"], said["reset"]) == (True, 2, 0), said
            (since,) = [m["since"] for m in control.get("/pools/web")["members"] if m["name"] == "lb2"]
            assert since == before, f"after '{new}' lb2 is what it is since {since}, not {before}"
        # The new interval counts: what waits for a probe in 20 s is probed within one.
        seen = len(hanging.probes)
        until(lambda: len(hanging.probes) > seen + 1, 10 * ctx.slack, "lb2 is probed as often as the last reload says")
    given = [answer for answer in asker.answers if ctx.ip(12) in answer.addresses]
    assert asker.answers and not given, f"{len(given)} of {len(asker.answers)} answers with a dead member"


def test_other_settings_start_anew(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    rota = ctx.rota()
    rota.wait_for(r"lb1.* up: 1/1 passes")
    seen = rota.mark()
    ctx.edit(zone, 'type          = "http"', 'type          = "http"\npath          = "/x"')
    rota.reload()
    rota.wait_for(r"lb1.* up: 1/1 passes", after=seen)


def test_a_reload_says_how_many_it_kept(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    rota, rotactl = ctx.rota(), Rotactl(ctx)
    ctx.edit(zone, 'interval      = "300ms"', 'interval      = "400ms"')
    assert ": checks kept 2, begun anew 0" in rotactl.ok("reload")
    ctx.edit(zone, ctx.ip(12), ctx.ip(13))
    assert ": checks kept 1, begun anew 1" in rotactl.ok("reload")
    rota.wait_for("reload done: checks kept 1, begun anew 1")
