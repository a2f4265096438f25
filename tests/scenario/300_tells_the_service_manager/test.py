"""What systemd is told with Type=notify: ready, reloading, alive, stopping, each when it is so.

Ids: S-03 X-24
"""
from support.backend import Backend
from support.frozen import frozen, threads_in
from support.metrics import Metrics
from support.service_manager import ServiceManager
from support.waiting import stays, until

recvmmsg = 299  # of <asm/unistd_64.h>


def start(ctx, **environment):
    Backend(ctx, 11), Backend(ctx, 12)
    manager = ServiceManager(ctx)
    rota = ctx.rota(ready=False, env=manager.environment(**environment))
    manager.wait_for("READY", "1", timeout=20)
    return rota, manager


def test_ready_is_said_when_it_answers(ctx):
    rota, _ = start(ctx)
    rota.ask("ns1.lb.example", timeout=1)  # at once, and once


def test_a_reload_begins_and_ends(ctx):
    rota, manager = start(ctx)
    rota.reload()
    begun = manager.wait_for("RELOADING", "1")
    assert int(manager.messages[begun]["MONOTONIC_USEC"]) > 0
    ended = manager.wait_for("READY", "1", after=begun)
    assert "reloaded" in manager.messages[ended]["STATUS"], manager.messages
    ctx.edit("zones/lb.example.zone", "192.0.2.53", "192.0.2.530")
    rota.reload()
    begun = manager.wait_for("RELOADING", "1", after=ended)
    ended = manager.wait_for("READY", "1", after=begun)
    assert "reload failed: 1 mistake;" in manager.messages[ended]["STATUS"], manager.messages


def test_it_says_that_it_lives(ctx):
    _, manager = start(ctx, WATCHDOG_USEC="400000")
    first = manager.wait_for("WATCHDOG", "1")
    manager.wait_for("WATCHDOG", "1", after=first + 1)


def test_a_query_thread_that_stands_still_is_not_hidden_by_the_others(ctx):
    ctx.needs_root()
    rota, manager = start(ctx, WATCHDOG_USEC="400000")
    until(lambda: Metrics(rota.control).sum("rota_pool_members", state="up") == 2, 10, "the last that is new")
    rota.ask("ns1.lb.example")  # and the thread has come to it
    thread, = until(lambda: threads_in(rota.process.pid, recvmmsg), 5, "it waits for queries")
    with frozen(thread):
        said = len(manager.messages) + 2  # which may be on their way
        stays(lambda: len(manager.messages) <= said, 2, "the watchdog is fed no more")
        said = len(manager.messages)
    manager.wait_for("WATCHDOG", "1", after=said)


def test_no_watchdog_is_fed_that_was_not_asked_for(ctx):
    rota, manager = start(ctx, WATCHDOG_USEC="400000", WATCHDOG_PID="1")
    rota.reload()
    manager.wait_for("READY", "1", after=1)
    rota.stop()
    assert not any("WATCHDOG" in message for message in manager.messages), manager.messages


def test_the_end_is_told(ctx):
    rota, manager = start(ctx)
    assert rota.stop() == 0
    assert manager.messages[-1].get("STOPPING") == "1", manager.messages
