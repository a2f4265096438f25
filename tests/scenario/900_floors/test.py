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


def resident(pid):
    """Megabytes."""
    with open(f"/proc/{pid}/status", encoding="ascii") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


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


def test_a_million_records(ctx):
    os.makedirs(ctx.path("zones"), exist_ok=True)
    with open(ctx.path("zones/large.example.zone"), "w", encoding="ascii") as out:
        out.write("$TTL 300\n@ IN SOA ns1 hostmaster 1 7200 3600 1209600 60\n@ IN NS ns1\nns1 IN A 192.0.2.53\n")
        out.writelines(f"host-{number} IN A 10.{number >> 16}.{number >> 8 & 255}.{number & 255}\n"
                       for number in range(1_000_000))
    ctx.write("conf/rota.toml", 'zones = [{ zone = "large.example", file = "../zones/large.example.zone" }]' + server)
    rota, seconds = start_timed(ctx)
    for number in range(0, 1_000_000, 9973):
        assert values(rota.ask(f"host-{number}.large.example")) \
            == [f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"]
    held = resident(rota.pid)
    ctx.figure(f"1,000,000 records: loaded in {seconds:.2f} s, {held:.0f} MB resident")
    assert seconds < 4 and held < 250, f"{seconds:.2f} s, {held:.0f} MB"


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
    ctx.figure(f"10,001 pools: answer after {seconds:.2f} s, {resident(rota.pid):.0f} MB resident")
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
