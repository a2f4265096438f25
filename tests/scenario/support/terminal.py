"""A terminal of 80 columns and 24 rows: a program runs on it, keys are typed, and what stands in its cells is read."""
import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios

import pyte

from .waiting import until


class Terminal:
    def __init__(self, ctx, *command, columns=80, rows=24, **environment):
        self.ctx = ctx
        self.screen = pyte.Screen(columns, rows)
        self.stream = pyte.ByteStream(self.screen)
        self.written = b""  # all of it, as it came
        self.ours, theirs = pty.openpty()
        self.resize(columns, rows)
        variables = {**os.environ, "TERM": "xterm", **environment}
        variables.pop("NO_COLOR", None)
        self.process = subprocess.Popen(command, cwd=ctx.dir, stdin=theirs, stdout=theirs, stderr=theirs, env=variables,
                                        start_new_session=True)
        ctx.closing.append(self.close)
        os.close(theirs)

    def resize(self, columns, rows):
        """The window gets another size; the program hears of it when it looks."""
        fcntl.ioctl(self.ours, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        self.screen.resize(rows, columns)

    def type(self, keys):
        os.write(self.ours, keys.encode())

    def read(self):
        """Takes in what was written so far."""
        while select.select([self.ours], [], [], 0)[0]:
            try:
                piece = os.read(self.ours, 65536)
            except OSError:  # the program has ended
                return
            self.written += piece
            self.stream.feed(piece)

    def lines(self):
        self.read()
        return [line.rstrip() for line in self.screen.display]

    def text(self):
        return "\n".join(self.lines())

    def shows(self, pattern, seconds=10):
        """Waits until the screen shows it; returns the match."""
        def found():
            return re.search(pattern, self.text(), re.M)
        try:
            return until(found, seconds * self.ctx.slack, f"the terminal shows {pattern}")
        except AssertionError as error:
            raise AssertionError(f"{error}\n{self.text()}") from None

    def colour(self, pattern):
        """Of the first cell of what matches."""
        for row, line in enumerate(self.lines()):
            match = re.search(pattern, line)
            if match:
                return self.screen.buffer[row][match.start()].fg
        raise AssertionError(f"the terminal does not show {pattern}:\n{self.text()}")

    def ends(self, seconds=10):
        """Waits for the program's end; returns its exit code."""
        until(lambda: (self.read(), self.process.poll() is not None)[1], seconds * self.ctx.slack, "the program ends")
        self.read()
        return self.process.returncode

    def close(self):
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        os.close(self.ours)
