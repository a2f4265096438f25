"""A zone of 1,000,000 records: how long until the first answer, what it holds, what its size costs a query."""
from functools import partial

from ..figures import of, ratio, table, times, total, whole
from ..running import Running
from ..servers import one_of_each
from ..targets import at_most
from ..world import World

names = ("big",)
world = World(names=250_000)


def run(bench, _):
    def measure(running):
        return {**running.measure(seconds=bench.seconds), **running.start}

    servers = [server for server in one_of_each(bench) if bench.wants(server) and not server.fixed]
    return {"big": bench.interleaved("big", [(server.name, partial(Running, bench, server, world))
                                             for server in servers], measure)}


def tell(_, samples):
    best = samples.get("gdnsd")
    rows = [[name, f"{of(slices, 'first_answer'):.2f}", f"{of(slices, 'start_cpu'):.2f}", f"{of(slices, 'resident'):.0f}",
             f"{of(slices, 'cpu_us'):.2f}", times(ratio(slices, best)), f"{of(slices, 'user_us'):.2f}",
             whole(of(slices, "qps")), total(slices, "lost"), total(slices, "wrong")]
            for name, slices in sorted(samples.items(), key=lambda item: of(item[1], "first_answer"))]
    return "### Zone of 1,000,000 A records (250,000 names with 4)\n\n" + table(
        ["server", "start to first answer, s", "CPU s", "MiB", "CPU us/query", "to gdnsd", "user", "QPS", "lost",
         "wrong"], rows)


def targets(_, samples):
    found = []
    for name in (name for name in samples if name.startswith("rota")):
        slices, what = samples[name], f"{name}, 1,000,000 records"
        found += [at_most(f"{what}: start to first answer", of(slices, "first_answer"), 0.40, unit=" s"),
                  at_most(f"{what}: resident", of(slices, "resident"), 40, form="{:.0f}", unit=" MiB"),
                  at_most(f"{what}: CPU per query", ratio(slices, samples.get("gdnsd")), 1.0, than="gdnsd")]
    return found
