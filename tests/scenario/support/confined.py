"""Runs a program as a systemd unit would: `confined.py UNIT USER WRITABLE... -- COMMAND...`, as root.

What the unit's lines say is done as systemd does it, as far as it matters to a server: a file system that
is read-only but for its own folders, its own /proc, one capability, no new privileges, no memory that is
both writable and executable, only certain system calls and address families.
"""
import ctypes
import errno
import os
import pwd
import re
import shutil
import socket
import subprocess
import sys

libc = ctypes.CDLL(None, use_errno=True)
clone_newns, clone_newipc = 0x20000, 0x8000000
ms_rdonly, ms_nosuid, ms_nodev, ms_noexec, ms_bind, ms_rec, ms_private = 1, 2, 4, 8, 4096, 16384, 1 << 18
mount_setattr, at_recursive = 442, 0x8000
pr_set_mdwe = 65
scmp_allow, scmp_errno, scmp_equal = 0x7FFF0000, 0x00050000, 4


def check(result, what):
    if result < 0:
        raise OSError(ctypes.get_errno(), f"{what}: {os.strerror(ctypes.get_errno())}")


def unit_values(path, name):
    with open(path, encoding="utf-8") as unit:
        return re.findall(rf"^{name}=(.*)$", unit.read(), re.M)


def mount(source, target, kind, flags, data=None):
    encode = lambda text: text.encode() if text else None  # noqa: E731
    check(libc.mount(encode(source), encode(target), encode(kind), ctypes.c_ulong(flags), encode(data)), f"mount {target}")


def set_read_only(path, read_only, flags=0):
    # struct mount_attr: what to set, what to clear, propagation, user namespace
    attributes = (ctypes.c_uint64 * 4)(ms_rdonly if read_only else 0, 0 if read_only else ms_rdonly, 0, 0)
    check(libc.syscall(mount_setattr, -100, path.encode(), flags, attributes, 32), f"mount_setattr {path}")


def confine_files(writable):
    """ProtectSystem=strict, ProcSubset=pid, ProtectProc=invisible, PrivateIPC=yes."""
    check(libc.unshare(clone_newns | clone_newipc), "unshare")
    mount(None, "/", None, ms_rec | ms_private)
    for path in writable:
        mount(path, path, None, ms_bind)
    set_read_only("/", True, at_recursive)
    for path in writable:
        set_read_only(path, False)
    mount("proc", "/proc", "proc", ms_nosuid | ms_nodev | ms_noexec, "hidepid=invisible,subset=pid")


def become(user, unit, rest):
    """The user with the unit's capabilities alone; goes on in confine_calls()."""
    kept = [name.lower().removeprefix("cap_") for name in unit_values(unit, "CapabilityBoundingSet")[0].split()]
    assert kept == [name.lower().removeprefix("cap_") for name in unit_values(unit, "AmbientCapabilities")[0].split()]
    sets = ",".join(["-all"] + [f"+{name}" for name in kept])
    entry = pwd.getpwnam(user)
    setpriv = shutil.which("setpriv")
    os.execv(setpriv, [setpriv, f"--reuid={entry.pw_uid}", f"--regid={entry.pw_gid}", "--clear-groups",
                       f"--bounding-set={sets}", f"--inh-caps={sets}", f"--ambient-caps={sets}", "--no-new-privs",
                       "--", sys.executable, os.path.abspath(__file__), "--calls", unit, "--", *rest])


def call_names(word):
    """The system calls of a word of SystemCallFilter: a name, or a set of names and sets."""
    if not word.startswith("@"):
        return {word}
    said = subprocess.run(["systemd-analyze", "--no-pager", "syscall-filter", word], check=True, capture_output=True,
                          text=True).stdout
    lines = [line.strip() for line in said.splitlines()[1:]]
    return set().union(*(call_names(line) for line in lines if line and not line.startswith("#")))


def allowed_calls(unit):
    allowed = set()
    for line in unit_values(unit, "SystemCallFilter"):
        for word in line.removeprefix("~").split():
            allowed = allowed - call_names(word) if line.startswith("~") else allowed | call_names(word)
    return allowed | call_names("@default")  # which systemd never takes away


class Compare(ctypes.Structure):
    _fields_ = [("argument", ctypes.c_uint), ("operator", ctypes.c_int), ("a", ctypes.c_uint64), ("b", ctypes.c_uint64)]


def confine_calls(unit, command):
    seccomp = ctypes.CDLL("libseccomp.so.2", use_errno=True)
    seccomp.seccomp_init.restype = ctypes.c_void_p
    filter = ctypes.c_void_p(seccomp.seccomp_init(scmp_errno | errno.EPERM))
    for name in sorted(allowed_calls(unit) - {"socket"}):
        number = seccomp.seccomp_syscall_resolve_name(name.encode())
        if number >= 0:  # below: another machine's, or newer than the library
            assert seccomp.seccomp_rule_add_array(filter, scmp_allow, number, 0, None) == 0, name
    number = seccomp.seccomp_syscall_resolve_name(b"socket")
    for family in unit_values(unit, "RestrictAddressFamilies")[0].split():
        only = Compare(0, scmp_equal, getattr(socket, family), 0)
        assert seccomp.seccomp_rule_add_array(filter, scmp_allow, number, 1, ctypes.byref(only)) == 0, family
    if unit_values(unit, "MemoryDenyWriteExecute") == ["yes"]:
        if libc.prctl(pr_set_mdwe, 1, 0, 0, 0) < 0 and ctypes.get_errno() != errno.EINVAL:  # since Linux 6.3
            raise OSError(ctypes.get_errno(), "MemoryDenyWriteExecute")
    assert seccomp.seccomp_load(filter) == 0, "the system calls cannot be filtered"
    os.execv(command[0], command)


def main():
    words, command = sys.argv[1:sys.argv.index("--")], sys.argv[sys.argv.index("--") + 1:]
    if words[0] == "--calls":
        confine_calls(words[1], command)
    unit, user, *writable = words
    confine_files(writable)
    become(user, unit, command)


if __name__ == "__main__":
    main()
