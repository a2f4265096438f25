"""A network of its own for each server: two servers on one port, or a leftover one, would share the queries.

The namespace has no name and no process: it lives as long as its descriptor, so whatever way the bench ends,
nothing is left to delete. Programs and sockets are put into it by making them on a thread that has entered it.
"""
import ctypes
import fcntl
import os
import socket
import struct
import threading

new_network = 0x40000000  # CLONE_NEWNET
get_flags, set_flags, up = 0x8913, 0x8914, 1  # SIOCGIFFLAGS, SIOCSIFFLAGS, IFF_UP
libc = ctypes.CDLL(None, use_errno=True)


def _checked(result):
    if result != 0:
        raise OSError(ctypes.get_errno(), f"network namespace: {os.strerror(ctypes.get_errno())}")


def on_a_thread(function):
    """What `function` returns or raises, from a thread that it may change for good."""
    outcome = {}

    def work():
        try:
            outcome["value"] = function()
        except BaseException as failure:
            outcome["failure"] = failure

    thread = threading.Thread(target=work)
    thread.start()
    try:
        thread.join()
    finally:  # interrupted or not: what it makes is not left half made
        thread.join()
    if "failure" in outcome:
        raise outcome["failure"]
    return outcome["value"]


class Network:
    """Holds lo and nothing else; all of 127.0.0.0/8 is its own."""

    def __enter__(self):
        self.descriptor = on_a_thread(self._make)
        return self

    def _make(self):
        _checked(libc.unshare(new_network))
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
            name = struct.pack("16sH14x", b"lo", 0)
            flags = struct.unpack("16sH14x", fcntl.ioctl(any_socket, get_flags, name))[1]
            fcntl.ioctl(any_socket, set_flags, struct.pack("16sH14x", b"lo", flags | up))
        return os.open("/proc/thread-self/ns/net", os.O_RDONLY | os.O_CLOEXEC)

    def within(self, function, core=None):
        """Calls it on a thread inside; programs and sockets it makes stay inside, on this core."""
        def enter():
            _checked(libc.setns(self.descriptor, new_network))
            if core is not None:
                os.sched_setaffinity(0, {core})  # of this thread
            return function()
        return on_a_thread(enter)

    def __exit__(self, *_):
        os.close(self.descriptor)
