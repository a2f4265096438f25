"""Files of any size: a reload that they break says so, and the old answers stay."""
import os

from support.ask import values
from support.backend import Backend
from support.rota import run_once


def make_sparse(ctx, name, size):
    with open(ctx.path(name), "ab") as file:
        file.truncate(size)


def refuses(rota, pattern):
    answer = rota.control.ask("POST", "/api/v1/reload")
    assert pattern in answer.body.decode(), answer
    assert values(rota.ask("ns1.lb.example")) == ["192.0.2.53"]
    assert len(values(rota.ask("www.lb.example"))) == 2
    assert rota.running()


def accepts(rota):
    assert rota.control.post("/reload")["ok"]


def started(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    return ctx.rota()


def test_a_sparse_zone_file(ctx):
    rota = started(ctx)
    size = os.path.getsize(ctx.path("zones/lb.example.zone"))
    make_sparse(ctx, "zones/lb.example.zone", 100 << 30)
    refuses(rota, "octets, and the limit is")
    os.truncate(ctx.path("zones/lb.example.zone"), size)
    accepts(rota)


def test_a_sparse_toml_file(ctx):
    rota = started(ctx)
    for name in ("zones/lb.example.toml", "conf/rota.toml"):
        size = os.path.getsize(ctx.path(name))
        make_sparse(ctx, name, 100 << 30)
        refuses(rota, "octets, and the limit is")
        os.truncate(ctx.path(name), size)
        accepts(rota)


def test_a_start_with_a_sparse_file_says_so(ctx):
    make_sparse(ctx, "conf/rota.toml", 100 << 30)
    code, said = run_once(ctx, "--config", "conf/rota.toml")
    assert code == 1 and "octets, and the limit is" in said, (code, said)
