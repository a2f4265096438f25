"""rotad in a network of its own, with what an operator sees of it."""
import os
import re
import signal
import subprocess
import time

from benchmark.running import Running
from benchmark.servers.base import address, port, put
from benchmark.servers.rota import RotaRoundRobin
from support.control import Control
from support.metrics import Metrics
from support.waiting import until

sanitizer_found = re.compile(r"(ERROR|WARNING): \w+Sanitizer|runtime error:")
end_limit = 60  # seconds


class Server(RotaRoundRobin):
    """Pools of 4 members that take turns, a control socket and a state directory; one worker unless said."""
    workers, state = 1, True

    def __init__(self, program, core):
        super().__init__(program)
        self.core = core  # of what else must run in its network

    def write(self, home, world):
        super().write(home, world)
        self.write_main(home)

    def write_main(self, home, more=""):
        put(home, "rota.toml", f"""zones = ["zones/*.toml"]
[server]
listen  = ["{address}:{port}"]
workers = {self.workers}
user    = ""
state   = "{home + '/state' if self.state else ''}"
[control]
socket = "{home}/control.sock"
http   = ""
{more}""")


class Daemon(Running):
    """with Daemon(run, server, world) as daemon: ..."""

    def __enter__(self):
        super().__enter__()
        self.control = Control(path=f"{self.home}/control.sock", timeout=60)
        return self

    def metrics(self):
        return Metrics(self.control, "server")

    def reload(self, times, says):
        """Has it reload, and waits until it has said so that often in all."""
        os.kill(self.process.pid, signal.SIGHUP)
        self.wait_lines(says, times)

    def wait_lines(self, pattern, count, timeout=end_limit):
        until(lambda: self.lines(pattern) >= count, timeout, f"{count} lines like '{pattern.pattern}' in the log")

    def resident(self):
        """Octets."""
        with open(f"/proc/{self.process.pid}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE")

    def descriptors(self):
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def kernel_drops(self):
        return self.metrics().sum("rota_udp_kernel_drops_total")

    def conservation(self):
        """(received, answered, dropped), once nothing is under way and the counts agree, or do not within a while."""
        end = time.monotonic() + 5
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
