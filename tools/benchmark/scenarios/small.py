"""A small plain zone: how soon the first answer comes and how little it takes. Only starts, no load."""
from ..figures import of, span, table
from ..running import Running
from ..servers import one_of_each
from ..targets import at_most
from ..world import World

names = ("small",)
world = World(names=10)


def run(bench, _):
    samples = {}
    servers = [server for server in one_of_each(bench) if bench.wants(server)]
    for turn in range(1, bench.rounds * bench.slices + 1):
        bench.say(f"small, round {turn} of {bench.rounds * bench.slices}")
        for server in bench.shuffled(servers):
            with Running(bench, server, world) as running:
                samples.setdefault(server.name, []).append(running.start)
    return {"small": samples}


def tell(_, samples):
    rows = [[name, f"{of(starts, 'first_answer') * 1000:.1f}", span([{"ms": start["first_answer"] * 1000}
                                                                     for start in starts], "ms", "{:.1f}"),
             f"{of(starts, 'start_cpu') * 1000:.1f}", f"{of(starts, 'private_dirty'):.1f}", f"{of(starts, 'resident'):.1f}"]
            for name, starts in sorted(samples.items(), key=lambda item: of(item[1], "first_answer"))]
    return "### Small plain zone (10 names)\n\n" + table(
        ["server", "start to first answer, ms", "min-max", "CPU ms", "private dirty, MiB", "resident, MiB"], rows)


def targets(_, samples):
    found = []
    for name in (name for name in samples if name.startswith("rota")):
        starts, what = samples[name], f"{name}, small zone"
        found += [at_most(f"{what}: start to first answer", of(starts, "first_answer") * 1000, 15, form="{:.1f}",
                          unit=" ms"),
                  at_most(f"{what}: private dirty memory", of(starts, "private_dirty"), 4, form="{:.1f}", unit=" MiB")]
    return found
