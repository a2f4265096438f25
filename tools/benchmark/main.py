"""The command: options, what must be built, the scenarios, the document."""
import argparse
import json
import os
import shlex
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from . import document
from .bench import Bench
from .command import end_as_if_interrupted, words
from .running import Failed
from .scenarios import big, curves, flips, resolvers, side_by_side, small
from .servers import baseline
from .targets import nothing_wrong

root = Path(__file__).resolve().parents[2]
binaries = root / "build/release/bin"
scenarios = (side_by_side, resolvers, big, small, curves, flips)
known = [name for scenario in scenarios for name in scenario.names]


def program(path):
    if not os.access(path, os.X_OK):
        raise argparse.ArgumentTypeError(f"{path} is no program")
    return os.path.abspath(path)


def named_program(text):
    name, _, path = text.rpartition("=")
    return f"rota-{name}" if name else "rota", program(path)


def arguments():
    parser = argparse.ArgumentParser(prog="tools/bench", description=(
        "Measures rota and other DNS servers side by side; prints a markdown document. Needs root, for networks of "
        "its own, and two cores that nothing else uses."))
    parser.add_argument("--only", type=words, default=known, help=f"scenarios: {','.join(known)}")
    parser.add_argument("--servers", type=words, help="only servers whose names contain one of these words")
    parser.add_argument("--rotad", type=named_program, action="append", metavar="[NAME=]PATH",
                        help="a rotad to measure instead of building one; give several to compare them")
    parser.add_argument("--rotad-baseline", type=program, metavar="PATH",
                        help="a rotad of before, which the others are held against slice by slice: they may need 1 %% "
                        "more CPU")
    parser.add_argument("--rounds", type=int, help="fresh starts of every server: 5, --quick: 2")
    parser.add_argument("--slices", type=int, help="of each round, in turn with all others: 4, --quick: 2")
    parser.add_argument("--seconds", type=float, default=0.5, help="of a slice: 0.5")
    parser.add_argument("--quick", action="store_true", help="fewer rounds and slices: a first look in minutes")
    parser.add_argument("--cores", type=lambda text: tuple(map(int, text.split(","))), default=(0, 1),
                        help="of the server and of the load: 0,1")
    parser.add_argument("--json", metavar="FILE", help="also writes what was measured in every round")
    options = parser.parse_args()
    if unknown := set(options.only) - set(known):
        parser.error(f"unknown scenario: {', '.join(unknown)}")
    options.rounds = options.rounds or (2 if options.quick else 5)
    options.slices = options.slices or (2 if options.quick else 4)
    options.warm_up = 0.3 if options.quick else 0.6
    return options


def prepare(options):
    """Builds what is missing; {name: rotad}."""
    if os.geteuid() != 0:
        sys.exit("tools/bench: needs root, for networks of its own (sudo tools/bench ...)")
    quietly = {"cwd": root, "stdin": subprocess.DEVNULL, "stdout": sys.stderr, "check": True}
    targets = ["bench_tools"] + ([] if options.rotad else ["rotad"])
    subprocess.run(["cmake", "--preset", "release", "-Wno-dev"], **{**quietly, "stdout": subprocess.DEVNULL})
    subprocess.run(["cmake", "--build", "--preset", "release", "--target", *targets], **quietly)
    rotads = dict(options.rotad or [("rota", str(binaries / "rotad"))])
    return rotads | ({baseline: options.rotad_baseline} if options.rotad_baseline else {})


def measure(bench, only):
    results = {}
    for scenario in scenarios:
        if wanted := [name for name in scenario.names if name in only]:
            results.update(scenario.run(bench, wanted))
    return results


def main():
    options = arguments()
    end_as_if_interrupted()
    try:
        bench = Bench(options, prepare(options), binaries)
        about = document.about(bench, " ".join(["tools/bench", *map(shlex.quote, sys.argv[1:])]))
        results = measure(bench, options.only)
    except (Failed, subprocess.CalledProcessError) as failure:
        sys.exit(f"tools/bench: {failure}")
    except KeyboardInterrupt:
        sys.exit("tools/bench: interrupted")
    sections, targets = [], []
    for scenario in scenarios:
        for name in (name for name in scenario.names if name in results):
            sections.append(scenario.tell(name, results[name]))
            targets += scenario.targets(name, results[name])
    targets += nothing_wrong(results, bench.rotads)
    print(document.write(bench, about, sections, targets))
    if options.json:
        Path(options.json).write_text(json.dumps(
            {"about": about, "results": results, "targets": [asdict(target) for target in targets]}, indent=1))
