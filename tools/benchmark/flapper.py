"""Addresses that health checks reach or not, in turn: it really closes and opens what it listens on."""
import os
import select
import socket
import threading
import time

check_port = 5398


def listen(address):
    listener = socket.create_server((address, check_port), backlog=64)
    listener.setblocking(False)
    return listener


class Flapper:
    """Flips `rate` of the addresses a second, one after the other; those of `steady` never. Made inside the
    network that it is for."""

    def __init__(self, flapping, steady, core):
        self.rate, self.flips = 0, 0
        self.flapping = flapping
        self._poll = select.epoll()
        self._listeners = {}  # by descriptor
        self._open = {}       # address: listener
        for address in [*flapping, *steady]:
            self._listen(address)
        self._ending = False
        self._thread = threading.Thread(target=self._run, args=(core,), daemon=True)
        self._thread.start()

    def _listen(self, address):
        listener = self._open[address] = listen(address)
        self._listeners[listener.fileno()] = listener
        self._poll.register(listener, select.EPOLLIN)

    def _flip(self, address):
        listener = self._open.pop(address, None)
        if listener is None:
            self._listen(address)
        else:
            del self._listeners[listener.fileno()]
            listener.close()
        self.flips += 1

    def _run(self, core):
        os.sched_setaffinity(0, {core})  # of this thread
        due = time.monotonic()
        while not self._ending:
            now, rate = time.monotonic(), self.rate
            due = max(due, now - 0.05) if rate else now
            while rate and due <= now:
                self._flip(self.flapping[self.flips % len(self.flapping)])
                due += 1 / rate
            for descriptor, _ in self._poll.poll(0.001 if rate else 0.01):
                self._accept(self._listeners.get(descriptor))

    def _accept(self, listener):
        try:
            while listener:
                listener.accept()[0].close()
        except OSError:  # no more, or the asker has gone
            pass

    def close(self):
        self._ending = True
        self._thread.join()
        for listener in self._open.values():
            listener.close()
        self._poll.close()
