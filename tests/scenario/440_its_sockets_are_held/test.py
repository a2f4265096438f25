"""A service manager holds the sockets: what comes while no process runs is answered by the next one.

Ids: X-04 S-03
"""
import os
import shutil
import signal
import socket
import time

from support.ask import ask, frame, query, receive_frame, values
from support.asker import Asker
from support.backend import Backend
from support.context import Skip
from support.held import Held, batch, kill, wait_answer
from support.process import Process
from support.waiting import until

workers = 2
questions = [("www.lb.example", "A"), ("ns1.lb.example", "A"), ("nobody.lb.example", "A"), ("lb.example", "SOA")]


def backends(ctx):
    return Backend(ctx, 11), Backend(ctx, 12)


def killed_under_load(ctx, held, rota, rate, times, between):
    """(the client, the seconds from each kill to the first answer of the next process)."""
    gaps = []
    with Asker(ctx.ip(1), ctx.port, questions, rate=rate) as asker:
        asker.wait_count(between)
        for _ in range(times):
            began = time.monotonic()
            kill(rota)
            time.sleep(0.1)  # RestartSec= of the unit
            rota = held.start(ready=False)
            first = asker.wait_for(lambda _: True, 30 * ctx.slack, "the next process answers", since=began)
            gaps.append(first.received - began)
            asker.wait_count(between)
    return asker, gaps


def judge(asker, held, times):
    assert not asker.wrong, asker.wrong[0]
    most = times * workers * batch + held.dropped()
    assert len(asker.lost) <= most, f"{len(asker.lost)} of {asker.asked} questions lost, at most {most} may be"
    assert asker.lost_again == 0, "asked once more, they were not answered either"


def test_a_kill_loses_what_was_being_answered_and_no_more(ctx):
    backends(ctx)
    held = Held(ctx)
    asker, _ = killed_under_load(ctx, held, held.start(), rate=1000, times=3, between=300)
    judge(asker, held, 3)


def killed_at_speed(ctx, times, most_gap, records=0):
    ctx.needs_root()  # for a receive buffer as large as the unit's
    backends(ctx)
    with open(ctx.path("zones/lb.example.zone"), "a", encoding="ascii") as zone:
        zone.writelines(f"h{n} A 10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}\n" for n in range(records))
    held = Held(ctx)
    asker, gaps = killed_under_load(ctx, held, held.start(), rate=5000, times=times, between=8000)
    ctx.figure(f"killed {times} times at 5,000 q/s beside {records:,} records: {asker.asked:,} asked, {len(asker.lost)} "
               f"lost (at most {times * workers * batch} may be), {asker.lost_again} once asked again; from kill to "
               f"answer {max(gaps) * 1000:.0f} ms at most, {sorted(gaps)[times // 2] * 1000:.0f} ms at the median")
    judge(asker, held, times)
    assert held.dropped() == 0, "its receive buffer was too small"
    assert max(gaps) <= most_gap, f"from kill to answer: {gaps}"


def test_killed_at_five_thousand_a_second(ctx):
    killed_at_speed(ctx, times=20, most_gap=0.4)


def test_killed_beside_a_hundred_thousand_records(ctx):
    killed_at_speed(ctx, times=5, most_gap=0.4, records=100_000)


def test_killed_beside_a_million_records(ctx):
    killed_at_speed(ctx, times=5, most_gap=2, records=1_000_000)  # most of it is reading the zone


for measuring in (test_killed_at_five_thousand_a_second, test_killed_beside_a_hundred_thousand_records,
                  test_killed_beside_a_million_records):
    measuring.full = True


def test_a_restart_loses_nothing(ctx):
    backends(ctx)
    held = Held(ctx)
    rota = held.start()
    with Asker(ctx.ip(1), ctx.port, questions, rate=500) as asker:
        for _ in range(2):
            asker.wait_count(100)
            assert rota.stop(timeout=15 * ctx.slack) == 0
            rota = held.start()
        asker.wait_count(100)
    if not held.dropped():
        asker.nothing_lost()


def test_the_first_answers_are_of_the_health_that_was_saved(ctx):
    Backend(ctx, 11)
    held = Held(ctx)
    rota = held.start()
    until(lambda: "down" in (ctx.read("state/health") if os.path.exists(ctx.path("state/health")) else ""),
          20 * ctx.slack, "the death of lb2 is saved")
    kill(rota)
    Backend(ctx, 12, mode="hang")  # a probe of it takes longer than a start may wait
    with Asker(ctx.ip(1), ctx.port, [("www.lb.example", "A")], rate=100) as asker:
        held.start(ready=False)
        asker.wait_count(200, 30 * ctx.slack)
    assert all(answer.addresses == [ctx.ip(11)] for answer in asker.answers), "a dead member was given"


def test_who_connects_meanwhile_waits_and_is_served(ctx):
    backends(ctx)
    held = Held(ctx)
    kill(held.start())
    wire = frame(query("ns1.lb.example").to_wire())
    streams = [socket.create_connection((ctx.ip(1), ctx.port), 10) for _ in range(20)]
    for stream in streams:
        stream.settimeout(30 * ctx.slack)
        stream.sendall(wire)
    held.start(ready=False)
    for stream in streams:
        assert receive_frame(stream)[2:4], "an answer"
        stream.close()


def test_a_replaced_process_hands_on_what_is_held(ctx):
    backends(ctx)
    held = Held(ctx)
    rota = held.start()
    with Asker(ctx.ip(1), ctx.port, questions, rate=500) as asker:
        for _ in range(2):
            asker.wait_count(100)
            old = rota.replace()
            assert old.wait(15 * ctx.slack) == 0
        asker.wait_count(100)
    asker.nothing_lost()
    os.kill(rota.pid, signal.SIGKILL)
    assert rota.process.wait(15 * ctx.slack) == -9
    rota.expected_code = -9
    held.start(ready=False)
    assert values(wait_answer(ctx, "ns1.lb.example")) == ["192.0.2.53"]
    assert values(ask(ctx.ip(1), ctx.port, "ns1.lb.example", tcp=True)) == ["192.0.2.53"]


def test_what_is_not_held_is_bound_and_what_is_not_wanted_is_told(ctx):
    backends(ctx)
    first, second = f"{ctx.ip(1)}:{ctx.port}", f"{ctx.ip(2)}:{ctx.port}"
    ctx.edit("conf/rota.toml", f'"{first}"', f'"{first}", "{second}"')
    held, elsewhere = Held(ctx, kinds=[socket.SOCK_DGRAM]), Held(ctx, 3, kinds=[socket.SOCK_STREAM])
    held.sockets += elsewhere.sockets
    rota = held.start()
    for address, tcp in ((1, False), (1, True), (2, False), (2, True)):
        assert values(ask(ctx.ip(address), ctx.port, "ns1.lb.example", tcp=tcp, timeout=30)) == ["192.0.2.53"]
    assert rota.has(f'the service manager holds a tcp socket at {ctx.ip(3)}:{ctx.port}, which is not in "listen"')
    assert not rota.has(f"socket at {first}")


def test_systemds_own_starter_is_understood(ctx):
    """It waits for the first datagram, and then becomes rotad with the socket."""
    if not shutil.which("systemd-socket-activate"):
        raise Skip("needs systemd-socket-activate")
    backends(ctx)
    starter = Process("starter", ["systemd-socket-activate", "-d", "-l", f"{ctx.ip(1)}:{ctx.port}", ctx.bin,
                                  "--config", "conf/rota.toml"], ctx.dir, ctx.log_path("starter"))
    ctx.processes.append(starter)
    starter.wait_for("Listening on")
    assert values(wait_answer(ctx, "ns1.lb.example")) == ["192.0.2.53"]
    assert values(ask(ctx.ip(1), ctx.port, "ns1.lb.example", tcp=True)) == ["192.0.2.53"]
    assert not starter.has("cannot bind|nobody answers"), starter.text()
    assert starter.stop(timeout=15 * ctx.slack) == 0
