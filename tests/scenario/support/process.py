"""A program started by a test: its lines with the time they came, and a sure end."""
import ctypes
import os
import re
import signal
import subprocess
import threading
import time
from dataclasses import dataclass


@dataclass
class Line:
    time: float  # time.monotonic()
    text: str


class Adopted:
    """A child of a child that has ended: ours to wait for, once adopt_orphans() was called."""

    def __init__(self, pid):
        self.pid, self.returncode = pid, None

    def poll(self):
        if self.returncode is None:
            try:
                pid, status = os.waitpid(self.pid, os.WNOHANG)
            except ChildProcessError:  # not ours yet: the process that started it has not ended
                return None
            self.returncode = os.waitstatus_to_exitcode(status) if pid else None
        return self.returncode

    def wait(self, timeout=None):
        end = time.monotonic() + (timeout or 1e9)
        while self.poll() is None:
            if time.monotonic() > end:
                raise subprocess.TimeoutExpired(f"process {self.pid}", timeout)
            time.sleep(0.005)
        return self.returncode

    def send_signal(self, number):
        os.kill(self.pid, number)


def adopt_orphans():
    pr_set_child_subreaper = 36
    assert ctypes.CDLL(None).prctl(pr_set_child_subreaper, 1, 0, 0, 0) == 0


def is_gone(pid):
    """Ended, and its memory given back."""
    try:
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            return file.read().rsplit(")", 1)[1].split()[0] == "Z"
    except FileNotFoundError:
        return True


class Process:
    def __init__(self, name, command, directory, log_path, **popen):
        self.name = name
        self.lines = []
        self._changed = threading.Condition()
        self._log = open(log_path, "a", encoding="utf-8")
        self._log.write(f"$ {' '.join(map(str, command))}\n")
        self.process = subprocess.Popen(command, cwd=directory, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                        stderr=subprocess.STDOUT, start_new_session=True, **popen)
        self._group = self.process.pid
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self):
        for raw in self.process.stdout:
            line = Line(time.monotonic(), raw.decode(errors="backslashreplace").rstrip("\n"))
            self._log.write(f"{line.time:.3f} {line.text}\n")
            self._log.flush()
            with self._changed:
                self.lines.append(line)
                self._changed.notify_all()
        with self._changed:
            self._changed.notify_all()
        self._log.close()

    @property
    def pid(self):
        return self.process.pid

    def running(self):
        return self.process.poll() is None

    def text(self):
        return "\n".join(line.text for line in list(self.lines))

    def mark(self):
        """A place in the log: pass it as `after` to look only at later lines."""
        return len(self.lines)

    def wait_for(self, pattern, timeout=10, after=0):
        """The first line that matches; the test fails when it does not come in time."""
        regex, end, seen = re.compile(pattern), time.monotonic() + timeout, after
        with self._changed:
            while True:
                for line in self.lines[seen:]:
                    if regex.search(line.text):
                        return line
                seen = max(seen, len(self.lines))
                left = end - time.monotonic()
                if left <= 0 or (not self._reader.is_alive() and seen == len(self.lines)):
                    raise AssertionError(f"{self.name}: no line like '{pattern}' within {timeout:g} s")
                self._changed.wait(min(left, 0.2))

    def has(self, pattern, after=0):
        return any(re.search(pattern, line.text) for line in self.lines[after:])

    def send(self, number):
        self.process.send_signal(number)

    def wait(self, timeout=15):
        """Waits for its end; its exit code."""
        code = self.process.wait(timeout)
        self._reader.join(timeout)
        return code

    def stop(self, number=signal.SIGTERM, timeout=15):
        if self.running():
            self.send(number)
            try:
                self.process.wait(timeout)
            except subprocess.TimeoutExpired:
                self.kill()
                raise AssertionError(f"{self.name} did not end within {timeout} s of signal {number}")
        self._reader.join(5)
        return self.process.returncode

    def kill(self):
        """SIGKILL, to it and the children it may have: the group is its own since start_new_session."""
        if self.running():
            os.killpg(self._group, signal.SIGKILL)
        self.process.wait()
        self._reader.join(5)
