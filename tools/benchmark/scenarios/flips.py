"""10,000 pools, of which 1,000 have a member that goes up and down: what do flips cost the queries, and the other threads?

The checks are real: rota opens a TCP connection to each such member, and the bench opens and closes what listens
there. Queries run as fast as they go meanwhile; of their thread and of all others the CPU time is read apart.
"""
import re
import resource
import time
from dataclasses import dataclass

from .. import processes
from ..figures import of, ratio, table, times, total
from ..flapper import Flapper, check_port
from ..running import Running
from ..servers import RotaRoundRobin
from ..targets import at_least, at_most
from ..world import World, text

names = ("flips",)
rates = (0, 100, 1000)  # a second
pools, flapping = 10_000, 1000
first_flapping = 0x7f200000  # 127.32.0.0
steady = ["127.33.0.1", "127.33.0.2", "127.33.0.3"]
check = f'{{ type = "tcp", port = {check_port}, interval = "400ms", fast_interval = "400ms", timeout = "1s", ' \
        "rise = 1, fall = 1 }"
flip_line = re.compile(r"member \S+ (up|down):")
slice_factor = 4  # a flip takes a probe's interval to be seen: slices are this much longer than elsewhere


class FlippingPools(RotaRoundRobin):
    """The first of the pools are checked: one member flips, the others of them all are the same three."""
    check = check

    def __init__(self, program, name, bench, count=flapping):
        super().__init__(program, name)
        self.core, self.count = bench.load_core, count

    def pool(self, label, addresses):
        number = int(label[1:])
        if number >= self.count:
            return super().pool(label, addresses)
        return super().pool(label, [text(first_flapping + number), *steady]) + f"check = {self.check}\n"

    def sockets(self):
        addresses = [text(first_flapping + number) for number in range(self.count)]
        self.flapper = Flapper(addresses, steady, self.core)
        return [self.flapper]


@dataclass(frozen=True)
class FlippingWorld(World):
    flapping: int = flapping

    def write_questions(self, path, answers, fixed=None):
        lines = [f"{label}.{zone} 3 4 {text(first_flapping + number)}+1 {steady[0]}+3\n" if number < self.flapping else
                 f"{label}.{zone} 4 4 {text(self.first(number))}+4\n"
                 for zone in self.apexes() for number, label in enumerate(self.labels())]
        with open(path, "w", encoding="ascii") as out:
            out.writelines(lines)


def measure(bench, running, query_thread, rate):
    """One slice with so many flips a second."""
    flapper = running.server.flapper
    flapper.rate = rate
    time.sleep(0.6)  # longer than a check's interval: what is seen from now on was done at this rate
    flips, seen = flapper.flips, running.lines(flip_line)
    used, began = processes.thread_cpu_seconds(running.process.pid), time.monotonic()
    sample = running.measure(seconds=bench.seconds * slice_factor)
    after, elapsed = processes.thread_cpu_seconds(running.process.pid), time.monotonic() - began
    day = after[query_thread] - used[query_thread]
    others = sum(after.values()) - sum(used.values()) - day
    sample.update(cpu_us=day / max(1, sample["right"] + sample["wrong"]) * 1e6, others=others / elapsed,
                  flips=(flapper.flips - flips) / elapsed, seen=(running.lines(flip_line) - seen) / elapsed)
    return sample


def busiest_thread(bench, running):
    """Under a load, the thread that answers."""
    before = processes.thread_cpu_seconds(running.process.pid)
    running.load(seconds=bench.warm_up)
    after = processes.thread_cpu_seconds(running.process.pid)
    return max(after, key=lambda thread: after[thread] - before.get(thread, 0))


def run(bench, _):
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))  # a listener for each flapping address
    samples = {}
    for turn in range(1, bench.rounds + 1):
        for name, program in bench.rotads.items():
            bench.say(f"flips, round {turn} of {bench.rounds}: {name}")
            with Running(bench, FlippingPools(program, name, bench), FlippingWorld(names=pools)) as running:
                thread = busiest_thread(bench, running)
                for rate in bench.shuffled(rates):
                    samples.setdefault(f"{name}, {rate}", []).append(measure(bench, running, thread, rate))
    return {"flips": samples}


def growths(samples):
    for key, here in sorted(samples.items(), key=lambda item: int(item[0].split(", ")[1])):
        name, rate = key.split(", ")
        yield name, int(rate), here, ratio(here, samples[f"{name}, 0"])


def tell(_, samples):
    rows = [[name, f"{rate:,}", f"{of(here, 'flips'):.0f}", f"{of(here, 'seen'):.0f}", f"{of(here, 'cpu_us'):.2f}",
             times(growth), f"{of(here, 'others') * 100:.0f} %", f"{of(here, 'p99_us'):.0f}", total(here, "lost"),
             total(here, "wrong")] for name, rate, here, growth in growths(samples)]
    return "### Health flips (10,000 pools, 1,000 with a member that flips)\n\n" + table(
        ["server", "flips/s wanted", "made", "seen", "CPU us/query of the query thread", "to 0 flips",
         "other threads, of a core", "p99 us", "lost", "wrong"], rows)


def targets(_, samples):
    found = []
    for name, rate, here, growth in growths(samples):
        if rate == max(rates):
            what = f"{name}, {rate:,} flips/s"
            found += [at_most(f"{what}: CPU per query", growth, 1.05, than="no flips"),
                      at_most(f"{what}: other threads", of(here, "others") * 100, 30, form="{:.0f}", unit=" % of a core"),
                      at_least(f"{what}: seen", ratio(here, here, "seen", "flips"), 0.95, than="made")]
    return found
