"""With `partial_reload` a reload takes the zones without errors. A zone with errors stays as it was loaded last, and
answers SERVFAIL where it never was; status, metrics and the reload itself say which. Without it nothing is reloaded.
"""
import os

from support.ask import rcode, values
from support.metrics import Metrics
from support.rotactl import Rotactl
from support.waiting import until


def www(rota, zone):
    """What www of this zone is, or the rcode."""
    reply = rota.ask(f"www.{zone}.example")
    return values(reply)[0] if values(reply) else rcode(reply)


def answers(rota):
    return [www(rota, zone) for zone in ("a", "b", "c", "plain", "d")]


def change_all(ctx):
    """Each of four zones changes; of these b has an error in its zone file, c in its TOML, and d is new and has one."""
    for zone, number in (("a", 1), ("b", 2), ("c", 3)):
        ctx.edit(f"zones/{zone}.toml", f"192.0.2.{number}", f"192.0.2.1{number}")
    ctx.edit("zones/plain.example.zone", "192.0.2.4", "192.0.2.14")
    ctx.edit("zones/common.inc", "192.0.2.90", "192.0.2.91")
    ctx.edit("zones/b.example.zone", "IN NS  ns1", "IN NSS ns1")
    ctx.edit("zones/c.toml", "members", "membres")
    ctx.write("zones/d.toml", 'zone = "d.example"\nnameserver = { ns1 = "192.0.2.53" }\n')


before = ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4", "REFUSED"]
in_part = ["192.0.2.11", "192.0.2.2", "192.0.2.3", "192.0.2.14", "SERVFAIL"]


def mend(ctx):
    ctx.edit("zones/b.example.zone", "IN NSS ns1", "IN NS  ns1")
    ctx.edit("zones/c.toml", "membres", "members")
    ctx.edit("zones/d.toml", "nameserver ", "nameservers ")


def assert_all_is_told(ctx, rota):
    rotactl, metrics = Rotactl(ctx), Metrics(rota.control)
    said = rotactl.ok("status")
    assert ": critical: " in said and "in part at " in said, said
    assert "kept at an earlier version: b.example, c.example" in said and "broken: d.example" in said, said
    assert "zone b.example has errors; its version loaded at " in said, said
    assert metrics.sum("rota_config_last_reload_successful") == 0
    assert [metrics.sum("rota_zone_kept", zone=f"{zone}.example") for zone in "abcd"] == [0, 1, 1, 0]
    assert [metrics.sum("rota_zone_broken", zone=f"{zone}.example") for zone in "abcd"] == [0, 0, 0, 1]
    zones = {zone["zone"]: zone for zone in rota.control.get("/zones")["zones"]}
    assert zones["a.example"]["kept_from"] is None and zones["b.example"]["kept_from"].endswith("Z"), zones


def test_good_zones_are_taken_and_broken_ones_kept(ctx):
    rota, rotactl = ctx.rota(), Rotactl(ctx)
    assert answers(rota) == before
    change_all(ctx)
    for _ in range(2):  # what is kept, is kept again
        done = rotactl.run("reload")
        assert done.code == 1 and "reloaded in part in " in done.out, done.out
        for line in ("b.example.zone:3: ", 'unknown key "membres"', 'unknown key "nameserver"', "  kept: zone b.example",
                     "  kept: zone c.example", "  not served: zone d.example"):
            assert line in done.out, (line, done.out)
        assert answers(rota) == in_part
        # Both zones include this file: each has it as it was when that zone was loaded.
        assert [values(rota.ask(f"shared.{zone}.example")) for zone in "ab"] == [["192.0.2.91"], ["192.0.2.90"]]
        assert_all_is_told(ctx, rota)
    answer = rota.control.ask("POST", "/api/v1/reload")
    said = answer.json()
    assert answer.status == 200 and (said["ok"], said["applied"]) == (False, True), said
    assert [zone["zone"] for zone in said["zones_kept"]] == ["b.example", "c.example"], said
    assert said["zones_not_served"] == ["d.example"], said
    mend(ctx)
    rotactl.ok("reload")
    assert answers(rota)[:4] == ["192.0.2.11", "192.0.2.12", "192.0.2.13", "192.0.2.14"]
    assert rcode(rota.ask("d.example", "SOA")) == "NOERROR"
    said = rotactl.ok("status")
    assert ": healthy\n" in said and "earlier" not in said, said


def test_a_signal_does_the_same(ctx):
    rota = ctx.rota()
    change_all(ctx)
    rota.reload()
    rota.wait_for(r"warning: reload done in part: \d mistakes; kept at an earlier version: b.example, c.example; not served: d.example")
    assert answers(rota) == in_part
    assert_all_is_told(ctx, rota)


def test_without_the_setting_nothing_is_reloaded(ctx):
    ctx.edit("conf/rota.toml", "partial_reload = true", "")
    rota, rotactl = ctx.rota(), Rotactl(ctx)
    change_all(ctx)
    done = rotactl.run("reload")
    assert done.code == 1 and "zone b.example has errors, so nothing is reloaded" in done.out, done.out
    assert answers(rota) == before
    # Nor by the reload that turns it on: what is served of b and c was not remembered.
    ctx.edit("conf/rota.toml", 'state   = ""', 'state   = ""\npartial_reload = true')
    done = rotactl.run("reload")
    assert done.code == 1 and "it was loaded without partial_reload" in done.out, done.out
    assert answers(rota) == before


def test_after_a_start_with_broken_zones(ctx):
    change_all(ctx)
    rota, rotactl = ctx.rota(), Rotactl(ctx)
    assert answers(rota) == ["192.0.2.11", "SERVFAIL", "SERVFAIL", "192.0.2.14", "SERVFAIL"]
    ctx.edit("zones/a.toml", "192.0.2.11", "192.0.2.21")
    assert rotactl.run("reload").code == 1
    assert answers(rota) == ["192.0.2.21", "SERVFAIL", "SERVFAIL", "192.0.2.14", "SERVFAIL"]
    mend(ctx)
    rotactl.ok("reload")
    assert answers(rota)[:4] == ["192.0.2.21", "192.0.2.12", "192.0.2.13", "192.0.2.14"]


def test_a_zone_of_the_main_file_keeps_its_records(ctx):
    rota, rotactl = ctx.rota(), Rotactl(ctx)
    ctx.edit("zones/a.toml", "192.0.2.1", "192.0.2.11")
    os.rename(ctx.path("zones/plain.example.zone"), ctx.path("zones/plain.2"))  # under another name, as of a release
    ctx.edit("zones/plain.2", "192.0.2.4", "192.0.2.400")
    ctx.edit("conf/rota.toml", "plain.example.zone", "plain.2")
    done = rotactl.run("reload")
    assert done.code == 1 and "  kept: zone plain.example" in done.out, done.out
    assert (www(rota, "a"), www(rota, "plain")) == ("192.0.2.11", "192.0.2.4")


def test_what_is_no_zones_error_changes_nothing(ctx):
    rota, rotactl = ctx.rota(), Rotactl(ctx)
    change_all(ctx)
    main = ctx.read("conf/rota.toml")
    for old, new in (('"../zones/*.toml"', '"../zones/*.toml", "../none/*.toml"'), ("workers = 1", "workers = -1")):
        ctx.edit("conf/rota.toml", old, new)
        done = rotactl.run("reload")
        assert done.code == 1 and "the daemon keeps what it had" in done.out, done.out
        assert answers(rota) == before
        ctx.write("conf/rota.toml", main)


def test_a_version_that_does_not_fit_the_new_main_file(ctx):
    ctx.edit("zones/c.toml", 'names   = ["www"]', 'names   = ["www"]\ncheck = "shared"')
    rota, rotactl = ctx.rota(), Rotactl(ctx)
    assert www(rota, "c") == "192.0.2.3"
    ctx.edit("zones/c.toml", "members", "membres")
    ctx.edit("conf/rota.toml", "[check.shared]", "[check.other]")
    done = rotactl.run("reload")
    assert done.code == 1 and ": in the version loaded at " in done.out and "  not served: zone c.example" in done.out, done.out
    assert www(rota, "c") == "SERVFAIL"
    ctx.edit("conf/rota.toml", "[check.other]", "[check.shared]")  # it is still remembered
    assert rotactl.run("reload").code == 1
    assert www(rota, "c") == "192.0.2.3"


def test_a_zone_that_is_gone_is_gone(ctx):
    rota, rotactl = ctx.rota(), Rotactl(ctx)
    change_all(ctx)
    os.remove(ctx.path("zones/b.toml"))
    assert rotactl.run("reload").code == 1
    assert answers(rota) == ["192.0.2.11", "REFUSED", "192.0.2.3", "192.0.2.14", "SERVFAIL"]


def test_a_file_that_is_no_toml_any_more(ctx):
    rota, rotactl = ctx.rota(), Rotactl(ctx)
    ctx.edit("zones/a.toml", "192.0.2.1", "192.0.2.11")
    ctx.write("zones/c.toml", "[[[")
    done = rotactl.run("reload")
    assert done.code == 1 and "  kept: zone c.example" in done.out, done.out
    ctx.write("zones/e.toml", "]]]")
    done = rotactl.run("reload")
    assert "e.toml: warning: the zone of this file is not served" in done.out, done.out
    until(lambda: (www(rota, "a"), www(rota, "c")) == ("192.0.2.11", "192.0.2.3"), 5 * ctx.slack, "c is kept")
