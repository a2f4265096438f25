"""A flip reaches the answers within 100 ms of the deciding probe, also during a large reload."""
import itertools

from support.asker import Asker
from support.backend import Backend
from support.waiting import until

tsan = True

bound = 0.1
sizes = [75_000, 300_000, 1_200_000, 4_800_000]  # records; the next where a reload was over too soon to be flipped into


def write_large_zone(ctx, records):
    with open(ctx.path("zones/large.example.zone"), "w", encoding="utf-8") as out:
        out.write("$TTL 300\n@ SOA ns1 hostmaster 1 7200 3600 1209600 60\n@ NS ns1\nns1 A 192.0.2.53\n")
        out.writelines(f"host-{number} A 10.{number >> 16}.{number >> 8 & 255}.{number & 255}\n"
                       for number in range(records))


def deciding(backend, mode, times, since):
    """When the deciding answer of this mode had been sent, the first after `since` probes counting as one."""
    run = [moment for moment, seen in backend.probes[since:] if seen == mode]
    return run[times - 1] if len(run) >= times else None


def flip(backend, asker, mode, times, members):
    since = len(backend.probes)
    backend.mode = mode
    decided = until(lambda: deciding(backend, mode, times, since), 15, f"{times} probes saw {mode}")
    asker.wait_for(lambda answer: len(answer.addresses) == members, 15, "the flip is seen", since=decided)
    late = [answer for answer in asker.answers if answer.sent > decided + bound and len(answer.addresses) != members]
    assert not late, f"the flip was seen only {late[-1].sent - decided:.3f} s after the deciding probe"


def flip_during_it(rota, backend, asker, serial):
    """How many flips were seen before the reload was."""
    rota.reload()
    for flips, (mode, times, members) in enumerate(itertools.cycle([("503", 3, 1), ("200", 2, 2)])):
        flip(backend, asker, mode, times, members)
        if rota.serial("lb.example") == serial and members == 2:
            return flips


def test(ctx):
    backend, _ = Backend(ctx, 11), Backend(ctx, 12)
    write_large_zone(ctx, sizes[0])
    ctx.edit("conf/rota.toml", 'zones = ["../zones/*.toml"]',
             'zones = ["../zones/*.toml", { zone = "large.example", file = "../zones/large.example.zone" }]')
    rota = ctx.rota(ready=False)
    rota.wait_ready(30)
    with Asker(rota.address, rota.port, [("www.lb.example", "A")], rate=500) as asker:
        asker.wait_for(lambda answer: len(answer.addresses) == 2, 15, "both are given")
        for serial, records in enumerate(sizes, 2):
            write_large_zone(ctx, records)
            ctx.edit("zones/lb.example.zone", f"hostmaster {serial - 1} ", f"hostmaster {serial} ")
            meanwhile = flip_during_it(rota, backend, asker, serial)
            if meanwhile > 1:
                break
        for mode, times, members in [("503", 3, 1), ("200", 2, 2)] * 2:  # and in the new world
            flip(backend, asker, mode, times, members)
    asker.nothing_lost()
    assert meanwhile > 1, f"a reload of {sizes[-1]} records was over before the first flip"
    ctx.figure(f"{meanwhile} flips while the reload of {records} records was under way")
