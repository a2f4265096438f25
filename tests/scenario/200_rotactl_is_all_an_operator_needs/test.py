"""A person who never saw rota, with rotactl alone: sees the pools, drains a member and knows when it is safe,
finds out why a client got an answer, previews a change, and takes it over.
"""
import re
import subprocess
import time

from support.ask import values
from support.backend import Backend
from support.rotactl import Rotactl
from support.waiting import until


def start(ctx):
    backends = [Backend(ctx, 11), Backend(ctx, 12)]
    rota = ctx.rota()
    until(lambda: all(len(backend.probes) >= 2 for backend in backends), 10 * ctx.slack, "both were probed twice")
    return rota, Rotactl(ctx), backends


def given(rota, count=8):
    return {address for _ in range(count) for address in values(rota.ask("www.lb.example"))}


def row(text, beginning):
    return next(line for line in text.splitlines() if line.startswith(beginning))


def test_sees_whether_it_is_healthy(ctx):
    rota, rotactl, backends = start(ctx)
    assert ": healthy\n" in rotactl.ok("status")
    assert rotactl.ok("status", "--check") == "rota: healthy\n"
    assert re.search(r"^web +healthy +2/2 +weighted +2 s", rotactl.ok("pool", "list"), re.M)
    shown = rotactl.ok("pool", "show", "web")
    assert re.search(rf"^lb1 +{ctx.ip(11)} +up .* 3 +75.0 %", shown, re.M), shown
    assert re.search(rf"^lb2 +{ctx.ip(12)} +up .* 1 +25.0 %", shown, re.M), shown
    assert "lb.example" in rotactl.ok("zone", "list")
    backends[1].mode = "503"
    until(lambda: " down" in row(rotactl.ok("pool", "show", "web"), "lb2"), 10 * ctx.slack, "lb2 is shown down")
    until(lambda: "status 503" in row(rotactl.ok("pool", "show", "web"), "lb2"), 5 * ctx.slack, "lb2's reason is shown")
    assert "100.0 %" in row(rotactl.ok("pool", "show", "web"), "lb1")
    assert "1/2" in row(rotactl.ok("pool", "list"), "web")
    assert re.search(r"lb2 \(IPv4 \S+\) down: status 503", rotactl.ok("events", "--since", "1h"))
    assert "rota_" in rotactl.ok("metrics")
    degraded = "pool lb.example:web is degraded: 1 of 2 members are healthy"
    check = rotactl.run("status", "--check")
    assert (check.code, check.out) == (1, f"rota: degraded: 1 problem; {degraded}\n"), check.out
    assert f": degraded: 1 problem\n  ! {degraded}\n" in rotactl.ok("status")
    assert 'rota_status{level="degraded"} 1' in rotactl.ok("metrics")
    backends[0].mode = "503"
    until(lambda: rotactl.run("status", "--check").code == 2, 10 * ctx.slack, "it is critical")
    assert "pool lb.example:web is down: 0 of 2 members are healthy" in rotactl.ok("status")
    assert 'rota_status{level="critical"} 1' in rotactl.ok("metrics")
    rota.stop()
    assert rotactl.run("status", "--check").code == 3


def test_drains_a_member_and_knows_when_it_is_safe(ctx):
    rota, rotactl, _ = start(ctx)
    assert given(rota) == {ctx.ip(11), ctx.ip(12)}
    began = time.monotonic()
    said = rotactl.run("member", "drain", "web/lb1", "--for", "1h", "--reason", "CHG-42", "--wait")
    took = time.monotonic() - began
    assert said.code == 0 and "lb.example:web/lb1: safe to stop since " in said.out, said.out + said.err
    assert said.out.startswith("pool lb.example:web: 1 of 2 members left; lb2 25.0 % -> 100.0 % of answers\n"), said.out
    assert "waiting for lb.example:web/lb1: " in said.err and "safe at " in said.err, said.err
    assert took >= 2, f"answers with a TTL of 2 s were given, and it was called safe after {took:.1f} s"
    assert given(rota) == {ctx.ip(12)}
    assert re.search(r"web/lb1 +lb.example +drain .*CHG-42", rotactl.ok("override", "list"))
    assert "drain, safe since" in row(rotactl.ok("pool", "show", "web"), "lb1")
    assert "CHG-42" in rotactl.ok("events")
    rotactl.ok("member", "ready", "web/lb1")
    assert given(rota) == {ctx.ip(11), ctx.ip(12)}
    assert rotactl.ok("override", "list") == "no overrides\n"


def test_changes_a_weight(ctx):
    rota, rotactl, _ = start(ctx)
    told = rotactl.ok("member", "weight", "lb.example:web/lb2", "3")
    assert "pool lb.example:web: lb2 25.0 % -> 50.0 % of answers\n" in told and "share 50.0 %" in told, told
    assert "50.0 %" in row(rotactl.ok("pool", "show", "web"), "lb2")
    assert "3 (file: 1)" in row(rotactl.ok("pool", "show", "web"), "lb2")
    assert given(rota) == {ctx.ip(11), ctx.ip(12)}


def test_takes_out_a_host_and_never_the_last_one_unasked(ctx):
    rota, rotactl, _ = start(ctx)
    address = ctx.ip(11)
    assert "nothing was changed; 1 member: lb.example:web/lb1" in rotactl.ok("drain", address, "--dry-run")
    assert given(rota) == {address, ctx.ip(12)}
    rotactl.ok("drain", address)
    assert given(rota) == {ctx.ip(12)}
    refused = rotactl.run("drain", "web/*")
    assert refused.code == 1 and "lb.example:web would be left without an eligible member" in refused.err, refused.err
    assert "applying all_down" in refused.out and given(rota) == {ctx.ip(12)}, refused.out
    assert len(rotactl.ok("pool", "drain", "web", "--yes").splitlines()) == 3  # the effect, and a line for each
    assert rotactl.ok("member", "list", "--state", "drain", "-o", "name") == "lb.example:web/lb1\nlb.example:web/lb2\n"
    rotactl.ok("ready", "web/*", "--quiet")
    assert given(rota) == {address, ctx.ip(12)}
    shown = rotactl.ok("member", "show", "web/lb1")
    assert shown.startswith("member lb.example:web/lb1: up") and f"IPv4 {address}: up, eligible" in shown, shown


def test_finds_out_why_a_client_got_an_answer(ctx):
    rota, rotactl, backends = start(ctx)
    backends[0].mode = "503"
    until(lambda: given(rota) == {ctx.ip(12)}, 10 * ctx.slack, "lb1 is out")
    told = rotactl.ok("explain", "www.lb.example", "--client", "198.51.100.7")
    assert told.startswith("www.lb.example A for 198.51.100.7: pool\n")
    assert "status 503" in row(told, "lb1"), told
    assert re.search(rf"^ *100.0 % +{ctx.ip(12)}$", told, re.M), told
    assert re.search(rf"^www.lb.example. +\d +IN +A +{ctx.ip(12)}$", told, re.M), told
    assert rotactl.ok("explain", "mail.lb.example").startswith("mail.lb.example A: records\n")
    assert rotactl.ok("explain", "none.lb.example").startswith("none.lb.example A: nxdomain\n")
    assert rotactl.run("explain", "www.lb.example", "WRONG").code == 1


def test_previews_a_change_and_takes_it_over(ctx):
    rota, rotactl, _ = start(ctx)
    assert rotactl.ok("diff", "conf/rota.toml") == "no differences\n"
    ctx.edit("zones/lb.example.toml", "weight  = 1", "weight  = 3")
    ctx.edit("zones/lb.example.toml", 'interval      = "500ms"', 'interval      = "400ms"')
    ctx.edit("zones/lb.example.zone", "192.0.2.25", "192.0.2.26")
    ctx.edit("conf/rota.toml", "workers = 2", "workers = 3")
    changes = rotactl.ok("diff", "conf/rota.toml")
    assert f"www.lb.example A: lb2 {ctx.ip(12)} weight 1 -> 3: share 25.0 % -> 50.0 %" in changes, changes
    assert f"www.lb.example A: lb1 {ctx.ip(11)} share 75.0 % -> 50.0 %" in changes, changes
    assert "mail.lb.example A: 300 s 192.0.2.25 -> 300 s 192.0.2.26" in changes, changes
    assert "lb.example:web: interval 500ms -> 400ms" in changes and "settings changed" not in changes, changes
    assert "workers: 2 -> 3" in changes, changes
    assert values(rota.ask("mail.lb.example")) == ["192.0.2.25"], "a preview changes nothing"
    assert "reloaded in" in rotactl.ok("reload")
    assert values(rota.ask("mail.lb.example")) == ["192.0.2.26"]
    assert "share" not in rotactl.ok("diff", "conf/rota.toml")


def test_a_mistake_is_told_and_changes_nothing(ctx):
    rota, rotactl, _ = start(ctx)
    ctx.edit("zones/lb.example.toml", "weight  = 1", "wieght  = 1")
    mistake = r'lb.example.toml:\d+:1: unknown key "wieght"; did you mean "weight"\?'
    for words in (("check",), ("diff", "conf/rota.toml"), ("reload",)):
        ran = rotactl.run(*words)
        assert ran.code == 1 and re.search(mistake, ran.out), f"{words}: {ran.code}\n{ran.out}{ran.err}"
    assert given(rota) == {ctx.ip(11), ctx.ip(12)}
    assert ": degraded: 1 problem\n  ! the last reload found errors: " in rotactl.ok("status")


def test_follows_the_events_across_a_restart(ctx):
    rota, rotactl, backends = start(ctx)
    follower = rotactl.start("events", "--follow", "--json")
    backends[1].mode = "503"
    follower.wait_for(r"lb2 \(IPv4 \S+\) down: status 503", 10 * ctx.slack)
    rota.stop(timeout=15 * ctx.slack)
    follower.wait_for("waiting for it to come back", 10 * ctx.slack)
    ctx.rota()
    follower.wait_for(r'"kind":"start"', 20 * ctx.slack)
    numbers = [int(number) for number in re.findall(r'"number":(\d+)', follower.text())]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers))), f"events twice or left out: {numbers}"


def test_without_a_daemon_says_what_to_try(ctx):
    ran = Rotactl(ctx).run("status")
    assert ran.code == 3 and "systemctl status rota" in ran.err and ctx.path("control.sock") in ran.err


def test_bash_completes_members_by_asking_the_daemon(ctx):
    _, rotactl, _ = start(ctx)
    script = (f'source <({rotactl.bin} completion bash); COMP_WORDS=({rotactl.bin} -s {rotactl.socket} member drain web/l); '
              'COMP_CWORD=5; _rotactl; echo "${COMPREPLY[@]}"')
    done = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=30 * ctx.slack, check=False)
    assert done.stdout == "web/lb1 web/lb2\n", done.stdout + done.stderr
