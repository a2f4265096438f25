"""Targets and what was seen of them, as one table."""
import os
import platform
import time
from dataclasses import dataclass


@dataclass
class Row:
    what: str
    target: str
    seen: str
    met: bool
    gates: bool = True  # not met, the command fails; other rows only tell

    def cells(self):
        return [self.what, self.target, self.seen, "ok" if self.met else "MISSED"]


def table(heads, rows):
    return "".join(f"| {' | '.join(map(str, line))} |\n" for line in [heads, ["---"] * len(heads), *rows])


def document(command, rows, seconds):
    head = (f"`{command}` on {time.strftime('%Y-%m-%d')}, Linux {platform.release()}, {os.cpu_count()} cores, "
            f"{seconds / 60:.0f} minutes.\n\n")
    return head + table(["What", "Target", "Seen", ""], [row.cells() for row in rows])
