"""rotactl, the real program beside rotad."""
import json
import os
import re
import subprocess

from .process import Process
from .rota import sanitizer_found


class Ran:
    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err


class Rotactl:
    """Speaks with the daemon on this socket, or at this address over HTTP."""

    def __init__(self, ctx, socket="control.sock", http=None):
        self.ctx = ctx
        self.bin = os.path.join(os.path.dirname(ctx.bin), "rotactl")
        self.socket = ctx.path(socket)
        self.server = ["--http", http] if http else ["--socket", self.socket]

    def run(self, *words, timeout=30, **environment):
        command = [self.bin, *self.server, *words]
        done = subprocess.run(command, cwd=self.ctx.dir, stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              timeout=timeout * self.ctx.slack, check=False, env={**os.environ, **environment})
        with open(self.ctx.log_path("rotactl"), "a", encoding="utf-8") as log:
            log.write(f"$ rotactl {' '.join(words)} -> {done.returncode}\n{done.stdout}{done.stderr}")
        assert not re.search(sanitizer_found, done.stderr), done.stderr
        return Ran(done.returncode, done.stdout, done.stderr)

    def ok(self, *words, **options):
        """What it printed; the test fails when it did not go well."""
        ran = self.run(*words, **options)
        assert ran.code == 0, f"rotactl {' '.join(words)} ended with {ran.code}\n{ran.out}{ran.err}"
        return ran.out

    def json(self, *words):
        return json.loads(self.ok(*words, "--json"))

    def start(self, *words):
        """For what stays; its lines come as it prints them."""
        process = Process("rotactl", [self.bin, *self.server, *words], self.ctx.dir,
                          self.ctx.log_path("rotactl-follow"))
        self.ctx.processes.append(process)
        return process
