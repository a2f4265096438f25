"""Whatever clients of the control server do, queries are answered and memory stays bounded.

Ids: C-14 S-09 X-17
"""
import contextlib
import os
import resource
import socket
import threading
import time

from support.asker import Asker
from support.control import Control
from support.waiting import until

tsan = True

request = b"GET /api/v1/status HTTP/1.1\r\nHost: localhost\r\n\r\n"


def controls(ctx):
    return Control(path=ctx.path("conf/control.sock")), Control(address=f"{ctx.ip(2)}:{ctx.port}")


@contextlib.contextmanager
def undisturbed(ctx, rota, most_growth=64 * 1024):
    """What stands within loses no query and, at its end, has cost at most so many KiB."""
    before = rota.memory()
    with Asker(rota.address, rota.port, [("www.lb.example", "A")], rate=2000 // ctx.slack) as asker:
        asker.wait_count(200)
        yield
        asker.wait_count(200)
    asker.nothing_lost()
    grown = rota.memory() - before
    assert ctx.slack > 1 or grown < most_growth, f"{grown} KiB more than before"


def descriptors_of(rota):
    return len(os.listdir(f"/proc/{rota.pid}/fd"))


def is_closed(client, timeout):
    """Whether the server ends this connection in time; what it sends before is thrown away."""
    client.settimeout(timeout)
    try:
        while client.recv(65536):
            pass
    except socket.timeout:
        return False
    except OSError:
        pass
    return True


def allow_descriptors(count):
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(count, hard), hard))


def test_a_thousand_clients_at_once_are_all_answered(ctx):
    allow_descriptors(4096)
    rota = ctx.rota()
    control = controls(ctx)[1]
    statuses = []
    with undisturbed(ctx, rota):
        def ask():
            statuses.append(control.ask("GET", "/api/v1/status").status)
        control.timeout = 60 * ctx.slack
        threads = [threading.Thread(target=ask) for _ in range(1000)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert statuses.count(200) == 1000, {status: statuses.count(status) for status in set(statuses)}


def test_idle_clients_make_room(ctx):
    allow_descriptors(4096)
    rota = ctx.rota()
    for control in controls(ctx):
        with contextlib.ExitStack() as open_ones:
            with undisturbed(ctx, rota):
                idle = [open_ones.enter_context(control.socket()) for _ in range(400)]
                assert control.get("/status")["version"]
            closed = sum(is_closed(client, 0.01) for client in idle)
            assert closed >= 100, f"only {closed} of 400 idle clients made room"


def test_slow_requests_are_cut(ctx):
    rota = ctx.rota()
    for control in controls(ctx):
        with contextlib.ExitStack() as open_ones, undisturbed(ctx, rota):
            slow = [open_ones.enter_context(control.socket()) for _ in range(50)]
            end = time.monotonic() + 8 * ctx.slack
            alive, sent = list(slow), 0
            while alive and time.monotonic() < end:
                for client in list(alive):
                    try:
                        client.send(request[:-2][sent % 40:sent % 40 + 1] if sent < 40 else b"a")
                    except OSError:
                        alive.remove(client)
                sent += 1
                time.sleep(0.1)
            assert not alive, f"{len(alive)} clients may take as long as they like for a request"
            assert control.get("/status")["version"]


def test_endless_requests_are_refused(ctx):
    rota = ctx.rota()
    local, remote = controls(ctx)
    endless = ((local, b"POST /api/v1/reload HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999\r\n\r\n", b"a", b" 413 "),
               (local, b"POST /api/v1/reload HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n",
                b"10000\r\n" + b"a" * 65536 + b"\r\n", b" 411 "),
               (remote, b"POST /api/v1/reload HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999\r\n\r\n", b"a", b" 403 "),
               (remote, b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999\r\n\r\n", b"a", b" 400 "),
               (remote, b"GET / HTTP/1.1\r\nHost: localhost\r\n", b"A: " + b"a" * 1000 + b"\r\n", b" 431 "),
               (remote, b"GET / HTTP/1.1\r\nHost: localhost\r\nA: ", b"a" * 1000, b" 431 "))
    with undisturbed(ctx, rota):
        for control, head, more, status in endless:
            for _ in range(20):
                with control.socket() as client:
                    answer = b""
                    client.sendall(head)
                    with contextlib.suppress(OSError):
                        for _ in range(100):
                            client.sendall(more)
                            client.settimeout(0.001)
                            with contextlib.suppress(socket.timeout):
                                answer += client.recv(1000)
                            client.settimeout(5)
                            if answer:
                                break
                    assert status in answer.split(b"\r\n")[0], (head, answer[:100])


def test_readers_that_never_read_are_let_go(ctx):
    """They ask for more than the kernel holds for them, all the time, and take nothing of it."""
    lines = "".join(f'\n[pool.p{i}]\nnames   = ["p{i}"]\nmembers = ["192.0.2.1", "192.0.2.2"]\n' for i in range(2000))
    ctx.write("conf/rota.toml", ctx.read("conf/rota.toml") + lines)
    rota = ctx.rota()
    pools = b"GET /api/v1/pools HTTP/1.1\r\nHost: localhost\r\n\r\n"
    for control in controls(ctx):
        with contextlib.ExitStack() as open_ones, undisturbed(ctx, rota, 128 * 1024):
            readers = [open_ones.enter_context(control.socket()) for _ in range(60)]
            for client in readers:
                client.sendall(pools * 20)
            assert len(control.get("/pools")["pools"]) == 2001
            # 64 KiB in 10 s is the least that one must take.
            until(lambda: descriptors_of(rota) < 40, 15 * ctx.slack, "those who do not read are let go")


def test_streams_that_are_not_read_end(ctx):
    rota = ctx.rota()
    control = controls(ctx)[1]
    stream = b"GET /api/v1/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"
    with contextlib.ExitStack() as open_ones, undisturbed(ctx, rota):
        clients = [open_ones.enter_context(control.socket()) for _ in range(80)]
        for client in clients:
            client.sendall(stream)
        refused = sum(client.recv(12) == b"HTTP/1.1 503" for client in clients)
        assert refused == 80 - 64, f"{refused} streams were refused"
        assert control.get("/status")["version"], "streams leave no room for others"


def test_half_closed_clients_get_their_answer(ctx):
    ctx.rota()
    for control in controls(ctx):
        with control.socket() as client:
            client.sendall(request * 3)
            client.shutdown(socket.SHUT_WR)
            answer = b""
            while piece := client.recv(65536):
                answer += piece
            assert answer.count(b"HTTP/1.1 200 OK") == 3, answer


def test_pipelined_requests_are_answered_in_order(ctx):
    ctx.rota()
    control = controls(ctx)[0]
    paths = [b"/api/v1/zones", b"/nothing", b"/api/v1/status", b"/", b"/api/v1/pools"] * 40
    with control.socket() as client:
        client.sendall(b"".join(b"GET " + path + b" HTTP/1.1\r\nHost: x\r\n\r\n" for path in paths))
        client.shutdown(socket.SHUT_WR)
        answer = b""
        while piece := client.recv(65536):
            answer += piece
    wanted = {b"/api/v1/zones": b'{"zones":[', b"/nothing": b'{"error":', b"/api/v1/status": b'{"ok":',
              b"/": b"<!doctype html>", b"/api/v1/pools": b'{"pools":['}
    bodies = [part.partition(b"\r\n\r\n")[2] for part in answer.split(b"HTTP/1.1 ")[1:]]
    assert len(bodies) == len(paths), f"{len(bodies)} answers to {len(paths)} requests"
    for path, body in zip(paths, bodies):
        assert body.startswith(wanted[path]), (path, body[:50])


def test_the_end_waits_for_no_client(ctx):
    rota = ctx.rota()
    local, remote = controls(ctx)
    with local.stream() as one, remote.stream() as other, local.socket(), remote.socket() as half:
        half.sendall(request[:20])
        one.wait("pulse")
        other.wait("pulse")
        began = time.monotonic()
        assert rota.stop() == 0
        took = time.monotonic() - began
    assert took < 2 * ctx.slack, f"clients held the end up for {took:.1f} s"


def test_out_of_descriptors_the_dns_goes_on(ctx):
    """More clients than it has descriptors: DNS over TCP still gets its own, and so does the API after it."""
    rota = ctx.rota(preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (120, 120)))
    local, remote = controls(ctx)
    with contextlib.ExitStack() as open_ones:
        with undisturbed(ctx, rota):
            for control in (local, remote):
                for _ in range(90):
                    open_ones.enter_context(control.socket())
            until(lambda: rota.ask("www.lb.example", tcp=True), 5 * ctx.slack, "a query over TCP is answered")
    assert local.get("/status")["version"]
