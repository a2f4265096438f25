"""A server under load: started in a network of its own, measured, ended for sure."""
import json
import os
import select
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import time

from . import processes
from .netns import Network
from .servers.base import address, port

start_limit = 120  # seconds


class Failed(Exception):
    """A server or the load generator did not do its part; the text says what it printed."""


class Running:
    """with Running(bench, server, world) as running: ..."""

    def __init__(self, bench, server, world):
        self.bench, self.server, self.world = bench, server, world
        self.process, self.network, self.kept = None, Network(), []
        self.questions_of = None  # the load whose questions are asked, if not the world's

    def __enter__(self):
        self.home = tempfile.mkdtemp(prefix="rota-bench-")
        self.network.__enter__()
        try:
            self._prepare()
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _prepare(self):
        self.server.write(self.home, self.world)
        self.questions = f"{self.home}/questions"
        self.world.write_questions(self.questions, min(self.server.answers, self.world.members), self.server.fixed)
        self.log = open(f"{self.home}/log", "w+", encoding="utf-8", errors="replace")
        self.kept = self.network.within(self.server.sockets)
        self.asker = self.network.within(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        self.asker.connect((address, port))
        self.kept.append(self.asker)

    def _start(self):
        def spawn():
            self.began = time.monotonic()
            self.process = subprocess.Popen(self.server.command(self.home), cwd=self.home, stdin=subprocess.DEVNULL,
                                            stdout=self.log, stderr=subprocess.STDOUT, start_new_session=True)
        self.network.within(spawn, self.bench.server_core)
        self._wait_for_an_answer()
        first_answer = time.monotonic() - self.began
        self.pids = processes.of_session(self.process.pid)
        resident, private_dirty = processes.memory(self.pids)
        self.start = {"first_answer": first_answer, "start_cpu": processes.cpu_seconds(self.pids)[0],
                      "resident": resident, "private_dirty": private_dirty}

    def _wait_for_an_answer(self):
        name = b"".join(bytes([len(label)]) + label.encode() for label in self.world.last_name().split("."))
        query = struct.pack("!HHHHHH", 1, 0, 1, 0, 0, 0) + name + b"\0\0\1\0\1"
        while time.monotonic() < self.began + start_limit:
            if self.process.poll() is not None:
                raise Failed(f"{self.server.name} ended with code {self.process.returncode}:\n{self.output()}")
            try:
                self.asker.send(query)
                if select.select([self.asker], [], [], 0.001)[0]:
                    reply = self.asker.recv(4096)
                    if reply[3] & 15 == 0 and reply[7] > 0:
                        return
            except ConnectionRefusedError:
                time.sleep(0.0002)  # nobody listens yet
        raise Failed(f"{self.server.name} did not answer within {start_limit} s:\n{self.output()}")

    def output(self, lines=20):
        with open(self.log.name, encoding="utf-8", errors="replace") as log:
            return "".join(log.readlines()[-lines:])

    def lines(self, pattern):
        """How many it has printed that match."""
        with open(self.log.name, encoding="utf-8", errors="replace") as log:
            return sum(1 for line in log if pattern.search(line))

    def begin(self, name, *options):
        """Starts one of our programs beside the server, on the core of the load."""
        command = [self.bench.program(name), *options]
        return self.network.within(lambda: subprocess.Popen(command, stdin=subprocess.DEVNULL, text=True,
                                                            stdout=subprocess.PIPE, stderr=subprocess.PIPE),
                                   self.bench.load_core)

    def begin_load(self, *options, seconds):
        """Starts the load generator; SIGTERM ends it before its time."""
        return self.begin("bench_load", "--server", f"{address}:{port}", "--questions", self.questions,
                          "--seconds", str(seconds), "--seed", str(self.bench.next_seed()), *options)

    def end(self, process, timeout):
        """What such a program says, once it has ended by itself: its JSON."""
        try:
            said, failure = process.communicate(timeout=timeout)
        finally:
            process.kill()
            process.wait()
        if process.returncode != 0 or self.process.poll() is not None:
            raise Failed(f"load on {self.server.name}: {failure}\n{self.output()}")
        return json.loads(said)

    def load(self, *options, seconds):
        """Runs the load generator; what it counted."""
        return self.end(self.begin_load(*options, seconds=seconds), seconds + 60)

    def pause(self):
        """It uses nothing until resumed, whatever it does on its own."""
        os.killpg(self.process.pid, signal.SIGSTOP)

    def resume(self):
        os.killpg(self.process.pid, signal.SIGCONT)

    def settle(self):
        """Loads it until its answers are right, for servers whose first ones are not."""
        end = time.monotonic() + 30
        while self.server.settles and time.monotonic() < end and self.load(seconds=0.5)["wrong"] > 0:
            time.sleep(0.5)

    def ask(self, load, lines):
        """These questions from now on, in place of the world's."""
        self.questions, self.questions_of = f"{self.home}/questions-{load}", load
        with open(self.questions, "w", encoding="ascii") as out:
            out.writelines(lines)

    def measure(self, *options, seconds):
        """A load run, and what each query of it cost the server in CPU."""
        cpu, user = processes.cpu_seconds(self.pids)
        began = time.monotonic()
        sample = self.load(*options, seconds=seconds)
        elapsed = time.monotonic() - began
        cpu_after, user_after = processes.cpu_seconds(self.pids)
        replies = max(1, sample["right"] + sample["wrong"])
        used, share = cpu_after - cpu, user_after - user
        sample.update(cpu_us=used / replies * 1e6, user_us=share / replies * 1e6, busy=used / elapsed,
                      sys_us=max(0.0, used - share) / replies * 1e6, qps=replies / sample["seconds"])
        return sample

    def __exit__(self, *_):
        if self.process is not None:
            try:
                os.killpg(self.process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass
            self.process.wait()
        for held in self.kept:
            held.close()
        self.network.__exit__()
        shutil.rmtree(self.home, ignore_errors=True)
