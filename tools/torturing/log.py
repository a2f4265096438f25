"""What a daemon writes, read on from where one has come."""
import re

from support.waiting import until


class Log:
    def __init__(self, path):
        self._file = open(path, encoding="utf-8", errors="replace")
        self._rest = ""

    def lines(self):
        """Those that are new and whole."""
        *lines, self._rest = (self._rest + self._file.read()).split("\n")
        return lines

    def count(self, pattern):
        """How many new ones match."""
        return sum(1 for line in self.lines() if re.search(pattern, line))

    def wait(self, pattern, timeout):
        """For a new one that matches; those that came with it count as read."""
        until(lambda: self.count(pattern), timeout, f"the log says '{pattern}'")

    def close(self):
        self._file.close()
