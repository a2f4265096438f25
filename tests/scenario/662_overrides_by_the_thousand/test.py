"""An override costs the same beside 100,000 others, and so many of them do not hold a start up."""
import json
import time

from support.ask import values
from support.control import Control

pools, members = 100, 100  # of the configuration; the other overrides are of members that are gone


def write_overrides(ctx, count):
    def line(i):
        return json.dumps({"zone": "lb.example", "pool": f"p{i // members}", "member": f"m{i % members}", "admin": None,
                           "weight": 5, "since": "2024-05-01T12:00:00.000Z", "until": None, "reason": "CHG-42",
                           "who": "alice"}) + "\n"
    ctx.write("state/overrides", "".join(line(i) for i in range(count)))


def write_pools(ctx):
    def pool(p):
        list = ", ".join(f'{{ name = "m{m}", address = "10.0.{p}.{m}" }}' for m in range(members))
        return f'\n[pool.p{p}]\nnames   = ["p{p}"]\npolicy  = "weighted"\nmembers = [{list}]\n'
    ctx.write("conf/rota.toml", ctx.read("conf/rota.toml") + "".join(map(pool, range(pools))) +
              '\n[pool.web]\nnames   = ["www"]\nmembers = ["192.0.2.1", "192.0.2.2"]\n')


def seconds_of_start(ctx):
    began = time.monotonic()
    rota = ctx.rota()
    return rota, time.monotonic() - began


def seconds_of_override(ctx, rota):
    """The median of some, each obeyed when it is acknowledged."""
    control, took = Control(path=ctx.path("control.sock")), []
    for admin in ("drain", "ready") * 10:
        began = time.monotonic()
        control.post("/members/web/192.0.2.1", {"admin": admin})
        took.append(time.monotonic() - began)
        assert len(values(rota.ask("www.lb.example"))) == (1 if admin == "drain" else 2)
    return sorted(took)[len(took) // 2]


def load_and_say(ctx, most_start, most_override):
    write_pools(ctx)
    rota, start_alone = seconds_of_start(ctx)
    alone = seconds_of_override(ctx, rota)
    rota.finish()
    ctx.rotas.clear()
    write_overrides(ctx, 100_000)
    rota, start = seconds_of_start(ctx)
    assert rota.control.get("/status")["overrides"] == 100_000
    beside = seconds_of_override(ctx, rota)
    ctx.figure(f"100,000 overrides: the start takes {start - start_alone:.2f} s more; an override is acknowledged in "
               f"{1000 * beside:.0f} ms (alone {1000 * alone:.0f} ms)")
    assert start - start_alone < most_start * ctx.slack, (start_alone, start)
    assert beside < alone + most_override * ctx.slack, (alone, beside)


def test_a_hundred_thousand_are_loaded_and_heeded(ctx):
    load_and_say(ctx, most_start=10, most_override=1.5)


def test_a_hundred_thousand_are_loaded_in_a_second(ctx):
    load_and_say(ctx, most_start=1, most_override=0.3)


test_a_hundred_thousand_are_loaded_in_a_second.full = True
