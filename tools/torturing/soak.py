"""Good and hostile traffic, flapping members and reloads, all at once, and nothing may grow.

Ids: X-21
"""
import time
from collections import Counter
from statistics import median

from benchmark.servers.base import address, port, put
from benchmark.world import head
from support.waiting import until

from .daemon import Daemon, FlappingServer, Load, flapping_world
from .odd_server import Odd
from .rows import Row

names, presets = ("soak",), ("release",)
flips = 100  # a second
reload_every = 15  # seconds
calm = 3  # seconds without flips, reloads and hostile traffic, before descriptors are counted
quiet_looks = 40


class SoakServer(Odd, FlappingServer):
    pass


class Hostile:
    """Odd packets, over UDP and TCP, as long as it lasts."""
    ways = {"udp": 20_000, "tcp": 4_000}  # of one throw

    def __init__(self, run, daemon):
        self.run, self.daemon, self.running, self.thrown = run, daemon, {}, 0
        self.rate = 0.1 if run.short else 1
        self.wrong, self.first = 0, ""

    def go_on(self):
        """Starts those that are not running; reads what the others found."""
        for way, count in self.ways.items():
            if way in self.running and self.running[way].poll() is None:
                continue
            self.read(way)
            self.running[way] = self.daemon.begin(
                "odd_packets", way, "--server", f"{address}:{port}", "--good", self.daemon.world.last_name(),
                "--count", str(int(count * self.rate)), "--seed", str(self.run.next_seed()))

    def read(self, way):
        if process := self.running.pop(way, None):
            found = self.daemon.end(process, 600)
            self.thrown += found["thrown"]
            self.wrong += found["broken"] + found["hangs"] + found["answered_responses"]
            self.first = self.first or found["first"]

    def finish(self):
        for way in self.ways:
            self.read(way)

    def kill(self):
        for process in self.running.values():
            process.kill()
            process.communicate()


def fewest_descriptors(daemon):
    """Probes come and go, so the least of many looks."""
    time.sleep(calm)
    fewest = daemon.descriptors()
    for _ in range(quiet_looks):
        fewest = min(fewest, daemon.descriptors())
        time.sleep(0.02)
    return fewest


def descriptors_after(daemon, before):
    """None is kept from what happened meanwhile; a busy machine may take a while to finish a probe."""
    end = time.monotonic() + 30
    while (after := fewest_descriptors(daemon)) > before and time.monotonic() < end:
        pass
    return after


def soak(daemon, hostile, seconds):
    """Resident octets, looked at every second."""
    sizes, serial, began = [], 1, time.monotonic()
    daemon.server.flapper.rate = flips
    while time.monotonic() < began + seconds:
        hostile.go_on()
        if time.monotonic() >= began + serial * min(reload_every, seconds / 4):
            serial += 1
            put(daemon.home, "zone", head.replace("hostmaster 1 ", f"hostmaster {serial} "))
            daemon.reload()
        daemon.said.lines()
        sizes.append(daemon.resident())
        time.sleep(1)
    daemon.server.flapper.rate = 0
    hostile.finish()
    return sizes, serial - 1


def growth(sizes):
    """From the first to the last fifth of what comes after the warm-up, in percent."""
    warm = sizes[len(sizes) // 5:]
    fifth = max(1, len(warm) // 5)
    first, last = median(warm[:fifth]), median(warm[-fifth:])
    return (last / first - 1) * 100, last


def measure(run, _):
    seconds = 12 if run.short else run.options.minutes * 60
    run.say(f"soak: {seconds / 60:.1f} minutes")
    count = 100 if run.short else 1000
    with Daemon(run, SoakServer(run, count), flapping_world(count)) as daemon:
        hostile = Hostile(run, daemon)
        try:
            until(lambda: daemon.metrics().sum("rota_dns_answered_total") > 0, 10, "the first answer is counted")
            before = fewest_descriptors(daemon)
            with Load(daemon) as load:
                sizes, reloads = soak(daemon, hostile, seconds)
        finally:
            hostile.kill()
        after = descriptors_after(daemon, before)
        if after > before:
            run.say(f"soak: {Counter(daemon.open_files()).most_common()}")
        counts, drops, end = daemon.conservation(), daemon.kernel_drops(), daemon.finish()
    if hostile.first:
        run.say(f"soak: {hostile.first}")
    return rows(run, seconds, load, hostile, sizes, reloads, (before, after), counts, drops, end)


def rows(run, seconds, load, hostile, sizes, reloads, descriptors, counts, drops, end):
    said, (grown, last) = load.said, growth(sizes)
    received, answered, dropped = counts
    what = f"soak {seconds / 60:.0f} min" if seconds >= 60 else f"soak {seconds:.0f} s"
    wrong = said["wrong"] + said["lost"] + hostile.wrong
    mistake = f" ({said['first_mistake']})" if said["wrong"] else ""
    difference = received - answered - dropped
    return [
        Row(f"{what}: wrong answers", "0, 0 lost", f"{said['sent']:,} good queries: {said['wrong']} wrong{mistake}, "
            f"{said['lost']} lost; {hostile.thrown:,} odd packets: {hostile.wrong} broken promises; {reloads} reloads, {flips} flips/s",
            wrong == 0),
        Row(f"{what}: memory", "grows < 1 %", f"{grown:+.2f} % after the warm-up, {last / (1 << 20):.1f} MiB at last",
            grown < 1, gates=not run.short),
        Row(f"{what}: descriptors", "constant", f"{descriptors[0]} before, {descriptors[1]} after",
            descriptors[1] <= descriptors[0]),
        Row(f"{what}: received = answered + dropped", "exactly", f"{received:,} = {answered:,} + {dropped:,}"
            + (f" {difference:+,}" if difference else "") + f"; the kernel dropped {drops:,}", difference == 0),
        Row(f"{what}: the daemon after it", "ends well", end or "ended well", end is None)]
