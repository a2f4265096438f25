"""Many clients of the control server in a process of their own: each asks again as soon as it has its answer, or
reads its answer as slowly as it may."""
import multiprocessing
import selectors
import socket
import time


class Crowd:
    """`count` clients of `address` ("127.0.0.1:8053") that ask for `target`; use as a context manager. With
    `pause` each takes a piece of its answer only once in so many seconds."""

    def __init__(self, address, target, count, pause=0.0):
        self.address, self.target, self.count, self.pause = address, target, count, pause
        fork = multiprocessing.get_context("fork")
        self._octets, self._answers, self._ending = fork.Value("Q", 0), fork.Value("Q", 0), fork.Event()
        self._process = fork.Process(target=self._run, daemon=True)

    @property
    def octets(self):
        return self._octets.value

    @property
    def answers(self):
        """Those that were begun."""
        return self._answers.value

    def __enter__(self):
        self._process.start()
        return self

    def __exit__(self, *_):
        self._ending.set()
        self._process.join(20)

    def _run(self):
        waiting = selectors.DefaultSelector()
        for _ in range(self.count):
            self._begin(waiting)
        while not self._ending.is_set():
            for key, _ in waiting.select(0.1):
                self._take(waiting, key)
            if self.pause:
                time.sleep(self.pause)

    def _begin(self, waiting):
        host, port = self.address.rsplit(":", 1)
        client = socket.create_connection((host, int(port)), 20)
        client.sendall(f"GET {self.target} HTTP/1.1\r\nHost: {self.address}\r\nConnection: close\r\n\r\n".encode())
        self._answers.value += 1
        waiting.register(client, selectors.EVENT_READ)

    def _take(self, waiting, key):
        try:
            piece = key.fileobj.recv(32768 if self.pause else 1 << 20)
        except OSError:
            piece = b""
        self._octets.value += len(piece)
        if not piece:
            waiting.unregister(key.fileobj)
            key.fileobj.close()
            self._begin(waiting)
