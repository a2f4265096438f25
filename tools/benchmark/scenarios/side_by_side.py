"""All servers, one zone of 1,000 names with 4 addresses: as fast as it goes over UDP, with EDNS, over TCP, and
at a fixed rate. One process of a server meets all four in a round."""
from functools import partial

from ..figures import of, ratio, span, table, times, total, whole
from ..running import Running
from ..servers import baseline, everyone
from ..targets import at_most
from ..world import World

loads = {
    "udp": [],
    "edns": ["--edns"],
    "tcp": ["--tcp", "--sockets", "8"],
    "rate": ["--rate", "20000"],
}
titles = {
    "udp": "UDP as fast as it goes",
    "edns": "The same with EDNS",
    "tcp": "TCP, 8 connections, pipelined",
    "rate": "UDP at 20,000 queries a second",
}
names = tuple(loads)


def run(bench, wanted):
    """{load: {server: [sample of each slice]}}"""
    def measure(running):
        return {load: running.measure(*loads[load], seconds=bench.seconds) for load in wanted
                if load != "tcp" or running.server.tcp}

    servers = [server for server in everyone(bench) if bench.wants(server)]
    slices = bench.interleaved("side by side", [(server.name, partial(Running, bench, server, World()))
                                                for server in servers], measure)
    return {load: {name: [sample[load] for sample in samples] for name, samples in slices.items()
                   if load in samples[0]} for load in wanted}


def floor(samples):
    return next((rounds for name, rounds in samples.items() if name.startswith("floor")), None)


def tell(load, samples):
    base, best = floor(samples), samples.get("gdnsd")
    ordered = sorted(samples, key=lambda name: of(samples[name], "cpu_us"))
    rows = []
    for name in ordered:
        rounds = samples[name]
        speed = ([f"{of(rounds, key):.0f}" for key in ("p50_us", "p99_us", "p999_us")] +
                 [times(ratio(rounds, best, "p99_us"))] if load == "rate" else
                 [whole(of(rounds, "qps")), whole(max(sample["qps"] for sample in rounds))])
        rows.append([name, f"{of(rounds, 'cpu_us'):.2f}", times(ratio(rounds, base)), times(ratio(rounds, best)),
                     span(rounds, "cpu_us"), f"{of(rounds, 'user_us'):.2f}", f"{of(rounds, 'sys_us'):.2f}", *speed,
                     f"{of(rounds, 'busy'):.2f}", total(rounds, "lost"), total(rounds, "wrong")])
    speed = ["p50 us", "p99 us", "p99.9 us", "p99 to gdnsd"] if load == "rate" else ["QPS", "best QPS"]
    return f"### {titles[load]}\n\n" + table(
        ["server", "CPU us/query", "to the floor", "to gdnsd", "min-max", "user", "sys", *speed, "busy", "lost",
         "wrong"], rows)


def targets(load, samples):
    base, best, found = floor(samples), samples.get("gdnsd"), []
    for name in (name for name in samples if name.startswith("rota") and not name.startswith(baseline)):
        rounds, what = samples[name], f"{name}, {load}: CPU per query"
        if before := samples.get(f"{baseline} {name.partition(' ')[2]}"):
            found.append(at_most(what, ratio(rounds, before), 1.01, form="{:.3f}", than="the baseline"))
        if load == "udp":
            found.append(at_most(what, ratio(rounds, base), 1.03, than="the floor"))
        if load == "tcp":
            found.append(at_most(what, of(rounds, "cpu_us"), 5.4, unit=" us"))
        found.append(at_most(what, ratio(rounds, best), 1.0, than="gdnsd"))
        if load == "rate":
            found.append(at_most(f"{name}, {load}: p99", ratio(rounds, best, "p99_us"), 1.0, than="gdnsd"))
    return found
