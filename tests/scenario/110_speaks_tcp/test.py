"""TCP as clients really use it: many questions at once, bytes that trickle in, the retry after a truncation.

Ids: X-23
"""
import os
import resource
import socket
import time

import dns.edns
import dns.flags
import dns.message

from support.ask import ask, exchange, frame, query, receive_frame, values
from support.context import Skip
from support.dig import dig
from support.waiting import until

tsan = True


slots = 4096  # for connections of a worker; a quarter of them for a network


def connect(rota, source=""):
    stream = socket.create_connection((rota.address, rota.port), 30, (source, 0))
    stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return stream


def numbered(count):
    messages = []
    for number in range(count):
        message = query(f"host-{number % 64}.plain.example")
        message.id = number
        messages.append(message)
    return messages


def check_answers(stream, count):
    """Each question has one answer; their order is the server's to choose."""
    seen = {}
    for _ in range(count):
        answer = dns.message.from_wire(receive_frame(stream))
        seen[answer.id] = values(answer)
    assert seen == {number: [f"192.0.2.{number % 64}"] for number in range(count)}, seen


def test_many_questions_in_one_packet(ctx):
    rota = ctx.rota()
    with connect(rota) as stream:
        stream.sendall(b"".join(frame(message.to_wire()) for message in numbered(300)))
        check_answers(stream, 300)


def test_one_byte_at_a_time(ctx):
    rota = ctx.rota()
    with connect(rota) as stream:
        for byte in b"".join(frame(message.to_wire()) for message in numbered(3)):
            stream.sendall(bytes([byte]))
        check_answers(stream, 3)


def test_a_slow_client_holds_up_nobody(ctx):
    rota = ctx.rota()
    slow = [connect(rota) for _ in range(20)]
    for stream in slow:
        stream.sendall(b"\0")
    assert values(ask(rota.address, rota.port, "host-1.plain.example", tcp=True, timeout=2)) == ["192.0.2.1"]
    for stream in slow:
        stream.close()


def test_truncation_over_udp_and_the_whole_over_tcp(ctx):
    rota = ctx.rota()
    everything = {f"10.0.0.{number}" for number in range(100)}
    wire = exchange(rota.address, rota.port, query("many.plain.example", payload=4096).to_wire())
    answer = dns.message.from_wire(wire)
    assert len(wire) <= 1232 and answer.flags & dns.flags.TC and not answer.answer, answer
    assert answer.edns == 0, "a truncated answer keeps its OPT"
    plain = exchange(rota.address, rota.port, query("many.plain.example", edns=False).to_wire())
    assert len(plain) <= 512 and dns.message.from_wire(plain).flags & dns.flags.TC
    assert "tc" in dig(rota.address, rota.port, "many.plain.example", "+ignore").flags
    retried = dig(rota.address, rota.port, "many.plain.example")  # dig asks again over TCP by itself
    assert set(retried.values()) == everything and "tc" not in retried.flags, retried.text


def test_an_idle_connection_is_closed(ctx):
    rota = ctx.rota()
    with connect(rota) as stream:
        stream.sendall(frame(numbered(1)[0].to_wire()))
        check_answers(stream, 1)
        stream.settimeout(60)
        began = time.monotonic()
        assert stream.recv(1) == b"", "something came that was not asked for"
        assert time.monotonic() - began > 1, "closed before a client could ask again"


def test_an_answer_is_finished_for_a_client_that_is_done_asking(ctx):
    rota = ctx.rota()
    with connect(rota) as stream:
        stream.sendall(b"".join(frame(message.to_wire()) for message in numbered(20)))
        stream.shutdown(socket.SHUT_WR)
        check_answers(stream, 20)
        assert stream.recv(1) == b""


def test_nonsense_over_tcp_ends_that_connection_only(ctx):
    rota = ctx.rota()
    for nonsense in (b"\0\0", b"\0\5hello", b"GET / HTTP/1.1\r\n\r\n"):
        with connect(rota) as stream:
            stream.sendall(nonsense)
            stream.shutdown(socket.SHUT_WR)
            while stream.recv(4096):
                pass
    assert values(ask(rota.address, rota.port, "host-2.plain.example", tcp=True)) == ["192.0.2.2"]


def test_how_long_to_stay_is_told_over_tcp_to_who_asks(ctx):
    rota = ctx.rota()
    def told(tcp, options):
        message = query("host-1.plain.example")
        message.use_edns(0, options=options)
        answer = dns.message.from_wire(exchange(rota.address, rota.port, message.to_wire(), tcp))
        assert values(answer) == ["192.0.2.1"]
        return [(option.otype, option.to_wire()) for option in answer.options]
    ask_for_it = [dns.edns.GenericOption(11, b"")]
    assert told(True, ask_for_it) == [(11, b"\0\x50")], "8 seconds, in tenths"
    assert told(True, []) == []
    assert told(False, ask_for_it) == [], "over UDP it means nothing"


def descriptors(rota):
    return len(os.listdir(f"/proc/{rota.process.pid}/fd"))


def allow_descriptors(needed):
    """To us, and so to rotad, which inherits it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < needed:
        raise Skip(f"needs {needed} descriptors, and may have {hard}")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, needed), hard))


def test_thousands_of_idle_connections_keep_nobody_out(ctx):
    """O-05: room for all that come is taken, and still whoever comes next is served, over UDP too."""
    allow_descriptors(slots + 1000)
    rota = ctx.rota()
    before = descriptors(rota)
    idle = [connect(rota, f"127.77.{number % 5}.1") for number in range(slots + 400)]
    for tcp in (True, False):
        assert values(ask(rota.address, rota.port, "host-3.plain.example", tcp=tcp)) == ["192.0.2.3"]
    until(lambda: descriptors(rota) <= before + slots, 10 * ctx.slack, "those that are too many are let go")
    with connect(rota) as stream:  # and who was served is not let go for the next one who says nothing
        stream.sendall(frame(numbered(1)[0].to_wire()))
        check_answers(stream, 1)
        idle += [connect(rota, "127.78.0.1") for _ in range(20)]
        stream.sendall(frame(numbered(1)[0].to_wire()))
        check_answers(stream, 1)
    for stream in idle:
        stream.close()
    until(lambda: descriptors(rota) <= before + 2, 10 * ctx.slack, "all descriptors are given back")


def test_one_network_gets_a_quarter_of_the_seats(ctx):
    allow_descriptors(slots // 4 + 500)
    rota = ctx.rota()
    before = descriptors(rota)
    members = []
    for number in range(slots // 4 + 50):  # each is served once, so that it may stay for a while
        members.append(connect(rota, f"127.79.0.{number % 200 + 1}"))
        members[-1].sendall(frame(numbered(1)[0].to_wire()))
        check_answers(members[-1], 1)
    assert descriptors(rota) == before + slots // 4, (before, descriptors(rota))
    for stream in members[:50]:
        assert stream.recv(1) == b"", "those who were silent for longest made room"
    for stream in members:
        stream.close()


def test_without_descriptors_idle_connections_make_room(ctx):
    rota = ctx.rota()
    resource.prlimit(rota.process.pid, resource.RLIMIT_NOFILE, (60, 60))
    idle = [connect(rota) for _ in range(200)]
    for number in range(5):
        name = f"host-{number}.plain.example"
        assert values(ask(rota.address, rota.port, name, tcp=True, timeout=2 * ctx.slack)) == [f"192.0.2.{number}"]
        assert values(ask(rota.address, rota.port, name)) == [f"192.0.2.{number}"]
    for stream in idle:
        stream.close()


def test_the_descriptors_that_it_may_have_are_taken(ctx):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (60, hard))
    rota = ctx.rota()  # inherits it
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    before = descriptors(rota)
    streams = [connect(rota) for _ in range(100)]
    for stream in streams:
        stream.sendall(frame(numbered(1)[0].to_wire()))
        check_answers(stream, 1)
    assert descriptors(rota) == before + 100
    for stream in streams:
        stream.close()


def test_a_stop_answers_what_was_read_and_resets_nobody(ctx):
    rota = ctx.rota()
    with connect(rota) as busy, connect(rota) as quiet:
        for stream in busy, quiet:
            stream.sendall(frame(numbered(1)[0].to_wire()))
            check_answers(stream, 1)
        busy.sendall(b"".join(frame(message.to_wire()) for message in numbered(500)))
        rota.finish()
        check_answers(busy, 500)
        for stream in busy, quiet:
            assert stream.recv(1) == b"", "the stream ends, and nothing is left of it"
