"""Memory that runs out costs one piece of work. An allocation of our own code fails: the n-th of a reload, of
requests to the API, of a flip, of a start with state files. The old answers stay, the process too, and what comes
next goes as ever. In the gate n is drawn, 200 times in all; with --full it is each n.

Ids: X-13
"""
import http.client
import os
import random
import shutil
import socket
import time

from support.ask import ask, values
from support.backend import Backend
from support.control import Control
from support.failing import Failing
from support.rota import Rota
from support.waiting import until

seed = 631
patience = 20  # seconds, for what takes two at most
other = "/api/v1/members/other/a"
requests = [
    ("GET", "/api/v1/status", None), ("GET", "/api/v1/pools", None), ("GET", "/api/v1/pools/web", None),
    ("GET", "/metrics", None), ("GET", "/api/v1/zones", None), ("GET", "/api/v1/zones/lb.example/records", None),
    ("GET", "/api/v1/events", None), ("GET", "/api/v1/explain?name=www.lb.example", None),
    ("GET", "/api/v1/config", None), ("GET", "/api/v1/overrides", None), ("GET", "/", None),
    ("POST", other, {"admin": "drain", "for": "1h", "reason": "631"}), ("POST", other, {"admin": "ready"}),
]


class Bench:
    def __init__(self, ctx):
        self.ctx, self.failing = ctx, Failing(ctx)
        os.chmod(ctx.path("conf/tokens"), 0o600)
        self.backends = [Backend(ctx, 11), Backend(ctx, 12)]
        self.both = sorted([ctx.ip(11), ctx.ip(12)])
        self.expected = self.both
        self.rota = self.start()

    def start(self):
        rota = self.ctx.rota(env=self.failing.env)
        until(lambda: self.answers() == self.both, patience, "both are answered")
        return rota

    def answers(self, name="www.lb.example"):
        return sorted(values(ask(self.ctx.ip(1), self.ctx.port, name)))

    def is_well(self, what):
        """The process is there, the old answers stay, and the API replies."""
        rota = self.rota
        assert rota.running(), f"{what}: rotad ended with code {rota.process.returncode}"
        assert self.answers("ns1.lb.example") == ["192.0.2.53"], what
        until(lambda: self.answers() == self.expected, patience, f"{what}: {self.expected} is answered")
        assert rota.control.get("/status")["pools"], what

    def try_each(self, name, act, times, check=None):
        """Fails some allocations of `act`, one each time it is done, or every one of them."""
        count = max(self.failing.count(act) for _ in range(4))
        dice = random.Random(seed)
        numbers = range(1, count + 1) if times is None else [dice.randint(1, count) for _ in range(times)]
        failed = 0
        for number in numbers:
            failed += self.failing.fail(number, act)
            self.is_well(f"{name}, allocation {number} of {count}")
            if check:
                check()
        self.ctx.figure(f"{name}: {count} allocations, {failed} made to fail")
        assert failed * 2 > len(numbers), f"only {failed} of {len(numbers)} were made to fail"

    def ends_well(self):
        """All goes as if nothing had been."""
        assert self.rota.control.post("/reload")["ok"]
        for mode, expected in (("503", [self.ctx.ip(11)]), ("200", self.both)):
            self.backends[1].mode = mode
            begun = time.monotonic()
            until(lambda: self.answers() == expected, patience, f"a flip to {mode} is heeded")
            assert time.monotonic() - begun < 2 * self.ctx.slack, "a flip took longer than ever"
        with_token = Control(address=f"127.0.0.1:{self.ctx.port}", token="abcdefghijklmnopqrstuvwxyz")
        assert with_token.ask("POST", other, {"admin": "ready"}).status == 200


def may_fail(control, method, target, body=None):
    """A request fails with a word of it, or with its connection; it does not hang."""
    try:
        answer = control.ask(method, target, body)
        assert answer.status in (200, 409, 500), (target, answer)
    except (http.client.HTTPException, ConnectionError, socket.error) as error:
        assert not isinstance(error, TimeoutError), f"{method} {target} hangs"


def reload(ctx, times):
    bench = Bench(ctx)
    bench.try_each("reload", lambda: may_fail(bench.rota.control, "POST", "/api/v1/reload"), times)
    bench.ends_well()


def api(ctx, times):
    bench = Bench(ctx)
    control = bench.rota.control

    def ask_all():
        for method, target, body in requests:
            may_fail(control, method, target, body)

    def forget_override():
        assert control.ask("POST", other, {"admin": "ready"}).status == 200
        assert not control.get("/overrides")["overrides"]

    bench.try_each("requests", ask_all, times, forget_override)
    bench.ends_well()


def flip(ctx, times):
    bench = Bench(ctx)
    backend = bench.backends[1]

    def turn():
        """Down, or up again."""
        backend.mode = "503" if backend.mode == "200" else "200"
        bench.expected = bench.both if backend.mode == "200" else [ctx.ip(11)]
        until(lambda: bench.answers() == bench.expected, patience, f"the member is {backend.mode}")

    bench.try_each("flip", turn, times)
    backend.mode = "200"
    bench.ends_well()


def start(ctx, times):
    """With state files: of health, events, overrides and keys."""
    bench = Bench(ctx)
    assert bench.rota.control.ask("POST", other, {"weight": 5, "for": "1h"}).status == 200
    bench.ends_well()
    bench.rota.finish()
    ctx.rotas.remove(bench.rota)
    shutil.copytree(ctx.path("state"), ctx.path("kept"))

    def once(number):
        shutil.rmtree(ctx.path("state"))
        shutil.copytree(ctx.path("kept"), ctx.path("state"))
        bench.failing.arm(number)
        rota = Rota(ctx, "conf/rota.toml", env=bench.failing.env)
        ctx.processes.append(rota)
        until(lambda: not rota.running() or rota.has("ready: answering") or goes_on_serving(bench),
              patience * ctx.slack, f"start {number} ends or serves")
        what = f"start, allocation {number}"
        failed, bench.allocations = bench.failing.has_failed(), bench.failing.counted()
        if rota.running():
            bench.failing.arm(0)
            bench.rota = rota
            bench.is_well(what)
            assert rota.stop(timeout=15 * ctx.slack) == 0, what
        else:
            rota.wait()
            assert rota.process.returncode == 1, f"{what}: code {rota.process.returncode}\n{rota.text()}"
            assert rota.has("error: "), f"{what}: {rota.text()}"
        return failed

    once(0)
    count = bench.allocations
    dice = random.Random(seed)
    numbers = range(1, count + 1) if times is None else [dice.randint(1, count) for _ in range(times)]
    failed = sum(once(number) for number in numbers)
    ctx.figure(f"start: {count} allocations, {failed} made to fail")


def goes_on_serving(bench):
    """Without a word of it: the line may be what failed. A start that fails may answer for a moment."""
    for pause in (0.3, 0):
        try:
            ask(bench.ctx.ip(1), bench.ctx.port, "ns1.lb.example", timeout=0.2)
        except OSError:
            return False
        time.sleep(pause)
    return True


def test_a_reload(ctx):
    reload(ctx, 70)


def test_requests(ctx):
    api(ctx, 70)


def test_a_flip(ctx):
    flip(ctx, 30)


def test_a_start(ctx):
    start(ctx, 30)


def test_every_one_of_a_reload(ctx):
    reload(ctx, None)


def test_every_one_of_requests(ctx):
    api(ctx, None)


def test_every_one_of_a_flip(ctx):
    flip(ctx, None)


def test_every_one_of_a_start(ctx):
    start(ctx, None)


for test in (test_every_one_of_a_reload, test_every_one_of_requests, test_every_one_of_a_flip,
             test_every_one_of_a_start):
    test.full = True
