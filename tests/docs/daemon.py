"""rotad as a scene runs it: in the scene's folder, one at a time."""
import os
import subprocess
import time
import tomllib
import urllib.error
import urllib.request
from pathlib import Path

patience = 30  # seconds; a program with sanitizers on a busy machine takes its time


class Daemon:
    def __init__(self, programs):
        self.programs = programs
        self.process = None
        self.environment = {**os.environ, "PATH": f"{programs}:{os.environ['PATH']}", "LC_ALL": "C.UTF-8", "COLUMNS": "120",
                            "UBSAN_OPTIONS": "halt_on_error=1"}

    def start(self, config):
        """Returns once it answers, and the first round of checks is done."""
        self.stop()
        with open("rotad.log", "w", encoding="utf-8") as log:
            self.process = subprocess.Popen(["rotad", "--config", config], stdin=subprocess.DEVNULL, stdout=log,
                                            stderr=subprocess.STDOUT, env=self.environment)
        with open(config, "rb") as file:
            http = tomllib.load(file).get("control", {}).get("http", "127.0.0.1:8053")
        end = time.monotonic() + patience
        while not self._is_ready(http):
            if self.process.poll() is not None:
                raise RuntimeError(f"rotad ended with {self.process.returncode}\n{self.log()}")
            if time.monotonic() > end:
                raise RuntimeError(f"rotad is not ready after {patience} s\n{self.log()}")
            time.sleep(0.05)

    @staticmethod
    def _is_ready(http):
        try:
            with urllib.request.urlopen(f"http://{http}/readyz", timeout=5) as said:
                return said.status == 200
        except (urllib.error.URLError, OSError):
            return False

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(patience)

    def log(self):
        return Path("rotad.log").read_text(encoding="utf-8", errors="replace") if self.process else ""

    def run(self, command, timeout=90):
        """One command as a reader would type it: (exit code, everything it printed)."""
        done = subprocess.run(["bash", "-c", command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              text=True, errors="replace", timeout=timeout, env=self.environment, check=False)
        return done.returncode, done.stdout
