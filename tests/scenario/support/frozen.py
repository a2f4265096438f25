"""One thread of a process that stands still while the others go on, as a debugger has it."""
import contextlib
import ctypes
import os

_libc = ctypes.CDLL(None, use_errno=True)
_seize, _interrupt, _detach = 0x4206, 0x4207, 17  # of <sys/ptrace.h>
_any_thread = 0x40000000  # __WALL


def threads_in(pid, system_call):
    """Those that wait in it now."""
    found = []
    for thread in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{thread}/syscall", encoding="ascii") as file:
            if file.read().split()[0] == str(system_call):
                found.append(int(thread))
    return found


def _trace(request, thread):
    if _libc.ptrace(request, thread, None, None) != 0:
        raise OSError(ctypes.get_errno(), f"ptrace({request:#x}) of thread {thread}")


@contextlib.contextmanager
def frozen(thread):
    _trace(_seize, thread)
    try:
        _trace(_interrupt, thread)
        os.waitpid(thread, _any_thread)
        yield
    finally:
        _trace(_detach, thread)
