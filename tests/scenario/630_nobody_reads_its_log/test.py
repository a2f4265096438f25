"""Whoever reads its log stops reading: rota starts, checks, answers and ends as ever, and tells later what was lost."""
import fcntl
import os
import re
import signal
import threading
import time

from support.ask import values
from support.asker import Asker
from support.backend import Backend
from support.metrics import Metrics
from support.waiting import until

interval, fast_interval, fall = 0.5, 0.1, 3
quiet_time = (interval + (fall - 1) * fast_interval) * 1.1 + 0.1  # of a member that refuses connections
most_queued = 1 << 20


class FullPipe:
    """Nothing more fits into it, until somebody reads."""

    def __init__(self, ctx):
        self.reading, self.writing = os.pipe()
        fcntl.fcntl(self.writing, fcntl.F_SETFL, os.O_NONBLOCK)
        self.stuffing = 0
        try:
            while True:
                self.stuffing += os.write(self.writing, b"." * 4096)
        except BlockingIOError:
            fcntl.fcntl(self.writing, fcntl.F_SETFL, 0)
        ctx.closing.append(self.close)

    def close(self):
        os.close(self.reading)
        os.close(self.writing)

    def start(self, ctx, **options):
        return ctx.rota(launch=("sh", "-c", f'exec "$@" 2>/proc/self/fd/{self.writing}', "sh"), pass_fds=(self.writing,), **options)

    def read_all(self):
        """In a thread of its own, from now on: the text so far."""
        said = []

        def read():
            skip = self.stuffing
            while True:
                try:
                    piece = os.read(self.reading, 65536)
                except OSError:
                    return
                said.append(piece[skip:])
                skip -= min(skip, len(piece))
        threading.Thread(target=read, daemon=True).start()
        return lambda: b"".join(said).decode()


def test_a_dead_member_leaves_as_soon_as_ever(ctx):
    one, _ = Backend(ctx, 11), Backend(ctx, 12)
    rota = FullPipe(ctx).start(ctx)
    with Asker(rota.address, rota.port, [("www.lb.example", "A")]) as asker:
        asker.wait_for(lambda answer: len(answer.addresses) == 2, 5 * ctx.slack, "both are returned")
        until(lambda: one.probes, 5 * ctx.slack, "a probe")
        one.close()
        died = time.monotonic()
        left = asker.wait_for(lambda answer: answer.addresses == [ctx.ip(12)], 10, "lb1 has left", since=died)
        took = left.sent - died
        asker.wait_count(500)
    assert took <= (quiet_time + 0.2) * ctx.slack, took
    ctx.figure(f"log pipe full: a dead member left after {took:.2f} s, bound {quiet_time + 0.2:.2f} s")
    asker.nothing_lost()


def test_the_api_answers_and_a_signal_ends_it(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    rota = FullPipe(ctx).start(ctx)
    assert rota.control.get("/status")["version"]
    for word in ("drain", "ready"):
        rota.control.post("/members/web/lb1", {"admin": word})
    assert rota.control.post("/reload")["ok"]
    began = time.monotonic()
    rota.stop(timeout=15 * ctx.slack)
    took = time.monotonic() - began
    assert took < 2.5 * ctx.slack, took
    ctx.figure(f"log pipe full: ended {took:.2f} s after SIGTERM")


def test_it_is_replaced(ctx):
    rota = FullPipe(ctx).start(ctx)
    old = rota.replace()
    assert old, rota.said
    assert old.wait(5 * ctx.slack) == 0
    assert len(values(rota.ask("www.lb.example"))) == 2


def test_a_start_that_fails_ends(ctx):
    ctx.edit("conf/rota.toml", "[server]", "[server]\nno_such_key = 1")
    rota = FullPipe(ctx).start(ctx, ready=False)
    rota.expected_code = 1
    assert rota.wait(5 * ctx.slack) == 1


def test_what_was_lost_is_counted_and_told(ctx):
    pipe = FullPipe(ctx)
    rota = pipe.start(ctx)
    zone = ctx.read("zones/lb.example.zone")
    ctx.write("zones/lb.example.zone", zone + f"bad IN {'X' * 20000}\n" * 100)  # the log names the types
    rota.send(signal.SIGHUP)
    until(lambda: Metrics(rota.control).sum("rota_config_last_reload_successful") == 0, 20 * ctx.slack, "the reload failed")
    lost = Metrics(rota.control).sum("rota_log_dropped_total")
    assert lost > 0
    assert values(rota.ask("ns1.lb.example")) == ["192.0.2.53"]
    text = pipe.read_all()
    told = until(lambda: re.search(r"warning: dropped (\d+) log lines: the reader of stderr was too slow\n", text()),
                 10 * ctx.slack, "what was lost is told")
    assert int(told.group(1)) == lost, (told.group(), lost)
    assert most_queued / 2 < told.start() <= most_queued, told.start()
    ctx.write("zones/lb.example.zone", zone)
    rota.send(signal.SIGHUP)
    until(lambda: "reload done" in text()[told.end():], 10 * ctx.slack, "it logs as before")
