"""Floods over UDP: more than a worker can answer, and names that do not exist.

Ids: O-01 O-08
"""
import signal
import time

from benchmark.figures import ratio
from benchmark.servers.base import address, port
from benchmark.world import World, apex

from .daemon import Daemon, Server
from .rows import Row

names, presets = ("flood",), ("release",)
world = World(names=1000)
times, good_share = 3, 0.05  # of capacity, and of the flood
least_goodput, most_p99, most_ratio = 0.85, 5000, 1.1


def load(daemon, seconds, *options):
    """A load run: (answers of the server a second, what the generator counted)."""
    before, began = daemon.metrics().sum("rota_dns_answered_total"), time.monotonic()
    said = daemon.load(*options, seconds=seconds)
    return (daemon.metrics().sum("rota_dns_answered_total") - before) / (time.monotonic() - began), said


def flooded(daemon, questions, rate, seconds):
    flood = daemon.begin("bench_flood", "--server", f"{address}:{port}", "--questions", questions, "--rate", str(rate),
                         "--seconds", str(seconds + 60))
    try:
        time.sleep(0.5)  # by then the server's queue is full
        goodput, said = load(daemon, seconds, "--rate", str(rate * good_share), "--sockets", "64")
        flood.send_signal(signal.SIGTERM)
        sent = daemon.end(flood, 60)
    finally:
        flood.kill()
    return goodput, said, sent["sent"] / sent["seconds"]


def udp_flood(run, daemon):
    seconds = 1 if run.short else 10
    capacity = max(one["right"] / one["seconds"] for one in (daemon.load(seconds=seconds / 2) for _ in range(3)))
    resident = daemon.resident()
    goodput, said, rate = flooded(daemon, daemon.questions, capacity * times, seconds)
    share, answered = goodput / capacity, said["right"] / max(1, said["sent"])
    grown = (daemon.resident() - resident) / 1024
    seen = f"{rate / capacity:.1f}x of {capacity:,.0f} q/s sent: goodput {share:.0%} of peak, {answered:.0%} of good " \
           f"queries answered, memory {grown:+.0f} KiB"
    return [
        Row(f"UDP flood at {times}x capacity, {good_share:.0%} good clients: goodput", ">= 85 % of peak", seen,
            share >= least_goodput and said["wrong"] == 0, gates=False),
        Row("the same: p99 of answered", "<= 5 ms", f"{said['p99_us'] / 1000:.1f} ms (p50 {said['p50_us'] / 1000:.1f} ms)",
            said["p99_us"] <= most_p99, gates=False)]


def negative_questions(daemon):
    """Names that do not exist, as long as those that do. What the generator calls wrong is answered all the same."""
    path = f"{daemon.home}/negative"
    with open(path, "w", encoding="ascii") as out:
        out.writelines(f"x{number}.{apex} 1 1 192.0.2.1+1\n" for number in range(world.names))
    return path


def nxdomain_cost(run, daemon):
    """In pairs of short slices, so that what else the machine does falls on both alike."""
    ways = {"positive": daemon.questions, "negative": negative_questions(daemon)}
    samples = {way: [] for way in ways}
    for _ in range(2 if run.short else 12):
        for way, questions in ways.items():
            daemon.questions = questions
            samples[way].append(daemon.measure(seconds=0.3 if run.short else 0.5))
    daemon.questions = ways["positive"]
    costs = {way: sum(one["cpu_us"] for one in some) / len(some) for way, some in samples.items()}
    times_more = ratio(samples["negative"], samples["positive"])
    qps = ratio(samples["negative"], samples["positive"], key="qps")
    return Row("NXDOMAIN flood: CPU of a negative answer against a positive one", "<= 1.1x",
               f"{times_more:.2f}x ({costs['negative']:.2f} us against {costs['positive']:.2f} us of a pool of 4), "
               f"{qps:.2f}x the answers a second", times_more <= most_ratio, gates=False)


def measure(run, _):
    run.say("flood")
    with Daemon(run, Server(run.program("rotad")), world) as daemon:
        daemon.load(seconds=0.5)
        rows = udp_flood(run, daemon)
        rows.append(nxdomain_cost(run, daemon))
        received, answered, dropped = daemon.conservation()
        drops, end = daemon.kernel_drops(), daemon.finish()
    lost = received - answered - dropped
    return [*rows, Row("the same: received = answered + dropped", "exactly", f"{received:,} = {answered:,} + {dropped:,}; "
                       f"the kernel dropped {drops:,}; {end or 'ended well'}", lost == 0 and end is None)]
