"""Whatever clients of the API ask for, a dead member leaves as soon as it does alone, and /metrics answers at once."""
import json
import time

from support.asker import Asker
from support.backend import Backend
from support.control import Control
from support.crowd import Crowd
from support.waiting import until

rounds = 4


def a_thousand_events(ctx):
    line = {"at": "2024-05-01T12:00:00.000Z", "kind": "member", "zone": "lb.example", "pool": "web", "member": "lb1",
            "text": "member lb.example:web/lb1 down: status 503 (3/3)", "who": "", "reason": "status 503"}
    ctx.write("state/events", "".join(json.dumps({"number": i + 1, **line}) + "\n" for i in range(1000)))


def many_records(ctx, count):
    ctx.write("zones/lb.example.zone", ctx.read("zones/lb.example.zone") +
              "".join(f"h{i} A 192.0.2.{i % 250}\n" for i in range(count)))


def time_of_deaths(ctx, rota, asker, backend):
    """Seconds from the death of lb1 to the last question that was answered with it, of each round."""
    out = []
    for _ in range(rounds):
        died = time.monotonic()
        backend.close()
        asker.wait_for(lambda answer: answer.addresses == [ctx.ip(12)], 20, "lb1 is out", since=died)
        asker.wait_count(100)
        out.append(max(answer.sent for answer in asker.answers if ctx.ip(11) in answer.addresses) - died)
        backend = Backend(ctx, 11)
        back = time.monotonic()
        asker.wait_for(lambda answer: len(answer.addresses) == 2, 20, "lb1 is back", since=back)
    return out, backend


def test_a_dead_member_leaves_beside_sixty_readers_of_events_and_forty_slow_ones_of_records(ctx):
    a_thousand_events(ctx)
    many_records(ctx, 200_000)
    backend, _ = Backend(ctx, 11), Backend(ctx, 12)
    rota = ctx.rota()
    address = f"{ctx.ip(2)}:{ctx.port}"
    scraper = Control(address=address)
    with Asker(rota.address, rota.port, [("www.lb.example", "A")]) as asker:
        asker.wait_count(100)
        quiet, backend = time_of_deaths(ctx, rota, asker, backend)
        with Crowd(address, "/api/v1/events", 60) as events, \
                Crowd(address, "/api/v1/zones/lb.example/records", 40, pause=0.02) as records:
            until(lambda: events.octets > 10_000_000 and records.octets > 1_000_000, 60 * ctx.slack, "all read")
            busy, backend = time_of_deaths(ctx, rota, asker, backend)
            scrapes = []
            for _ in range(10):
                began = time.monotonic()
                assert scraper.ask("GET", "/metrics").status == 200
                scrapes.append(time.monotonic() - began)
            read = events.octets + records.octets
    asker.nothing_lost()
    ctx.figure(f"a dead member leaves after {max(quiet):.2f} s alone, {max(busy):.2f} s beside the clients; "
               f"/metrics answers in {max(scrapes):.2f} s; {read >> 20} MiB were read")
    assert max(busy) < max(quiet) + 0.2 * ctx.slack, (quiet, busy)
    assert max(scrapes) < 1 * ctx.slack, scrapes
