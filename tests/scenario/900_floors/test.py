"""The floors of size: a million records, ten thousand pools; how long they load, what they hold, what a flip costs."""
import os
import time

from support.asker import Asker
from support.ask import values
from support.backend import Backend
from support.waiting import until

full = True

server = """
[server]
listen  = ["${ip1}:${port}"]
workers = 1
user    = ""
state   = ""
[control]
socket = "${dir}/control.sock"
http   = ""
"""


def held(pid, what="Rss"):
    """MiB of the whole process: Rss or Private_Dirty."""
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as rollup:
        return next(int(line.split()[1]) for line in rollup if line.startswith(what + ":")) / 1024


def cpu_seconds(pid):
    """Of all threads together, fine-grained."""
    total = 0
    for thread in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{thread}/schedstat", encoding="ascii") as stat:
            total += int(stat.read().split()[0])
    return total / 1e9


def start_timed(ctx):
    began = time.monotonic()
    rota = ctx.rota(ready=False).wait_ready(120)
    return rota, time.monotonic() - began


def write_plain_zone(ctx, names, addresses, serial=1):
    os.makedirs(ctx.path("zones"), exist_ok=True)
    with open(ctx.path("zones/large.example.zone"), "w", encoding="ascii") as out:
        out.write(f"$TTL 300\n@ IN SOA ns1 hostmaster {serial} 7200 3600 1209600 60\n@ IN NS ns1\nns1 IN A 192.0.2.53\n")
        for number in range(names):
            out.writelines(f"h{number} A {address}\n" for address in addresses_of(number, addresses))
    ctx.write("conf/rota.toml", 'zones = [{ zone = "large.example", file = "../zones/large.example.zone" }]' + server)


def addresses_of(number, count):
    return [f"10.{number >> 16}.{number >> 8 & 255}.{(number & 255) ^ last}" for last in range(count)]


def loads(ctx, names, addresses, most_seconds, most_held):
    write_plain_zone(ctx, names, addresses)
    rota, seconds = start_timed(ctx)
    for number in range(0, names, 9973):
        assert sorted(values(rota.ask(f"h{number}.large.example"))) == sorted(addresses_of(number, addresses))
    mib = held(rota.pid)
    ctx.figure(f"{names} names with {addresses} addresses: loaded in {seconds:.2f} s, {mib:.0f} MiB resident")
    assert seconds < most_seconds and mib < most_held, f"{seconds:.2f} s, {mib:.0f} MiB"


def test_a_million_records(ctx):
    loads(ctx, 250_000, 4, 1, 40)


def test_a_million_names(ctx):
    loads(ctx, 1_000_000, 1, 2, 100)


def test_a_small_zone(ctx):
    write_plain_zone(ctx, 10, 1)
    rota, _ = start_timed(ctx)
    assert values(rota.ask("h1.large.example")) == ["10.0.0.1"]
    dirty = held(rota.pid, "Private_Dirty")
    ctx.figure(f"a small zone: {dirty:.1f} MiB of its own")
    assert dirty < 4, f"{dirty:.1f} MiB"


def test_memory_returns_after_reloads(ctx):
    write_plain_zone(ctx, 250_000, 4)
    rota, _ = start_timed(ctx)
    before = held(rota.pid)
    for serial in range(2, 5):
        write_plain_zone(ctx, 250_000, 4, serial)
        rota.reload()
        rota.wait_serial("large.example", serial)
        until(lambda: held(rota.pid) < before + 8, 10, "what the reload needed is given back")


def write_pools(ctx, count):
    pools = "".join(f"""
[pool.p{number}]
names   = ["p{number}"]
members = ["10.{number >> 8}.{number & 255}.1", "10.{number >> 8}.{number & 255}.2", """
                    f'"10.{number >> 8}.{number & 255}.3", "10.{number >> 8}.{number & 255}.4"]\n'
                    for number in range(count))
    ctx.write("zones/flip.example.toml", 'zone = "flip.example"\nfile = "flip.example.zone"\n' + pools + """
[pool.web]
names   = ["www"]
members = ["${ip11}", "${ip12}", "${ip13}", "${ip14}"]
[pool.web.check]
type          = "http"
port          = ${port}
interval      = "200ms"
fast_interval = "100ms"
timeout       = "1s"
""")
    # Two of its members have no one to answer probes: they are down from the start.
    ctx.write("conf/rota.toml", 'zones = ["../zones/*.toml"]' + server)


def cpu_of(rota, seconds):
    began, end = cpu_seconds(rota.pid), time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(0.01)
    return cpu_seconds(rota.pid) - began


def test_ten_thousand_pools(ctx):
    backend, _ = Backend(ctx, 11), Backend(ctx, 12)
    write_pools(ctx, 10_000)
    rota, seconds = start_timed(ctx)
    assert len(values(rota.ask("p9999.flip.example"))) == 4
    ctx.figure(f"10,001 pools: answer after {seconds:.2f} s, {held(rota.pid):.0f} MiB resident")
    assert seconds < 2, f"{seconds:.2f} s"
    until(lambda: len(values(rota.ask("www.flip.example"))) == 2, 30, "the two living are given")
    flips_are_fast(ctx, rota, backend)
    flips_are_cheap(ctx, rota, backend)


def flip(rota, backend, mode, members):
    """Seconds from the deciding probe to the first answer that knows."""
    since, times = len(backend.probes), 3 if mode == "503" else 2
    backend.mode = mode
    decided = until(lambda: [moment for moment, seen in backend.probes[since:] if seen == mode][times - 1:times],
                    10, "the deciding probe")[0]
    until(lambda: len(values(rota.ask("www.flip.example"))) == members, 10, "the flip is seen")
    return time.monotonic() - decided


def flips_are_fast(ctx, rota, backend):
    with Asker(rota.address, rota.port, [("p1.flip.example", "A")], rate=200) as asker:
        delays = [flip(rota, backend, mode, members) for mode, members in [("503", 1), ("200", 2)] * 5]
    asker.nothing_lost()
    ctx.figure(f"a flip among them is answered after {max(delays) * 1000:.0f} ms at most")
    assert max(delays) < 0.1, delays


def flips_are_cheap(ctx, rota, backend):
    """CPU of a second with flips less that of a second without: the probes are in both."""
    count = 10
    quiet = min(cpu_of(rota, 2) for _ in range(3))
    began, start = cpu_seconds(rota.pid), time.monotonic()
    for mode, members in [("503", 1), ("200", 2)] * (count // 2):
        flip(rota, backend, mode, members)
    busy, duration = cpu_seconds(rota.pid) - began, time.monotonic() - start
    each = max(0.0, busy - quiet * duration / 2) / count
    ctx.figure(f"a flip costs {each * 1000:.2f} ms of CPU (with the fast probes that lead to it)")
    assert each < 0.005, f"{each * 1000:.2f} ms"
