"""Starts, ends, drops its rights, and says what is wrong with a configuration before it is used.

Ids: X-23 S-04
"""
import os
import re
import signal
import time

from support.ask import rcode, values
from support.asker import Asker
from support.rota import run_once


def test_sigterm_answers_what_came_before(ctx):
    rota = ctx.rota()
    with Asker(rota.address, rota.port, [("www.lb.example", "A")], rate=2000) as asker:
        asker.wait_count(1000)
        ended = time.monotonic()
        code = rota.stop(signal.SIGTERM)
    assert code == 0, f"exit code {code}"
    too_early = [sent for sent in asker.lost if sent < ended]
    assert not too_early, f"{len(too_early)} questions from before the end were not answered"


def test_sigint_ends_it_too(ctx):
    assert ctx.rota().stop(signal.SIGINT) == 0


def test_root_is_dropped(ctx):
    ctx.needs_root()
    ctx.edit("conf/rota.toml", 'user    = ""', 'user    = "nobody"')
    ctx.edit("conf/rota.toml", "${ip1}:${port}".replace("${ip1}", ctx.ip(1)).replace("${port}", str(ctx.port)),
             "${ip1}:53")
    rota = ctx.rota(port=53)
    assert sorted(values(rota.ask("www.lb.example"))) == ["192.0.2.1", "192.0.2.2"]
    for thread in os.listdir(f"/proc/{rota.pid}/task"):
        with open(f"/proc/{rota.pid}/task/{thread}/status", encoding="ascii") as status:
            lines = dict(line.split(":", 1) for line in status.read().splitlines())
        assert lines["Uid"].split() == ["65534"] * 4, f"thread {lines['Name']} runs as {lines['Uid']}"
        assert set(lines["Gid"].split()) == {"65534"} and lines["Groups"].split() in ([], ["65534"]), lines["Groups"]
        assert int(lines["CapEff"], 16) == 0 and int(lines["CapPrm"], 16) == 0, lines["CapEff"]


def test_check_is_silent_about_nothing(ctx):
    code, said = ctx.check()
    assert code == 0, said
    assert "unknown" not in said and "warning" not in said and "no errors" in said, said


def test_check_prints_all_mistakes_of_all_files(ctx):
    ctx.edit("zones/lb.example.toml", 'names   = ["www"]', 'nmaes   = ["www"]')
    ctx.edit("zones/lb.example.toml", '"192.0.2.2"', '"192.0.2.256"')
    ctx.edit("zones/other.example.zone", "192.0.2.53", "192.0.2.z")
    ctx.edit("zones/other.example.toml", "[pool.web]", '[pool.web]\npolicy  = "wieghted"')
    ctx.edit("conf/rota.toml", "workers = 1", "wrokers = 1")
    code, said = ctx.check()
    assert code == 1, said
    for line in (r'conf/rota\.toml:5:1: unknown key "wrokers" in \[server\]; did you mean "workers"\?$',
                 r'zones/lb\.example\.toml:5:1: unknown key "nmaes" in \[pool\.web\]; did you mean "names"\?$',
                 r"zones/lb\.example\.toml:6:\d+: .*192\.0\.2\.256",
                 r'zones/other\.example\.toml:5:\d+: unknown policy "wieghted"; did you mean "weighted"\?$',
                 r"zones/other\.example\.zone:4(:\d+)?: "):
        assert re.search(line, said, re.MULTILINE), f"no line like {line} in\n{said}"


def test_a_broken_zone_is_servfail_and_the_rest_serves(ctx):
    ctx.edit("zones/lb.example.zone", "192.0.2.53", "192.0.2.z")
    rota = ctx.rota()
    rota.wait_for(r"zones/lb\.example\.zone:4")
    for name in ("www.lb.example", "lb.example", "nobody.lb.example"):
        assert rcode(rota.ask(name)) == "SERVFAIL"
    assert sorted(values(rota.ask("www.other.example"))) == ["192.0.2.1", "192.0.2.2"]
    ctx.edit("zones/lb.example.zone", "192.0.2.z", "192.0.2.53")
    rota.reload()
    rota.wait_serial("lb.example", 1)
    assert sorted(values(rota.ask("www.lb.example"))) == ["192.0.2.1", "192.0.2.2"]


def test_a_broken_main_file_is_fatal(ctx):
    ctx.edit("conf/rota.toml", "workers = 1", 'workers = "one"')
    code, said = run_once(ctx, "--config", "conf/rota.toml")
    assert code == 1 and re.search(r"conf/rota\.toml:5:\d+: ", said), said


def test_a_missing_file_is_a_sentence(ctx):
    code, said = run_once(ctx, "--config", "conf/nothing.toml")
    assert code == 1 and "conf/nothing.toml" in said, said


def test_an_address_in_use_is_a_sentence(ctx):
    ctx.edit("conf/rota.toml", ctx.ip(1), "192.0.2.77")
    code, said = run_once(ctx, "--config", "conf/rota.toml")
    assert code == 1 and f"192.0.2.77:{ctx.port}" in said, said


def test_version(ctx):
    code, said = run_once(ctx, "--version")
    assert code == 0 and re.fullmatch(r"rotad \d+\.\d+\.\d+.*\n", said), said
