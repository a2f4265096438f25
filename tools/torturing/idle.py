"""TCP connections by the thousand that say nothing more, and some that write an octet now and then.

Ids: O-05 O-07 X-17
"""
import resource
import select
import socket
import struct
import threading
import time
from statistics import median

from benchmark.servers.base import address, port
from benchmark.world import World

from .daemon import Daemon, Server
from .rows import Row

names, presets = ("idle",), ("release",)
world = World(names=1000)
prefixes = 100         # of /24, from which they come: none has more than its share
slow_writers = 100     # of them
most_memory = 64       # MiB
least_qps = 0.95
opening_limit = 60     # seconds
at_once = 500          # that wait for an answer
bind_address_no_port = 24  # IP_BIND_ADDRESS_NO_PORT: a port is chosen when the peer is known


class ManySeats(Server):
    """A worker has room for 4,096 connections; so many workers hold them all."""
    workers = 4


def question(name):
    labels = b"".join(bytes([len(label)]) + label.encode() for label in name.split("."))
    wire = struct.pack("!HHHHHH", 7, 0, 1, 0, 0, 0) + labels + b"\0\0\1\0\1"
    return struct.pack("!H", len(wire)) + wire


class Idlers:
    """Each asks one question, reads the answer and stays."""

    def __init__(self, count):
        self.count, self.question = count, question(world.last_name())
        self._open, self._made, self.answered = {}, 0, 0
        self._poll = select.epoll()
        self._ending = threading.Event()
        self._slow = []
        self._thread = threading.Thread(target=self._write_slowly, daemon=True)

    def _connect(self):
        one = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        one.setblocking(False)
        self._made += 1
        one.setsockopt(socket.IPPROTO_IP, bind_address_no_port, 1)
        one.bind((f"127.50.{self._made % prefixes}.{1 + self._made // prefixes % 250}", 0))
        one.connect_ex((address, port))
        self._open[one.fileno()] = one
        self._poll.register(one, select.EPOLLOUT)

    def _take(self, descriptor, events):
        one = self._open[descriptor]
        try:
            if events & select.EPOLLOUT:
                one.send(self.question)
                return self._poll.modify(one, select.EPOLLIN)
            if one.recv(4096):
                self.answered += 1
                return None
        except OSError:
            pass
        self._poll.unregister(descriptor)
        del self._open[descriptor]
        return one.close()

    def open(self):
        """Until as many as there shall be have had their answer; it is told when that takes too long."""
        end = time.monotonic() + opening_limit
        while self.answered < self.count and time.monotonic() < end:
            while len(self._open) < self.count and len(self._open) - self.answered < at_once:
                self._connect()
            for descriptor, events in self._poll.poll(0.1):
                self._take(descriptor, events)
        self._slow = [socket.create_connection((address, port)) for _ in range(slow_writers)]
        self._thread.start()

    def _write_slowly(self):
        while not self._ending.wait(0.1):
            for one in self._slow:
                try:
                    one.send(b"\0")
                except OSError:  # it was slow for too long
                    pass

    def close(self):
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join()
        for one in [*self._slow, *self._open.values()]:
            one.close()
        self._poll.close()


def good_connection(daemon):
    """Seconds until a new one from elsewhere has its answer."""
    began = time.monotonic()
    with socket.create_connection((address, port), 30, ("127.60.0.1", 0)) as one:
        one.sendall(question(world.last_name()))
        assert len(one.recv(4096)) > 12, "a new good connection is closed"
    return time.monotonic() - began


def qps(daemon, seconds):
    said = daemon.load(seconds=seconds)
    return said["right"] / said["seconds"]


def one_round(run, daemon, seconds):
    """Without, then with: what UDP does, what is in use, how many connections there are."""
    quiet = {"qps": qps(daemon, seconds), "memory": daemon.resident()}
    idlers = daemon.network.within(lambda: Idlers(1000 if run.short else 10_000))
    try:
        daemon.network.within(idlers.open)
        held = [daemon.metrics().sum("rota_tcp_connections")]
        with_them = {"qps": qps(daemon, seconds), "memory": daemon.resident()}
        good = daemon.network.within(lambda: good_connection(daemon))
        held.append(daemon.metrics().sum("rota_tcp_connections"))
    finally:
        idlers.close()
    return {"ratio": with_them["qps"] / quiet["qps"], "grown": (with_them["memory"] - quiet["memory"]) / (1 << 20),
            "good": good, "opened": idlers.answered, "held": int(min(held))}


def measure(run, _):
    descriptors = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors[1], descriptors[1]))
    run.say("idle TCP connections")
    try:
        with run.on_load_core(), Daemon(run, ManySeats(run.program("rotad")), world) as daemon:
            daemon.load(seconds=0.5)
            rounds = [one_round(run, daemon, 0.3 if run.short else 2) for _ in range(1 if run.short else 5)]
            end = daemon.finish()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, descriptors)
    share, grown = median(one["ratio"] for one in rounds), max(one["grown"] for one in rounds)
    held, good = min(one["held"] for one in rounds), max(one["good"] for one in rounds)
    return [
        Row(f"{rounds[0]['opened']:,} idle TCP connections + {slow_writers} slow writers: UDP", "loses < 5 % of QPS",
            f"{(share - 1) * 100:+.1f} % ({held:,} still open at the end of it, {ManySeats.workers} workers on one core)",
            share > least_qps, gates=False),
        Row("the same: memory", "<= 64 MiB more", f"{grown:+.1f} MiB", grown <= most_memory),
        Row("the same: a new good connection", "is answered", f"in {good * 1000:.1f} ms at most; {end or 'ended well'}",
            end is None)]
