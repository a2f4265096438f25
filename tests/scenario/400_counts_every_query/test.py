"""Every request is counted once: received = answered + dropped, exactly, and each answer for whom it named."""
import socket
import threading
import time

from support import wire
from support.ask import frame, receive_frame
from support.backend import Backend
from support.control import Control
from support.metrics import Metrics
from support.waiting import until

tsan = True

asked = [("even", "A"), ("heavy", "A"), ("flapping", "A"), ("even", "AAAA"), ("heavy", "AAAA"), ("x.any", "A"),
         ("alias", "A"), ("plain", "A"), ("plain", "TXT"), ("none", "A"), ("big", "TXT"), ("@", "SOA"),
         ("even", "ANY"), ("plain", "TYPE65280"), ("even", "AXFR")]


def requests():
    """Good ones, bad ones that are answered, and what gets no answer: (octets, whether it is answered)."""
    out = []
    for id, (name, type) in enumerate(asked):
        full = "lb.example" if name == "@" else f"{name}.lb.example"
        out.append((wire.query(id, wire.question(full, type)), True))
    elsewhere = wire.query(99, wire.question("www.elsewhere", "A"))
    out += [(elsewhere, True), (elsewhere[:-1], True), (b"\0\1\x28\0" + bytes(8), True),
            (b"\0\1\x80" + elsewhere[3:], False), (elsewhere[:11], False)]
    return out


class Client:
    """Asks over UDP from a port of its own, waiting for each answer that is due."""

    def __init__(self, address, port):
        self.socket = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.settimeout(10)
        self.socket.connect((address, port))
        self.sent = self.answered = 0

    def send(self, octets, is_answered):
        self.socket.send(octets)
        self.sent += 1
        if is_answered:
            self.socket.recv(65535)
            self.answered += 1


def ask_over_tcp(address, port, rounds):
    """(sent, answered); a connection ends with the first message that has no answer."""
    good = [octets for octets, is_answered in requests() if is_answered]
    sent = answered = 0
    for _ in range(rounds):
        with socket.create_connection((address, port), 10) as stream:
            for octets in good:
                stream.sendall(frame(octets))
                receive_frame(stream)
                sent, answered = sent + 1, answered + 1
            stream.sendall(frame(b"nonsense") + frame(good[0]))
            sent += 1  # what comes behind it is not looked at
            assert stream.recv(1) == b"", "the connection ends"
    return sent, answered


def flap(backend_of, ending):
    up = True
    while not ending.wait(0.25):
        up = not up
        backend_of.mode = "200" if up else "503"


def test_received_is_answered_and_dropped(ctx):
    first = Backend(ctx, 11)
    Backend(ctx, 12)
    rota = ctx.rota()
    control = Control(path=ctx.path("control.sock"))
    before = Metrics(control)
    ending = threading.Event()
    flapper = threading.Thread(target=flap, args=(first, ending), daemon=True)
    flapper.start()
    clients = [Client(address, ctx.port) for address in [rota.address] * 6 + ["::1"] * 2]
    try:
        end = time.monotonic() + 2
        rounds = 0
        while time.monotonic() < end or rounds < 20:
            for client in clients:
                for octets, is_answered in requests():
                    client.send(octets, is_answered)
            rounds += 1
            if rounds % 10 == 0:
                rota.reload()
        for client in clients:
            client.send(bytes(4000), False)  # longer than any question
    finally:
        ending.set()
        flapper.join()
    tcp_sent, tcp_answered = ask_over_tcp(rota.address, ctx.port, 10)
    sent = sum(client.sent for client in clients) + tcp_sent
    answered = sum(client.answered for client in clients) + tcp_answered

    def new(family, /, **labels):
        return now.sum(family, **labels) - before.sum(family, **labels)

    def all_counted():
        nonlocal now
        now = Metrics(control)
        return new("rota_dns_answered_total") + new("rota_dns_dropped_total") >= sent
    now = before
    until(all_counted, 10, "all that was sent is counted")
    assert new("rota_udp_kernel_drops_total") == 0, "the kernel dropped some: nothing can be said"
    assert new("rota_dns_received_total") == sent, (new("rota_dns_received_total"), sent)
    assert new("rota_dns_answered_total") == answered, (new("rota_dns_answered_total"), answered)
    assert new("rota_dns_dropped_total") == sent - answered, now.by("rota_dns_dropped_total", "reason")
    assert new("rota_dns_requests_total") == sent, now.by("rota_dns_requests_total", "type")
    assert new("rota_dns_responses_total") == answered, now.by("rota_dns_responses_total", "rcode")
    assert new("rota_dns_unsent_total") == 0
    assert new("rota_dns_received_total", proto="tcp") == tcp_sent
    assert new("rota_dns_received_total", family="ipv6") == clients[-1].sent + clients[-2].sent
    whole = rounds * len(clients) + 10
    types = now.by("rota_dns_requests_total", "type")
    assert types["SOA"] == whole and types["AXFR"] == whole and types["other"] == whole, types
    assert types["A"] - before.sum("rota_dns_requests_total", type="A") == whole * 8, types
    assert new("rota_dns_dropped_total", reason="too_long") == len(clients)
    assert new("rota_dns_dropped_total", reason="response") == rounds * len(clients)
    assert new("rota_dns_truncated_total") == rounds * len(clients)  # big, over UDP
    assert now.sum("rota_tcp_opened_total") == 10
    until(lambda: Metrics(control).sum("rota_tcp_connections") == 0, 10, "no connection is open")
    traffic = control.get("/status")["traffic"]
    assert (traffic["udp"] + traffic["tcp"], traffic["tcp"]) == (traffic["answered"], tcp_answered), traffic
    assert traffic["answered"] == now.sum("rota_dns_answered_total"), traffic
    assert traffic["dropped"] == sent - answered, traffic


def test_members_are_counted_as_they_are_named(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    rota = ctx.rota()
    control = Control(path=ctx.path("control.sock"))
    for _ in range(70):
        rota.ask("heavy.lb.example")
        rota.ask("even.lb.example")
    rota.reload()
    until(lambda: rota.has("reload done"), 20, "reloaded")
    for _ in range(30):
        rota.ask("even.lb.example", "AAAA")
        rota.ask("x.any.lb.example")
    now = Metrics(control)
    assert now.by("rota_member_answers_total", "member", pool="even") == {
        **dict.fromkeys(now.by("rota_member_answers_total", "member"), 0),
        "192.0.2.1": 100, "192.0.2.2": 100, "2001:db8::1": 30}
    heavy = now.by("rota_member_answers_total", "member", pool="heavy")
    assert heavy["a"] + heavy["b"] == 70 and abs(heavy["a"] - 40) <= 8, heavy  # two workers, each exact by itself
    assert now.sum("rota_pool_answers_total", pool="even") == 130
    assert now.sum("rota_pool_answers_total", pool="flapping") == 0
    rows = {row["pool"]: row["answers_total"] for row in control.get("/pools")["pools"]}
    assert rows == {"even": 130, "heavy": 70, "flapping": 0}, rows
    pool = control.get("/pools/heavy")
    shares = {member["name"]: (member["given"], member["share_given"]) for member in pool["members"]}
    assert pool["answers_total"] == 70, pool
    assert shares == {name: (heavy[name], heavy[name] / 70) for name in "ab"}, shares
    assert [member["share_given"] for member in control.get("/pools/flapping")["members"]] == [None, None]
    status = control.get("/status")
    assert status["snapshot_age"] >= 0 and status["bake_seconds"] is None, status  # the edition came of a reload


def test_the_rate_of_now_is_told(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    rota = ctx.rota()
    control = Control(path=ctx.path("control.sock"))

    def asked_lately():
        for _ in range(20):
            rota.ask("even.lb.example")
        return control.get("/status")["traffic"]["qps"] > 0
    until(asked_lately, 10, "queries are seen coming")
    with control.stream() as stream:
        assert stream.wait("pulse", lambda pulse: pulse["qps"] == 0), "and ceasing"


def test_what_a_flip_took_is_told(ctx):
    backend = Backend(ctx, 11)
    Backend(ctx, 12)
    ctx.rota()
    control = Control(path=ctx.path("control.sock"))
    until(lambda: control.get("/pools/flapping")["state"] == "healthy", 10, "both are up")
    before = control.get("/status")["edition"]
    backend.close()
    until(lambda: control.get("/pools/flapping")["state"] == "degraded", 10, "one is down")
    status = control.get("/status")
    assert status["edition"] > before and 0 < status["bake_seconds"] < 10, status
    assert Metrics(control, "server").sum("rota_bake_seconds_count") > 0
