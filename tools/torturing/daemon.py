"""rotad in a network of its own, with what an operator sees of it."""
import os
import re
import signal
import subprocess
import time

from benchmark.running import Running
from benchmark.scenarios.flips import FlippingPools, FlippingWorld
from benchmark.servers.base import address, port, put
from benchmark.servers.rota import RotaRoundRobin
from support.control import Control
from support.metrics import Metrics
from support.waiting import until

from .log import Log

sanitizer_found = re.compile(r"(ERROR|WARNING): \w+Sanitizer|runtime error:")
end_limit = 60  # seconds


class Controlled:
    """Of a server: a control socket and a state directory."""
    workers = 1

    def write(self, home, world):
        super().write(home, world)
        os.mkdir(f"{home}/state")
        put(home, "rota.toml", f"""zones = ["zones/*.toml"]
[server]
listen  = ["{address}:{port}"]
workers = {self.workers}
user    = ""
state   = "{home}/state"
[control]
socket = "{home}/control.sock"
http   = ""
""")


class Server(Controlled, RotaRoundRobin):
    """Pools of 4 members that take turns."""


class FlappingServer(Controlled, FlippingPools):
    """One member of the first pools is up and down as the flapper opens and closes it. A busy machine may answer a
    probe late, but never refuse one that should be taken: so no steady member is ever down."""
    check = FlippingPools.check.replace('timeout = "1s"', 'timeout = "20s"')

    def __init__(self, run, count):
        super().__init__(run.program("rotad"), "rota", run, count)


def flapping_world(count):
    return FlippingWorld(names=2 * count, flapping=count)


class Daemon(Running):
    """with Daemon(run, server, world) as daemon: ..."""

    def __enter__(self):
        super().__enter__()
        self.said = Log(self.log.name)
        self.control = Control(path=f"{self.home}/control.sock", timeout=60)
        return self

    def metrics(self):
        return Metrics(self.control, "server")

    def reload(self, says="reload done"):
        """Has it reload, and waits until it has said what came of that."""
        os.kill(self.process.pid, signal.SIGHUP)
        self.said.wait(says, end_limit)

    def resident(self):
        """Octets."""
        with open(f"/proc/{self.process.pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def open_files(self):
        """What each descriptor stands for; of a TCP socket its ends and its state, as /proc/net/tcp has them."""
        with open(f"/proc/{self.process.pid}/net/tcp", encoding="ascii") as file:
            sockets = {f"socket:[{line.split()[9]}]": " ".join(["tcp", *line.split()[1:4]]) for line in file.readlines()[1:]}
        found = []
        for name in os.listdir(f"/proc/{self.process.pid}/fd"):
            try:
                link = os.readlink(f"/proc/{self.process.pid}/fd/{name}")
            except FileNotFoundError:  # closed meanwhile
                continue
            found.append(sockets.get(link, link))
        return found

    def kernel_drops(self):
        return int(self.metrics().sum("rota_udp_kernel_drops_total"))

    def conservation(self):
        """(received, answered, dropped), once nothing is under way and they agree, or do not within a while."""
        end = time.monotonic() + 10
        while True:
            now = self.metrics()
            counts = [int(now.sum(f"rota_dns_{what}_total")) for what in ("received", "answered", "dropped")]
            if counts[0] == counts[1] + counts[2] or time.monotonic() > end:
                return counts
            time.sleep(0.05)

    def finish(self):
        """Stops it as an operator does; what was wrong with its end, or nothing."""
        os.kill(self.process.pid, signal.SIGTERM)
        try:
            code = self.process.wait(end_limit)
        except subprocess.TimeoutExpired:
            return "did not end"
        with open(self.log.name, encoding="utf-8", errors="replace") as log:
            found = next((line.strip() for line in log if sanitizer_found.search(line)), None)
        return found or (f"ended with code {code}" if code else None)


class Load:
    """with Load(daemon) as load: ...; then `load.said` is what the generator counted. It asks at a rate that leaves
    the server idle most of the time: whatever is lost, is lost to a fault."""

    def __init__(self, daemon):
        self.daemon, short = daemon, daemon.bench.short
        self.rate, self.patience = (500, 30) if short else (5000, 3)

    def __enter__(self):
        self.process = self.daemon.begin_load("--rate", str(self.rate), "--sockets", "64", "--patience",
                                              str(self.patience), seconds=24 * 3600)
        self.asked = self.daemon.metrics().sum("rota_dns_received_total")
        self.wait(200)
        return self

    def wait(self, count, timeout=end_limit):
        """Until so many more queries have come."""
        goal = self.daemon.metrics().sum("rota_dns_received_total") + count
        until(lambda: self.daemon.metrics().sum("rota_dns_received_total") >= goal, timeout, f"{count} queries come")

    def __exit__(self, failed, *_):
        if failed:
            self.process.kill()
            self.process.wait()
            return
        self.process.send_signal(signal.SIGTERM)
        self.said = self.daemon.end(self.process, self.patience + end_limit)
