"""What every scenario uses: the options of the run, the cores, the programs, and rounds."""
import itertools
import random
import sys
import time
from contextlib import ExitStack


class Bench:
    def __init__(self, options, programs, binaries):
        self.options, self.rotads, self.binaries = options, programs, binaries
        self.server_core, self.load_core = options.cores
        self.rounds, self.slices = options.rounds, options.slices
        self.warm_up, self.seconds = options.warm_up, options.seconds  # of a slice
        self._dice = random.Random(1)
        self._seeds = itertools.count(1)
        self.began = time.monotonic()

    def program(self, name):
        return f"{self.binaries}/{name}"

    def next_seed(self):
        return next(self._seeds)

    def wants(self, server):
        return not self.options.servers or any(word in server.name for word in self.options.servers)

    def shuffled(self, items):
        return self._dice.sample(items, len(items))

    def interleaved(self, what, makers, measure):
        """In each round starts one of every kind afresh; `makers` are (name, function that starts it), and
        `measure(running)` gives a sample. Then in short slices, in an order drawn anew each time, so that what
        else the machine does falls on all of them alike: {name: [sample of each slice]}."""
        samples = {name: [] for name, _ in makers}
        for turn in range(1, self.rounds + 1):
            with ExitStack() as started:
                everyone = []
                for name, start in makers:
                    self.say(f"{what}, round {turn} of {self.rounds}: {name}")
                    running = started.enter_context(start())
                    running.settle()
                    running.load(seconds=self.warm_up)
                    running.pause()
                    everyone.append((name, running))
                for _ in range(self.slices):
                    for name, running in self.shuffled(everyone):
                        running.resume()
                        samples[name].append(measure(running))
                        running.pause()
        return samples

    def say(self, text):
        print(f"[{time.monotonic() - self.began:5.0f} s] {text}", file=sys.stderr, flush=True)
