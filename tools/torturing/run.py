"""What every part uses: the options of the run, the cores, the programs."""
import itertools
import os
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

root = Path(__file__).resolve().parents[2]
builds = {"asan": ["rotad", "odd_packets"], "release": ["rotad", "bench_tools", "odd_packets"]}


class Run:
    """A part is run with it. It is also what benchmark.running.Running wants of its bench."""

    def __init__(self, options):
        self.options, self.short = options, options.short
        self.server_core, self.load_core = options.cores
        self.began = time.monotonic()
        self._seeds = itertools.count(options.seed)

    def build(self, presets):
        quietly = {"cwd": root, "stdin": subprocess.DEVNULL, "check": True}
        for preset in presets:
            self.say(f"building {preset}")
            subprocess.run(["cmake", "--preset", preset, "-Wno-dev"], **quietly, stdout=subprocess.DEVNULL)
            subprocess.run(["cmake", "--build", "--preset", preset, "--target", *builds[preset]], **quietly, stdout=sys.stderr)

    def program(self, name, preset="release"):
        return str(root / "build" / preset / "bin" / name)

    def next_seed(self):
        return next(self._seeds)

    @contextmanager
    def on_load_core(self):
        """What this process itself does takes nothing from the server."""
        before = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {self.load_core})
        try:
            yield
        finally:
            os.sched_setaffinity(0, before)

    def seconds(self):
        return time.monotonic() - self.began

    def say(self, text):
        print(f"[{self.seconds():5.0f} s] {text}", file=sys.stderr, flush=True)


def cores():
    return sorted(os.sched_getaffinity(0))
