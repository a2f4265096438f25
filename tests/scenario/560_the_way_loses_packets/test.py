"""X-09: on the way to the members packets get lost, of checks alone; hardly anybody leaves the answers by that.

Ids: X-09
"""
import ctypes
import socket
import struct
import threading

from support.metrics import Metrics
from support.waiting import until

members = 1000
results = "rota_check_results_total"
so_attach_filter, random = 26, 0xFFFFF038  # of <asm/socket.h>, <linux/filter.h>: SKF_AD_OFF + SKF_AD_RANDOM


class LossyBackends:
    """One listener for all members, which the kernel keeps packets from; each connection is taken, and let go."""

    def __init__(self, ctx):
        self._server = socket.create_server(("0.0.0.0", 0), backlog=4096)
        self.port = self._server.getsockname()[1]
        ctx.closing.append(self._server.close)
        threading.Thread(target=self._serve, daemon=True).start()

    def lose(self, share):
        """From now on this share of the packets, whichever."""
        # Roll dice; from the share on it passes, below it is lost.
        steps = [(0x20, 0, 0, random), (0x35, 0, 1, int(share * 0xFFFFFFFF)), (0x06, 0, 0, 0xFFFFFFFF), (0x06, 0, 0, 0)]
        program = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in steps))
        self._server.setsockopt(socket.SOL_SOCKET, so_attach_filter,
                                struct.pack("HxxxxxxP", len(steps), ctypes.addressof(program)))

    def _serve(self):
        while self._server.fileno() >= 0:
            try:
                self._server.accept()[0].close()
            except OSError:
                continue


def start(ctx):
    addresses = (f"127.210.{number // 250}.{1 + number % 250}" for number in range(members))
    backends = LossyBackends(ctx)
    ctx.edit("conf/rota.toml", "port = 0", f"port = {backends.port}")
    ctx.edit("conf/rota.toml", "members = []", "members = [%s]" % ", ".join(f'"{address}"' for address in addresses))
    rota = ctx.rota()
    until(lambda: Metrics(rota.control).sum("rota_pool_members", state="up") == members, 30, "all are up")
    return rota, backends


def worst_of(rota, checks):
    """How many were down at most, and how many checks failed, while so many were made."""
    before, counts = Metrics(rota.control), []

    def are_made():
        now = Metrics(rota.control)
        counts.append(now.sum("rota_pool_members", state="down"))
        return now.sum(results) >= before.sum(results) + checks and now

    failed = until(are_made, 60, f"{checks} checks").sum(results, result="fail")
    assert failed > 0, "nothing was lost"
    return max(counts), failed


def test_one_of_twenty_takes_nobody_out(ctx):
    rota, backends = start(ctx)
    backends.lose(0.05)
    worst, _ = worst_of(rota, 10_000)
    assert worst == 0 and not rota.has(r"member .* down: "), "a removal"


def test_one_of_three_takes_hardly_anybody_out(ctx):
    rota, backends = start(ctx)
    backends.lose(0.3)
    worst, failed = worst_of(rota, 10_000)
    ctx.figure(f"{failed:.0f} of 10,000 checks failed, {worst:.0f} of 1,000 members down at most")
    assert worst <= members / 100
