"""A reload loses nothing by accident, and says what it did not do and why."""
import os

from support.ask import rcode, values
from support.rotactl import Rotactl


def test_all_zones_go_only_when_that_is_asked_for(ctx):
    rota, rotactl = ctx.rota(), Rotactl(ctx)
    for zone in ("a", "b"):
        os.remove(ctx.path(f"zones/{zone}.toml"))
    refused = rotactl.run("reload")
    assert refused.code == 1 and '"../zones/*.toml" matches no file' in refused.out, refused.out
    ctx.edit("conf/rota.toml", '["../zones/*.toml"]', "[]")
    refused = rotactl.run("reload")
    assert refused.code == 1 and "to serve none, run `rotactl reload --allow-empty`" in refused.out, refused.out
    assert values(rota.ask("www.a.example")) == ["192.0.2.1"]
    rotactl.ok("reload", "--allow-empty")
    assert rcode(rota.ask("www.a.example")) == "REFUSED"


def test_what_needs_a_new_process_is_named(ctx):
    ctx.rota()
    rotactl = Rotactl(ctx)
    ctx.edit("conf/rota.toml", 'http   = ""', f'http   = "{ctx.ip(1)}:{ctx.port}"')
    ctx.edit("conf/rota.toml", "workers = 1", "workers = 2")
    for _ in range(2):
        said = rotactl.ok("diff", ctx.path("conf/rota.toml"))
        assert "needs replace" in said and "workers: 1 -> 2" in said and "control.http: " in said, said
        said = rotactl.ok("reload")
        for key in ("workers", "control.http"):
            assert f"`{key}` changed; restart rotad (or `rotactl replace`) to apply it" in said, said


def test_a_broken_zone_is_named(ctx):
    rota, rotactl = ctx.rota(), Rotactl(ctx)
    ctx.edit("zones/b.toml", "members", "membres")
    refused = rotactl.run("reload")
    assert refused.code == 1 and "zone b.example has errors, so nothing is reloaded" in refused.out, refused.out
    assert values(rota.ask("www.b.example")) == ["192.0.2.2"]
    assert "the configuration before it is kept" in rotactl.ok("status")


def test_a_start_with_a_broken_zone_is_no_configuration_that_was_kept(ctx):
    ctx.edit("zones/b.toml", "members", "membres")
    rota, rotactl = ctx.rota(), Rotactl(ctx)
    assert rcode(rota.ask("www.b.example")) == "SERVFAIL" and values(rota.ask("www.a.example")) == ["192.0.2.1"]
    said = rotactl.ok("status")
    assert "zones with errors answer SERVFAIL, the others are served" in said and "is kept" not in said, said
    assert "2: 1 healthy, 1 broken" in said and "down" not in said, said


def test_paths_across_a_symbolic_link(ctx):
    os.makedirs(ctx.path("release"))
    for folder in ("conf", "zones"):
        os.rename(ctx.path(folder), ctx.path(f"release/{folder}"))
    os.symlink(ctx.path("release/conf"), ctx.path("conf"))
    rota = ctx.rota()
    assert values(rota.ask("www.a.example")) == ["192.0.2.1"]
