"""A fresh Debian of its own, with systemd as its process 1: its files are in memory, its processes, mounts, network
and control groups are its own. Made inside the mount and process namespaces of tests/package/run."""
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

from support.waiting import until

suite = "bookworm"
environment = ["/usr/bin/env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", "TERM=dumb",
               "DEBIAN_FRONTEND=noninteractive"]
inside = "ROTA_PACKAGE_TEST"  # tells the second start of the runner that it has its namespaces

# Joins the group, then becomes process 1 of the system in $1. What is the machine's own
# - /proc/sys and /sys - is not written to.
boot = """
set -e
echo $$ >"$2/cgroup.procs"
exec unshare --cgroup --pid --fork --kill-child --mount --net --uts --ipc sh -ec '
  mount --bind "$1" "$1"  # pivot_root wants a mount, and systemd a root that is one
  ip link set lo up
  mount -t proc proc "$1/proc"
  mount --bind "$1/proc/sys" "$1/proc/sys" && mount -o remount,bind,ro "$1/proc/sys"
  mount -t sysfs -o ro sysfs "$1/sys"
  mount -t cgroup2 cgroup2 "$1/sys/fs/cgroup"
  mount -t tmpfs -o mode=755 tmpfs "$1/run"
  cd "$1"
  pivot_root . mnt
  umount -l mnt
  exec /usr/bin/env -i container=rota PATH=/usr/sbin:/usr/bin:/sbin:/bin /lib/systemd/systemd' sh "$1"
"""


def run(*words, fine=(0,), **options):
    """The output of a program that must end well."""
    done = subprocess.run([str(word) for word in words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False, **options)
    said = f"{' '.join(map(str, words))} ended with {done.returncode}:\n{done.stdout[-4000:]}"
    assert done.returncode in fine, said
    return done.stdout


def in_namespaces():
    """Starts this program again with mounts and processes of its own, and ends with it: nothing that is
    mounted or started there outlives it, however it ends."""
    if os.environ.get(inside):
        return
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory(prefix="rota-package-") as folder:
        try:
            code = subprocess.call(["unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc",
                                    sys.executable, *sys.argv], env={**os.environ, inside: folder})
        finally:
            until(lambda: removed_group(folder), 10, "no process is left in the control group")
    sys.exit(code)


def removed_group(folder):
    """A control group is the one thing that does not go with its namespace; it bears the folder's name."""
    look = 'mount -t cgroup2 cgroup2 "$1" || exit 0; cd "$1" && { [ ! -e "$2" ] || find "$2" -depth -type d -exec rmdir {} +; }'
    return subprocess.call(["unshare", "--mount", "sh", "-c", look, "sh", folder, Path(folder).name],
                           stderr=subprocess.DEVNULL) == 0


class Debian:
    """Made once, used by all tests in turn."""

    def __init__(self):
        self.folder, self.system, self.pid = Path(os.environ[inside]), None, 0
        run("mount", "-t", "tmpfs", "-o", "mode=755", "rota-package", self.folder)
        self.path, self.group = self.folder / "debian", self.folder / "groups" / self.folder.name
        self._bootstrap()

    def _bootstrap(self):
        """Fetches what this machine's own apt would fetch, from where it would."""
        sources = run("apt-get", "indextargets", "--format", "$(SITE) $(RELEASE) $(COMPONENT)",
                      "Identifier: Packages", "Label: Debian", "Component: main").splitlines()
        site = next((line.split()[0] for line in sources if line.split()[1] == suite), None)
        assert site, f"apt knows no source of {suite}: run apt-get update"
        run("debootstrap", "--variant=minbase", "--include=systemd-sysv,dbus", suite, self.path, site)
        lists, options = self.path / "etc/apt/sources.list", self.path / "etc/apt/apt.conf.d/90machine"
        lists.write_text("".join(f"deb {line}\n" for line in dict.fromkeys(sources)))
        reach = ("Acquire::http", "Acquire::Check-", "Acquire::Retries")
        options.write_text("".join(f"{line}\n" for line in run("apt-config", "dump").splitlines()
                                   if line.startswith(reach)))
        shutil.copy("/etc/resolv.conf", self.path / "etc/resolv.conf")
        run("mount", "-t", "proc", "proc", self.path / "proc")
        run("chroot", self.path, *environment, "apt-get", "update", "-qq")

    def take(self, *packages):
        """Puts these within reach, with what the first depends on: later there is no network."""
        for package in packages:
            shutil.copy(package, self.path / "root")
        run("chroot", self.path, *environment, "apt-get", "install", "-y", "-qq", "--no-install-recommends",
            "--download-only", f"/root/{packages[0].name}")

    def boot(self):
        self.group.parent.mkdir()
        run("mount", "-t", "cgroup2", "cgroup2", self.group.parent)
        self.group.mkdir()
        self.system = subprocess.Popen(["sh", "-c", boot, "sh", self.path, self.group], stdin=subprocess.DEVNULL,
                                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        until(self._is_up, 120, "systemd is up")

    def _is_up(self):
        assert self.system.poll() is None, self.system.stdout.read().decode()
        children = Path(f"/proc/{self.system.pid}/task/{self.system.pid}/children").read_text().split()
        self.pid = int(children[0]) if children else 0
        state = self.run("systemctl", "is-system-running", fine=range(256)) if self.pid else ""
        return state.strip() in ("running", "degraded")

    def command(self, *words):
        return ["nsenter", "-t", str(self.pid), "--all", "--root", "--wd", *environment, *words]

    def run(self, *words, **options):
        return run(*self.command(*words), **options)

    def install(self, package):
        """As a person who keeps what is configured."""
        return self.run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "--reinstall",
                        "--allow-downgrades", "-o", "Dpkg::Options::=--force-confold", f"/root/{package.name}")

    def dig(self, *words):
        """The machine's own dig in the network of this Debian."""
        return run("nsenter", "-t", self.pid, "--net", "dig", "@127.0.0.1", "+time=5", "+tries=1", *words,
                   fine=range(256))

    def has(self, path):
        return os.path.lexists(self.path / path)

    def read(self, path):
        return (self.path / path).read_text()

    def service(self, what):
        """A property of rota's unit."""
        return self.run("systemctl", "show", "--value", "-p", what, "rota.service").strip()

    def journal(self):
        return self.run("journalctl", "--no-pager", "-u", "rota", "-n", "15") if self.pid else ""

    def files(self, pattern):
        """What has this in its path, without what is no file of the disk."""
        found = self.run("find", "/", "-xdev", "-path", pattern, "-not", "-path", "/root/*").split()
        return {name for name in found if not name.startswith("/var/lib/apt/")}
