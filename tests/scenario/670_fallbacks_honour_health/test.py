"""A fallback pool answers as it does by itself: its healthy members, then its own fallback."""
from support.ask import ttls, values
from support.backend import Backend
from support.rotactl import Rotactl
from support.waiting import until


def test_the_chain_is_followed_and_told(ctx):
    alive, last = Backend(ctx, 31), Backend(ctx, 32)
    rota = ctx.rota()
    until(lambda: values(rota.ask("m2.lb.example")) == [ctx.ip(31)], 10, "the healthy member of the fallback answers")
    assert values(rota.ask("d2.lb.example")) == [ctx.ip(31)]
    assert "serving from d2" in Rotactl(ctx).ok("pool", "list")
    alive.mode = "503"
    until(lambda: values(rota.ask("m2.lb.example")) == [ctx.ip(32)], 10, "the fallback's own fallback answers")
    assert ttls(rota.ask("m2.lb.example")) == {2}, "the least along the chain"
    last.mode = "503"
    until(lambda: values(rota.ask("m2.lb.example")) == ["192.0.2.99"], 10, "what has no check always answers")
    assert ttls(rota.ask("m2.lb.example")) == {1}
    told = rota.control.get("/explain?name=m2.lb.example&type=A")
    assert told["pool"]["serving_from"] == "unchecked" and told["pool"]["state"] == "down", told
    assert [line["records"] for line in told["lines"]] == [["192.0.2.99"]], told
    assert "no member is eligible; applying all_down = \"fallback\" (pool \"d2\")" in told["pool"]["all_down_does"]
    rows = {row["pool"]: row for row in rota.control.get("/pools")["pools"]}
    assert {name: row["serving_from"] for name, row in rows.items()} == {
        "m2": "unchecked", "d2": "unchecked", "last": "unchecked", "unchecked": None}, rows
    alive.mode = "200"
    until(lambda: values(rota.ask("m2.lb.example")) == [ctx.ip(31)], 10, "the nearest pool with a healthy member")
