"""rotad, the real program."""
import os
import re
import signal
import subprocess

from .ask import ask
from .control import Control
from .process import Adopted, Process, adopt_orphans
from .waiting import until

sanitizer_found = r"(ERROR|WARNING): \w+Sanitizer|runtime error:"


class Rota(Process):
    def __init__(self, ctx, config, port=None, address=None, env=None, launch=(), **popen):
        environment = {**os.environ, **(env or {})}
        environment.setdefault("UBSAN_OPTIONS", "halt_on_error=1:print_stacktrace=1")
        super().__init__("rotad", [*launch, ctx.bin, "--config", config], ctx.dir, ctx.log_path("rotad"),
                         env=environment, **popen)
        self.address, self.port, self.slack = address or ctx.ip(1), port or ctx.port, ctx.slack
        self.control = Control(path=ctx.path("control.sock"), timeout=60)
        self.expected_code = 0

    def wait_ready(self, timeout=20):
        """Ready is: it answers, whatever it says."""
        def answers():
            assert self.running(), f"rotad ended at start with code {self.process.returncode}\n{self.text()}"
            try:
                return ask(self.address, self.port, "ready.invalid", "A", timeout=0.5)
            except OSError:  # nobody listens yet, or no answer yet
                return None
        until(answers, timeout * self.slack, "rotad answers")
        return self

    def ask(self, name, type="A", **options):
        return ask(self.address, self.port, name, type, **options)

    def reload(self):
        self.send(signal.SIGHUP)

    def follow(self, replace):
        """`replace` has it replaced, and returns the number of the process that stands for it from then on; None when
        it stays. The old process, or None."""
        adopt_orphans()
        pid = replace()
        if pid is None:
            return None
        old, self.process = self.process, Adopted(pid)
        return old

    def replace(self):
        """Has it replaced by request; `said` is the answer."""
        def ask_for_it():
            answer = self.control.ask("POST", "/api/v1/replace")
            self.said = said = answer.json()
            assert (answer.status == 200) == said["ok"], (answer.status, said)
            return said["pid"] if said["ok"] else None
        return self.follow(ask_for_it)

    def serial(self, zone):
        """The serial of the zone as served: the sure sign of which edition answers."""
        answer = self.ask(zone, "SOA").answer
        return answer[0][0].serial if answer else None

    def wait_serial(self, zone, serial, timeout=20):
        until(lambda: self.serial(zone) == serial, timeout * self.slack, f"{zone} is served with serial {serial}")

    def memory(self):
        """KiB that are resident."""
        with open(f"/proc/{self.pid}/status", encoding="ascii") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))

    def finish(self):
        """Stops it like an operator; a test fails when it did not end well."""
        self.stop(timeout=15 * self.slack)
        code = self.process.returncode
        assert code == self.expected_code, f"rotad ended with code {code}, not {self.expected_code}"


def run_once(ctx, *arguments, timeout=60, program=None):
    """Runs rotad, or a program that starts it, to its end: (exit code, everything it printed)."""
    done = subprocess.run([program or ctx.bin, *arguments], cwd=ctx.dir, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=timeout * ctx.slack, text=True, check=False)
    assert not re.search(sanitizer_found, done.stdout), done.stdout
    return done.returncode, done.stdout
