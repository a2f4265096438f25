"""The program is replaced while it runs: its sockets and all it knows go to a new process, and nobody notices.

Ids: X-03
"""
import os
import shutil
import socket
import stat

from support.ask import ask, frame, query, receive_frame, values
from support.asker import Asker
from support.backend import Backend
from support.keeper import Keeper
from support.process import is_gone
from support.service_manager import ServiceManager
from support.waiting import until

tsan = True

questions = [("www.lb.example", "A"), ("ns1.lb.example", "A"), ("nobody.lb.example", "A"), ("lb.example", "SOA")]


def start(ctx, **options):
    """rotad from a file of its own, so that a test may put another program in its place."""
    shutil.copy(ctx.bin, ctx.path("rotad"))
    ctx.bin = ctx.path("rotad")
    return ctx.rota(**options)


def put_program(ctx, script):
    """Another program under the name that rotad was started by, as a package would: by renaming."""
    with open(ctx.path("rotad.new"), "w", encoding="utf-8") as out:
        out.write(f"#!/bin/bash\n{script}\n")
    os.chmod(ctx.path("rotad.new"), 0o755)
    os.rename(ctx.path("rotad.new"), ctx.path("rotad"))


def ended_well(rota, old):
    assert old.wait(15 * rota.slack) == 0 and is_gone(old.pid)


def test_replace_and_reload_lose_nothing(ctx):
    """20,000 questions over UDP, and one client that stays connected."""
    Backend(ctx, 11), Backend(ctx, 12)
    rota = start(ctx)
    with Asker(rota.address, rota.port, questions, rate=4000) as asker, \
            Keeper(rota.address, rota.port, "www.lb.example") as keeper:
        asker.wait_count(2000)
        for serial in range(2, 4):
            ctx.edit("zones/lb.example.zone", f"hostmaster {serial - 1} ", f"hostmaster {serial} ")
            ended_well(rota, rota.replace())
            assert rota.serial("lb.example") == serial, "the new process answers from the files as they are now"
            rota.reload()
            asker.wait_count(9000)
            keeper.wait_count(10)
    asker.nothing_lost()
    keeper.nothing_lost()
    assert keeper.closed == 2, "it goes from process to process"
    expected = {0: (0, 2), 1: (0, 1), 2: (3, 0), 3: (0, 0)}
    for answer in asker.answers:
        assert (answer.rcode, len(answer.addresses)) == expected[answer.question], answer


def test_what_is_known_is_handed_over(ctx):
    """Also without a state directory, and against what the check is to assume at a start."""
    ctx.edit("conf/rota.toml", ctx.fill('"${dir}/state"'), '""')
    Backend(ctx, 11)
    rota = start(ctx)
    rota.wait_for(r"member \S+:web/lb2 \(.*\) down: connect refused")
    until(lambda: values(rota.ask("www.lb.example")) == [ctx.ip(11)], 10, "lb2 is out")
    Backend(ctx, 12, mode="hang")  # a probe of it takes longer than a start may wait
    with Asker(rota.address, rota.port, [("www.lb.example", "A")]) as asker:
        asker.wait_count(100)
        ended_well(rota, rota.replace())
        asker.wait_count(500)
    asker.nothing_lost()
    assert all(answer.addresses == [ctx.ip(11)] for answer in asker.answers), "a dead member was given"


def test_what_the_operator_said_and_what_happened_is_handed_over(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    rota = start(ctx)
    rota.control.post("/members/web/lb1", {"admin": "drain", "for": "2h", "reason": "CHG-42"})
    before, said = rota.control.get("/events")["events"], rota.control.get("/overrides")["overrides"]
    with Asker(rota.address, rota.port, [("www.lb.example", "A")]) as asker:
        asker.wait_count(100)
        ended_well(rota, rota.replace())
        asker.wait_count(500)
    asker.nothing_lost()
    assert all(answer.addresses == [ctx.ip(12)] for answer in asker.answers), "what is drained was given"
    assert rota.control.get("/overrides")["overrides"] == said and said[0]["reason"] == "CHG-42", said
    events = rota.control.get("/events")["events"]
    assert events[:len(before)] == before, "the history goes on"
    assert [event["number"] for event in events] == list(range(1, len(events) + 1)), events
    told = [event["text"] for event in events if event["kind"] == "replace"]
    assert told[0] == "a new process is to replace this one" and f"process {rota.pid}" in told[1], told
    assert not any(event["kind"] == "stop" for event in events), events
    rota.control.post("/members/web/lb1", {"admin": "ready"})
    ended_well(rota, rota.replace())
    assert rota.control.get("/overrides")["overrides"] == []
    rota.stop()
    assert "CHG-42" not in ctx.read("state/overrides") and "rotad stopped" in ctx.read("state/events")


def test_a_new_program_that_fails_changes_nothing(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    rota = start(ctx)
    pid = rota.pid
    with Asker(rota.address, rota.port, questions) as asker:
        for script, why in (("exit 3", "ended with exit code 3"), ("kill -9 $$", "ended by signal 9"),
                            ("exec sleep 600 3>&-", "did not end within 1 s"),
                            ("exec sleep 600", "said nothing within 5 s"),
                            ("echo nonsense >&3; exec sleep 600", "no message")):
            put_program(ctx, script)
            assert rota.replace() is None and why in rota.said["error"], rota.said
            asker.wait_count(200)
        os.unlink(ctx.path("rotad"))
        assert rota.replace() is None and "No such file" in rota.said["error"], rota.said
        asker.wait_count(200)
    asker.nothing_lost()
    assert rota.pid == pid and rota.running()


def test_a_mistake_in_the_files_keeps_the_old_process(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    rota = start(ctx)
    pid = rota.pid
    with Asker(rota.address, rota.port, questions) as asker:
        asker.wait_count(200)
        ctx.edit("zones/lb.example.zone", "192.0.2.53", "192.0.2.530")
        assert rota.replace() is None and "1 error in" in rota.said["error"], rota.said
        assert any("192.0.2.530" in mistake for mistake in rota.said["mistakes"]), rota.said
        ctx.edit("zones/lb.example.zone", "192.0.2.530", "192.0.2.53")
        here, elsewhere = f'"{ctx.ip(1)}:{ctx.port}"', f'"192.0.2.77:{ctx.port}"'
        ctx.edit("conf/rota.toml", here, f"{here}, {elsewhere}")  # cannot be bound, which shows at the very end
        assert rota.replace() is None and "192.0.2.77" in rota.said["error"], rota.said
        asker.wait_count(200)
        assert rota.control.get("/status")["pid"] == pid
        ctx.edit("conf/rota.toml", f", {elsewhere}", "")
        ended_well(rota, rota.replace())
        asker.wait_count(200)
    asker.nothing_lost()


def test_more_and_fewer_workers_and_addresses(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    rota = start(ctx)
    first, second = f"{ctx.ip(1)}:{ctx.port}", f"{ctx.ip(2)}:{ctx.port}"
    with Asker(rota.address, rota.port, questions, sockets=32) as asker:
        for workers, listen in ((4, [first, second]), (1, [second, first]), (3, [first]), (1, [first])):
            text = ctx.read("conf/rota.toml").splitlines()
            text[3] = f"listen = {listen}"
            text[4] = f"workers = {workers}"
            ctx.write("conf/rota.toml", "\n".join(text))
            old = until(rota.replace, 20 * rota.slack, "the surplus of the last time is gone")
            asker.wait_count(200)
            ended_well(rota, old)
            if second in listen:
                assert values(ask(ctx.ip(2), ctx.port, "ns1.lb.example")) == ["192.0.2.53"]
            asker.wait_count(200)
        until(lambda: len(sockets_of(rota.pid, ctx.port)) == 2, 10 * rota.slack, "what is not needed is closed")
    asker.nothing_lost()


def sockets_of(pid, port):
    """The inodes of its sockets that listen on this port."""
    wanted = set()
    for table in ("udp", "tcp"):
        with open(f"/proc/{pid}/net/{table}", encoding="ascii") as lines:
            for line in list(lines)[1:]:
                fields = line.split()
                if fields[1].endswith(f":{port:04X}") and (table == "udp" or fields[3] == "0A"):
                    wanted.add(f"socket:[{fields[9]}]")
    return wanted.intersection(held_by(pid))


def held_by(pid):
    """What its descriptors stand for."""
    out = []
    for number in os.listdir(f"/proc/{pid}/fd"):
        try:
            out.append(os.readlink(f"/proc/{pid}/fd/{number}"))
        except FileNotFoundError:
            pass  # closed meanwhile
    return out


def test_a_connection_in_the_middle_of_a_query_gets_its_answer(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    rota = start(ctx)
    wire = frame(query("ns1.lb.example").to_wire())
    with socket.create_connection((rota.address, rota.port), 10) as stream, \
            socket.create_connection((rota.address, rota.port), 10) as idle:
        for connection in (stream, idle):
            connection.sendall(wire)
            receive_frame(connection)
        stream.sendall(wire[:9])
        old = rota.replace()
        stream.sendall(wire[9:])
        assert receive_frame(stream)[2:4], "an answer by the old process"
        assert values(rota.ask("ns1.lb.example", tcp=True)) == ["192.0.2.53"], "an answer by the new one"
        assert old.poll() is None
        ended_well(rota, old)  # although one is idle
        assert idle.recv(1) == b"", "the idle connection was not closed but reset"


def test_the_new_process_may_end_while_the_old_one_is_leaving(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    rota = start(ctx)
    with socket.create_connection((rota.address, rota.port), 10) as idle:
        idle.sendall(frame(query("ns1.lb.example").to_wire()))
        receive_frame(idle)
        old = rota.replace()
        rota.finish()
        ended_well(rota, old)


def descriptors(rota):
    """What kinds of descriptors it holds: files, sockets, pipes and so on, without their numbers."""
    return sorted(name.split(":")[0] for name in held_by(rota.pid))


def test_nothing_else_is_handed_over(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    rota = start(ctx)
    rota.control.get("/status")
    for _ in range(3):
        ended_well(rota, rota.replace())
    ctx.edit("conf/rota.toml", "control.sock", "second.sock")
    ctx.edit("conf/rota.toml", f"{ctx.ip(1)}:{ctx.port}", f"{ctx.ip(2)}:{ctx.port}")
    fresh = ctx.rota(address=ctx.ip(2))
    until(lambda: descriptors(rota) == descriptors(fresh), 10 * rota.slack, "it holds what one started afresh does")


def test_the_control_socket_stays(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    rota = start(ctx)
    before = os.stat(rota.control.path)
    ended_well(rota, rota.replace())
    assert rota.control.get("/status")["pid"] == rota.pid
    assert os.stat(rota.control.path).st_ino == before.st_ino and stat.S_ISSOCK(before.st_mode)
    rota.stop()
    assert not os.path.exists(rota.control.path), "the last one takes it along"


def test_the_service_manager_is_told(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    manager = ServiceManager(ctx)
    rota = start(ctx, env=manager.environment(WATCHDOG_USEC="1000000"))
    ended_well(rota, rota.replace())
    told = manager.wait_for("MAINPID", str(rota.pid))
    manager.wait_for("READY", "1", after=told)
    manager.wait_for("WATCHDOG", "1", after=told)
    assert not any("STOPPING" in message for message in manager.messages)
