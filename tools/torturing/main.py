"""The command: options, the parts, the table."""
import argparse
import shlex
import subprocess
import sys
import os

from benchmark.command import end_as_if_interrupted, words
from benchmark.running import Failed

from . import amplification, chaos, flood, idle, packets, soak
from .rows import Row, document
from .run import Run, cores, root

parts = (packets, amplification, flood, idle, chaos, soak)
known = [name for part in parts for name in part.names]


def arguments():
    parser = argparse.ArgumentParser(prog="tools/torture", description=(
        "Throws malformed packets, floods, faults and a soak at rota, in networks of its own, and prints what it "
        "withstood as a markdown table, which is also kept in build/torture.md. Ends with 1 when something is lost, "
        "wrong, leaks or crashes. Needs root and two cores."))
    parser.add_argument("minutes", nargs="?", type=float, default=30, help="of the soak: 30. The rest takes some 20 more")
    parser.add_argument("--short", action="store_true", help="less of everything, at a rate that a busy machine bears: "
                        "about a minute, for the merge gate")
    parser.add_argument("--only", type=words, default=known, help=f"parts: {','.join(known)}")
    parser.add_argument("--seed", type=int, default=1, help="of the packets: the same gives the same")
    parser.add_argument("--packets", type=int, help="thrown in-process: 10,000,000")
    parser.add_argument("--cores", type=lambda text: tuple(map(int, text.split(","))), default=(cores() * 2)[:2],
                        help="of the server and of the load: 0,1")
    options = parser.parse_args()
    if unknown := set(options.only) - set(known):
        parser.error(f"unknown part: {', '.join(sorted(unknown))}")
    if os.geteuid() != 0:
        sys.exit("tools/torture: needs root, for networks of its own (sudo tools/torture ...)")
    return options


def measure(run, only):
    """A part that fails has a row of its own; the others are still run."""
    rows = []
    for part in parts:
        for name in (name for name in part.names if name in only):
            try:
                rows += part.measure(run, name)
            except (Failed, AssertionError, subprocess.TimeoutExpired) as failure:
                run.say(f"{name}: {failure}")
                rows.append(Row(name, "runs to its end", str(failure).strip().splitlines()[0][:200], False))
    return rows


def main():
    options = arguments()
    end_as_if_interrupted()
    run = Run(options)
    try:
        run.build(sorted({preset for part in parts for name in part.names if name in options.only
                          for preset in part.presets}))
        rows = measure(run, options.only)
    except subprocess.CalledProcessError as failure:
        sys.exit(f"tools/torture: {failure}")
    except KeyboardInterrupt:
        sys.exit("tools/torture: interrupted")
    text = document(" ".join(["tools/torture", *map(shlex.quote, sys.argv[1:])]), rows, run.seconds())
    (root / "build/torture.md").write_text(text, encoding="utf-8")
    print(text)
    failed = sum(row.gates and not row.met for row in rows)
    print(f"{len(rows) - failed} passed, {failed} failed")
    sys.exit(failed > 0)
