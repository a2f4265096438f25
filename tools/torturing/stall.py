"""One thread of a process stands still while the others run, as if its core were taken away.

Ids: H-21
"""
import ctypes
import os
from contextlib import contextmanager

seize, interrupt, detach = 0x4206, 0x4207, 17  # PTRACE_SEIZE, PTRACE_INTERRUPT, PTRACE_DETACH
any_thread = 0x40000000  # __WALL
libc = ctypes.CDLL(None, use_errno=True)
libc.ptrace.argtypes = (ctypes.c_long, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
libc.ptrace.restype = ctypes.c_long


def _trace(request, thread):
    if libc.ptrace(request, thread, None, None) != 0:
        raise OSError(ctypes.get_errno(), f"ptrace: {os.strerror(ctypes.get_errno())}")


@contextmanager
def stalled(thread):
    """It runs on when the block is left, and also when this process ends. To be used on one thread."""
    _trace(seize, thread)
    try:
        _trace(interrupt, thread)
        os.waitpid(thread, any_thread)
        yield
    finally:
        _trace(detach, thread)

