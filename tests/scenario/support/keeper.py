"""A client that keeps its TCP connection and asks over it all the time, one question after the other.

The server may close it between two turns; then the question is asked again over a new one, as
RFC 7766 section 6.2.1 wants it of clients, and that one must answer it.
"""
import socket
import threading

import dns.message

from .ask import frame, query, receive_exactly
from .waiting import until


class Keeper:
    """keeper = Keeper(ip, port, "www.lb.example"); use as a context manager."""

    def __init__(self, address, port, name, rate=200):
        self.answers, self.closed, self.failures = 0, 0, []
        self._where, self._name, self._pause = (address, port), name, 1 / rate
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._ending.set()
        self._thread.join()

    def wait_count(self, count, timeout=30):
        """Waits for this many more answers."""
        goal = self.answers + count
        until(lambda: self.answers >= goal or self.failures, timeout, f"{count} more answers over TCP")

    def nothing_lost(self):
        assert self.answers and not self.failures, self.failures

    def _run(self):
        stream = None
        try:
            while not self._ending.wait(self._pause):
                question = query(self._name)
                wire = self._answer(stream, question) if stream else None
                if wire is None:
                    self.closed += stream is not None
                    stream = self._connect(stream)
                    wire = self._answer(stream, question)
                    assert wire, "closed before it answered anything"
                answer = dns.message.from_wire(wire)
                assert answer.id == question.id and answer.answer, answer
                self.answers += 1
        except Exception as failure:  # told by nothing_lost(), on the test's thread
            self.failures.append(repr(failure))
        if stream:
            stream.close()

    def _connect(self, old):
        if old:
            old.close()
        stream = socket.create_connection(self._where, 10)
        stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return stream

    @staticmethod
    def _answer(stream, question):
        """None when the connection is closed; in the middle of an answer that is an error."""
        try:
            stream.sendall(frame(question.to_wire()))
            first = stream.recv(1)
        except (ConnectionResetError, BrokenPipeError):
            return None
        if not first:
            return None
        size = int.from_bytes(first + receive_exactly(stream, 1), "big")
        return receive_exactly(stream, size)
