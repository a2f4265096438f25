"""The real dig, and what it printed."""
import re
import subprocess


class Dig:
    def __init__(self, text):
        self.text = text
        status = re.search(r"status: (\w+)", text)
        flags = re.search(r";; flags: ([a-z ]*);", text)
        self.status = status.group(1) if status else None
        self.flags = flags.group(1).split() if flags else []
        self.answer, self.authority = self._section("ANSWER"), self._section("AUTHORITY")
        self.additional, self.question = self._section("ADDITIONAL"), self._section("QUESTION")

    def _section(self, name):
        found = re.search(rf";; {name} SECTION:\n(.*?)(\n\n|\n;; |\Z)", self.text, re.DOTALL)
        lines = found.group(1).splitlines() if found else []
        return [line.split(None, 4) for line in lines if line and (name == "QUESTION" or line[0] != ";")]

    def values(self):
        """The rdata of the answer section, in order."""
        return [record[4] for record in self.answer]


def dig(address, port, *arguments, timeout=5):
    command = ["dig", "-r", f"@{address}", "-p", str(port), f"+time={timeout}", "+tries=1", "+nocookie",
               "+noad", "+norec", *arguments]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, timeout=timeout * 3 + 10, check=False)
    return Dig(done.stdout)
