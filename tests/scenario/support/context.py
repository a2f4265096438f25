"""What one test gets: a folder, a net, the programs it starts, and a sure end for all of them."""
import os
import re
import shutil
import tempfile

from .net import Net
from .nginx import Nginx
from .rota import Rota, run_once, sanitizer_found

placeholder = re.compile(r"\$\{(ip(\d+)|port|dir)\}")


class Skip(Exception):
    """This machine cannot run the test; the text says why."""


class Context:
    """`bin` is rotad; `release_bin` a release build of it for the scenarios that measure, or None."""

    def __init__(self, scenario, bin, release_bin=None):
        self.scenario, self.bin, self.release_bin = scenario, bin, release_bin
        self.slack = 4 if bin and is_sanitized(bin) else 1
        self.net = Net()
        self.port = self.net.port
        self.dir = tempfile.mkdtemp(prefix="rota-scenario-")
        os.chmod(self.dir, 0o755)
        self.processes, self.rotas, self.closing, self.figures = [], [], [], []
        for folder in ("conf", "zones"):
            if os.path.isdir(f"{scenario}/{folder}"):
                self._copy(folder)

    def _copy(self, folder):
        shutil.copytree(f"{self.scenario}/{folder}", self.path(folder))
        for base, _, files in os.walk(self.path(folder)):
            for file in files:
                with open(f"{base}/{file}", encoding="latin-1", newline="") as source:
                    text = source.read()
                with open(f"{base}/{file}", "w", encoding="latin-1", newline="") as out:
                    out.write(self.fill(text))

    def ip(self, number):
        return self.net.ip(number)

    def path(self, name):
        return os.path.join(self.dir, name)

    def log_path(self, name):
        return self.path(f"{name}.log")

    def fill(self, text):
        """Replaces ${ip7}, ${port} and ${dir}."""
        def value(found):
            if found.group(2):
                return self.ip(int(found.group(2)))
            return str(self.port) if found.group(1) == "port" else self.dir
        return placeholder.sub(value, text)

    def write(self, name, text):
        os.makedirs(os.path.dirname(self.path(name)), exist_ok=True)
        with open(self.path(name), "w", encoding="utf-8") as out:
            out.write(self.fill(text))

    def read(self, name):
        with open(self.path(name), encoding="utf-8") as file:
            return file.read()

    def edit(self, name, old, new):
        text = self.read(name)
        assert old in text, f"{name} has no '{old}' to edit"
        # Written aside and renamed, as an editor or git does: a reload never reads half a file.
        with open(self.path(name) + ".new", "w", encoding="utf-8") as out:
            out.write(text.replace(old, self.fill(new)))
        os.rename(self.path(name) + ".new", self.path(name))

    def rota(self, config="conf/rota.toml", ready=True, **options):
        rota = Rota(self, config, **options)
        self.processes.append(rota)
        self.rotas.append(rota)
        return rota.wait_ready() if ready else rota

    def check(self, config="conf/rota.toml"):
        return run_once(self, "--check", "--config", config)

    def nginx(self, number, **options):
        return Nginx(self, number, **options)

    def figure(self, text):
        """A measured figure, printed beside the test's line."""
        self.figures.append(text)

    def needs_root(self):
        if os.geteuid() != 0:
            raise Skip("needs root")

    def finish(self):
        """The end of a good test: every rotad still there must end well too, and none that there was broke a rule."""
        for rota in self.rotas:
            rota.finish()
        for process in self.processes:
            assert not process.has(sanitizer_found), f"a sanitizer found something in {process.name}"

    def close(self):
        """Ends whatever still runs, by its own id; gives the net back."""
        for process in self.processes:
            process.kill()
        for close in self.closing:
            close()
        self.net.release()

    def logs(self):
        for name in sorted(os.listdir(self.dir)):
            if name.endswith(".log"):
                with open(self.path(name), encoding="utf-8", errors="replace") as file:
                    yield name, file.read()

    def remove(self):
        shutil.rmtree(self.dir, ignore_errors=True)


def is_sanitized(path):
    with open(path, "rb") as program:
        content = program.read()
    return b"__asan_init" in content or b"__tsan_init" in content
