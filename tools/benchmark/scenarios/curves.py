"""rota alone as it grows: pools, members of a pool, zones. What does size cost a query?"""
from functools import partial

from ..figures import of, ratio, table, times, total
from ..running import Running
from ..servers import RotaRoundRobin, RotaWeighted
from ..targets import at_most
from ..world import World

names = ("curves",)
# Each begins with the size that the others are compared to.
curves = {
    "pools": (RotaRoundRobin, [(size, World(names=size)) for size in (1, 10, 1000, 100_000)]),
    "members, round_robin": (RotaRoundRobin, [(size, World(names=100, members=size)) for size in (2, 16, 128, 1024)]),
    "members, weighted": (RotaWeighted, [(size, World(names=100, members=size)) for size in (2, 16, 128, 1024)]),
    "zones": (RotaRoundRobin, [(size, World(zones=size, names=1)) for size in (1, 100, 10_000)]),
}


def run(bench, _):
    """{"rotad, what, size": samples}"""
    def measure(running):
        return {**running.measure(seconds=bench.seconds), **running.start}

    makers = [(f"{name}, {what}, {size}", partial(Running, bench, way(program, name), world))
              for name, program in bench.rotads.items()
              for what, (way, sizes) in curves.items() for size, world in sizes]
    return {"curves": bench.interleaved("curves", makers, measure)}


def growths(samples):
    """(rotad, what, size, samples, growth over the first size)"""
    for name in dict.fromkeys(key.split(", ")[0] for key in samples):
        for what, (_, sizes) in curves.items():
            first = samples[f"{name}, {what}, {sizes[0][0]}"]
            for size, _ in sizes:
                here = samples[f"{name}, {what}, {size}"]
                yield name, what, size, here, ratio(here, first)


def tell(_, samples):
    rows = [[f"{name}, {what}", f"{size:,}", f"{of(here, 'cpu_us'):.2f}", times(growth), f"{of(here, 'user_us'):.2f}",
             f"{of(here, 'first_answer'):.2f}", f"{of(here, 'resident'):.0f}", total(here, "lost"), total(here, "wrong")]
            for name, what, size, here, growth in growths(samples)]
    return "### Growth\n\n" + table(
        ["what grows", "size", "CPU us/query", "growth", "user", "start, s", "MiB", "lost", "wrong"], rows)


def targets(_, samples):
    largest = {(name, what): (size, growth) for name, what, size, _, growth in growths(samples)}
    return [at_most(f"{name}, {what} {curves[what][1][0][0]} -> {size:,}: CPU per query", growth, 1.3, than="the first")
            for (name, what), (size, growth) in largest.items()]
