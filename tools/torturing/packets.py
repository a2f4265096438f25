"""Malformed and mutated packets: into the answering function, and at the sockets of the sanitized daemon.

Ids: C-11 C-16 O-09 P-46
"""
import json
import os
import subprocess

from benchmark.running import Failed
from benchmark.servers.base import address, port
from benchmark.world import World

from .daemon import Daemon
from .odd_server import OddServer
from .rows import Row

names, presets = ("packets",), ("asan", "release")
world = World(names=10)
full = {"direct": 10_000_000, "udp": 500_000, "tcp": 100_000, "timed": 2_000_000}
short = {"direct": 60_000, "udp": 8_000, "tcp": 2_000, "timed": 60_000}
reached = (0, 1, 3, 4, 5)  # rcodes without which the packets did not get far
flat = 1 << 20  # octets (reliability.md C-11)
# Memory that was freed is not kept from use for long: what a run has in use shall not grow.
sanitizer = "quarantine_size_mb=1:malloc_context_size=4"


def direct(run, preset, count):
    """In-process, on all cores that the run may use."""
    command = [run.program("odd_packets", preset), "direct", "--count", str(count), "--seed", str(run.options.seed),
               "--threads", str(len(set(run.options.cores)))]
    done = subprocess.run(command, env={**os.environ, "ASAN_OPTIONS": sanitizer}, stdin=subprocess.DEVNULL,
                          capture_output=True, text=True, check=False)
    if done.returncode != 0:  # a sanitizer's report names where, the last lines the cause
        raise Failed(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-4000:]}")
    return json.loads(done.stdout)


class SanitizedServer(OddServer):
    def command(self, home):
        return ["env", f"ASAN_OPTIONS={sanitizer}", *super().command(home)]


def at_the_daemon(run, counts):
    """What the throwers found, and what became of the daemon."""
    server = SanitizedServer(run.program("rotad", "asan"))
    with Daemon(run, server, world) as daemon:
        found, sizes = {}, []
        for share in (0.2, 0.8):  # after the first it has all that it will ever need
            for way in ("udp", "tcp"):
                found[way] = throw(run, daemon, way, int(counts[way] * share), found.get(way))
            sizes.append(daemon.resident())
        received, answered, dropped = daemon.conservation()
        return found, {"grown": sizes[-1] - sizes[0], "received": received, "answered": answered, "dropped": dropped,
                       "kernel": daemon.kernel_drops(), "end": daemon.finish()}


def throw(run, daemon, way, count, before):
    process = daemon.begin("odd_packets", way, "--server", f"{address}:{port}", "--good", world.last_name(),
                           "--count", str(count), "--seed", str(run.next_seed()))
    now = daemon.end(process, timeout=3600)
    return now if before is None else {
        key: value if isinstance(value, (str, list)) else value + before[key] for key, value in now.items()}


def tell(run, what, found):
    if found["first"]:
        run.say(f"{what}: {found['first']}")


def measure(run, _):
    counts = dict(short if run.short else full)
    if run.options.packets:
        counts["direct"] = run.options.packets
    run.say(f"packets: {counts['direct']:,} into the answering function, seed {run.options.seed}")
    inside = direct(run, "asan", counts["direct"])
    run.say(f"packets: {counts['timed']:,} timed")
    timed = direct(run, "release", counts["timed"])
    run.say(f"packets: {counts['udp']:,} over UDP and {counts['tcp']:,} over TCP at the daemon")
    outside, daemon = at_the_daemon(run, counts)
    for what, found in (("in-process", inside), ("timed", timed), *outside.items()):
        tell(run, what, found)
    return rows(run, inside, timed, outside, daemon)


def rows(run, inside, timed, outside, daemon):
    everything = [inside, *outside.values()]
    thrown = sum(found["thrown"] for found in everything)
    responses = sum(found["responses"] for found in everything)
    missing = [str(rcode) for rcode in reached if not inside["rcodes"][rcode]]
    said = f"{thrown:,} thrown (seed {run.options.seed}), of them {responses:,} with QR=1; {inside['replies']:,} replies " \
           f"in-process, NOERROR {inside['rcodes'][0]:,}"
    wrong = {"broken promises": sum(found["broken"] for found in everything),
             "hangs": sum(found["hangs"] for found in everything),
             "answers to QR=1": sum(found["answered_responses"] for found in everything),
             "crashes and leaks": int(daemon["end"] is not None), "over 20 ms": inside["slow"]}
    total = run.options.packets or (short if run.short else full)["direct"]
    seen = f"{said}: {', '.join(f'{name} {count}' for name, count in wrong.items())}"
    seen += f"; never met: rcode {', '.join(missing)}" if missing else ""
    seen += f"; {daemon['end']}" if daemon["end"] else ""
    lost = daemon["received"] - daemon["answered"] - daemon["dropped"]
    return [
        Row("malformed and mutated packets under ASan/UBSan: crashes, leaks, hangs, answers to QR=1",
            f"0 in >= {total:,}", seen, thrown >= total and not any(wrong.values()) and not missing),
        # What the sanitizer itself keeps comes and goes by megabytes: in-process it is asked for what is in use.
        Row("memory after them (C-11; what is resident counts in a long run)", "heap +0, resident +1 MiB at most",
            f"heap {inside['heap']:+,} B; resident, release build, {timed['resident'] / 1024:+.0f} KiB of "
            f"{timed['thrown']:,}; sanitized daemon {daemon['grown'] / 1024:+.0f} KiB",
            inside["heap"] == 0 and (run.short or max(timed["resident"], daemon["grown"]) <= flat)),
        Row("slowest packet, release build (C-16)", "<= 50 us", f"{timed['slowest_us']:.1f} us of {timed['thrown']:,}",
            timed["slow"] == 0),
        Row("received = answered + dropped, of odd packets", "exactly",
            f"{daemon['received']:,} = {daemon['answered']:,} + {daemon['dropped']:,}"
            + (f" {lost:+,}" if lost else ""), lost == 0),
    ]

