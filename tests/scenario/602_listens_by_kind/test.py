"""[[listen]]: each address answers over the transports that are asked for there, with options of its own, and nothing else.

A table that says what cannot be is refused with its place, at a start and at a reload.
"""
import socket
import time

import dns.edns
import dns.message

from support.ask import ask, frame, query, receive_frame, values
from support.dig import dig
from support.metrics import Metrics
from support.rotactl import Rotactl
from support.waiting import until


def is_refused(ctx, number, tcp):
    """Whether the kernel says that nobody listens there."""
    try:
        ask(ctx.ip(number), ctx.port, "www.lb.example", tcp=tcp)
    except ConnectionRefusedError:
        return True
    except (OSError, EOFError):  # somebody just stops listening
        pass
    return False


def answers(ctx, number, tcp):
    said = dig(ctx.ip(number), ctx.port, "+tcp" if tcp else "+notcp", "www.lb.example", "A")
    return said.status == "NOERROR" and said.values() == ["192.0.2.1"]


def who_answers(ctx):
    """(address, transport) of each place; every other one refuses."""
    found = set()
    for number in (1, 2, 3):
        for tcp in (False, True):
            refused = is_refused(ctx, number, tcp)
            assert refused or answers(ctx, number, tcp), (number, tcp)
            if not refused:
                found.add((number, "tcp" if tcp else "udp"))
    return found


def test_each_address_answers_over_its_transports(ctx):
    rota = ctx.rota()
    assert who_answers(ctx) == {(1, "udp"), (2, "tcp"), (3, "udp"), (3, "tcp")}
    one, two, three = (f"{ctx.ip(number)}:{ctx.port}" for number in (1, 2, 3))
    told = [f"{one} udp", f'{two} tcp idle_timeout="1s"', three]
    status = rota.control.get("/status")
    assert status["listen"] == told and status["transports"] == ["udp", "tcp"], status
    assert rota.control.get("/config")["server"]["listen"] == told
    for each in (f"{one} udp", three):
        assert rota.has(f"ready: answering on {each}"), rota.text()
    metrics = Metrics(rota.control)
    for name in ("udp", "tcp"):
        assert metrics.sum("rota_dns_answered_total", proto=name) == status["traffic"][name] > 0, metrics.text
    assert set(metrics.by("rota_dns_answered_total", "proto")) == {"udp", "tcp"}


def idle_told(stream):
    """What a client is told that asks how long it may be idle (RFC 7828), in seconds."""
    message = query("www.lb.example")
    message.use_edns(0, options=[dns.edns.GenericOption(11, b"")])
    stream.sendall(frame(message.to_wire()))
    reply = dns.message.from_wire(receive_frame(stream))
    return [int.from_bytes(option.to_wire(), "big") / 10 for option in reply.options if option.otype == 11]


def test_an_option_is_that_of_its_address(ctx):
    ctx.rota()
    with socket.create_connection((ctx.ip(3), ctx.port), 30) as usual, \
            socket.create_connection((ctx.ip(2), ctx.port), 30) as hasty:
        assert idle_told(usual) == [8]
        began = time.monotonic()
        assert idle_told(hasty) == [0.8]
        assert hasty.recv(1) == b""
        assert time.monotonic() - began < 9
        assert idle_told(usual) == [8], "the other one goes on"


def test_a_change_needs_a_replacement_and_then_holds(ctx):
    rota, rotactl = ctx.rota(), Rotactl(ctx)
    ctx.edit("conf/rota.toml", f'address = "{ctx.ip(3)}:{ctx.port}"', f'address = "{ctx.ip(3)}:{ctx.port}"\nkind = "udp"')
    said = rotactl.ok("diff", ctx.path("conf/rota.toml"))
    assert "needs replace" in said and f"{ctx.ip(3)}:{ctx.port} udp" in said, said
    assert "`listen` changed; restart rotad (or `rotactl replace`) to apply it" in rotactl.ok("reload")
    assert (3, "tcp") in who_answers(ctx)
    old = rota.replace()
    assert old.wait(15 * ctx.slack) == 0
    until(lambda: is_refused(ctx, 3, True), 10 * ctx.slack, "its TCP is closed")
    assert who_answers(ctx) == {(1, "udp"), (2, "tcp"), (3, "udp")}
    assert values(rota.ask("www.lb.example")) == ["192.0.2.1"]


def test_what_cannot_be_is_refused_with_its_place(ctx):
    good, file = ctx.read("conf/rota.toml"), "conf/rota.toml"
    address = f'address = "{ctx.ip(1)}:{ctx.port}"'
    for old, new, place, said in (
            ('kind    = "udp"', 'kind    = "upd"', "6:11", '"kind" must be one of "udp", "tcp", not "upd"; did you mean "udp"?'),
            (f"{address}\n", "", "4:1", '[[listen]] needs an "address", such as "0.0.0.0:53"'),
            (address, 'address = "localhost:53"', "5:11", '"localhost:53" must be an address and a port'),
            (address, f'{address}\nidle_timeout = "5s"', "6:1", '"idle_timeout" needs kind = "tcp"'),
            (address, f"{address}\nkidn = 1", "6:1", 'unknown key "kidn"; did you mean "kind"?'),
            (f"{ctx.ip(3)}:", f"{ctx.ip(2)}:", "14:11", f"\"{ctx.ip(2)}:{ctx.port}\" is listened on by tcp already"),
            ("[[listen]]", 'listen = ["127.0.0.1:53"]\n[[listen]]', "5:1", "[[listen]] cannot follow an array of the same name")):
        ctx.write(file, good)
        head, found, tail = good.partition(old)
        assert found, old
        ctx.write(file, head + new + tail)
        code, printed = ctx.check()
        assert code == 1 and f"{file}:{place}: " in printed and said in printed, printed


def test_a_mistake_at_a_reload_changes_nothing(ctx):
    ctx.rota()
    ctx.edit("conf/rota.toml", 'kind    = "udp"', 'kind    = "upd"')
    refused = Rotactl(ctx).run("reload")
    assert refused.code == 1 and '"kind" must be one of' in refused.out, refused.out
    assert answers(ctx, 1, False) and answers(ctx, 2, True)
