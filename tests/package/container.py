"""What packaging/Containerfile says, done without a container runtime: its steps in an overlay over a fresh Debian,
its program as its user in a network of its own."""
import json
import os
import shlex
import shutil
import signal
import subprocess

from debian import environment, run
from support.waiting import until


def instructions(recipe):
    """(word, the rest) of each, in order."""
    lines = [line for line in recipe.read_text().splitlines() if line.strip() and not line.startswith("#")]
    return [tuple(line.split(None, 1)) for line in "\n".join(lines).replace("\\\n", " ").splitlines()]


class Container:
    """Built when made; runs from enter to exit."""

    def __init__(self, recipe, context, debian):
        self.path, self.settings, self.process = debian.folder / "container", {}, None
        upper, work = debian.folder / "upper", debian.folder / "work"
        for folder in (self.path, upper, work):
            folder.mkdir()
        run("mount", "-t", "overlay", "-o", f"lowerdir={debian.path},upperdir={upper},workdir={work}", "overlay",
            self.path)
        run("mount", "-t", "proc", "proc", self.path / "proc")
        for word, rest in instructions(recipe):
            self._follow(word, rest, context)

    def _follow(self, word, rest, context):
        if word == "COPY":
            *sources, target = rest.split()
            for source in [found for pattern in sources for found in context.glob(pattern)]:
                shutil.copy(source, self.path / target.lstrip("/"))
        elif word == "RUN":
            run("chroot", self.path, *environment, "sh", "-c", rest)
        else:
            self.settings[word] = rest

    def command(self, words):
        return ["chroot", f"--userspec={self.settings['USER']}:", self.path, *environment, *words]

    def __enter__(self):
        words = json.loads(self.settings["ENTRYPOINT"]) + json.loads(self.settings["CMD"])
        own_net = ["unshare", "--net", "sh", "-c", 'ip link set lo up; exec "$@"', "sh"]
        self.process = subprocess.Popen(own_net + self.command(words), stderr=subprocess.PIPE, text=True)
        until(self.is_healthy, 30, "the container is healthy")
        return self

    def run(self, *words):
        """In its network, with the files of this machine."""
        return run("nsenter", "-t", self.process.pid, "--net", *words)

    def is_healthy(self):
        assert self.process.poll() is None, self.process.stderr.read()
        test = json.loads(self.settings["HEALTHCHECK"].partition("CMD")[2])
        return subprocess.run(self.command(test), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0

    def __exit__(self, *_):
        self.process.send_signal(getattr(signal, shlex.split(self.settings["STOPSIGNAL"])[0]))
        said = self.process.communicate(timeout=30)[1]
        assert self.process.returncode == 0, f"it ended with {self.process.returncode}:\n{said}"

    def remove(self):
        run("umount", "--recursive", self.path)
        os.rmdir(self.path)
