"""A client that asks all the time: every question has its answer counted, or is counted lost.

It runs beside the test in a thread of its own, from several ports, and looks at each answer's id and
question. An answer is an Answer; `sent` is taken before the question leaves.
"""
import random
import select
import socket
import struct
import threading
import time
from dataclasses import dataclass

from . import wire
from .waiting import until

patience = 3.0  # seconds after which a question counts as lost


@dataclass
class Answer:
    sent: float
    received: float
    question: int  # index of the questions asked in turn
    rcode: int
    addresses: list


class Asker:
    """asker = Asker(ip, port, [("www.lb.example", "A")]); use as a context manager."""

    def __init__(self, address, port, questions, rate=1000, sockets=8):
        self.questions = [wire.question(name, type) for name, type in questions]
        self.interval = 1 / rate
        self.answers, self.wrong, self.lost = [], [], []
        self.asked = self.lost_again = 0
        self._sockets, self._waiting = [], {}
        for _ in range(sockets):
            one = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_DGRAM)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4 << 20)
            one.setblocking(False)
            one.connect((address, port))
            self._sockets.append(one)
            self._waiting[one] = {}  # id -> (sent, question)
        self._ending = threading.Event()
        self._failure = None
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self.finish()

    def finish(self):
        """Asks no more, waits for what is under way, and counts what was lost."""
        self._ending.set()
        if self._thread.is_alive():
            self._thread.join()
        for one in self._sockets:
            one.close()
        if self._failure:
            raise self._failure
        return self

    def wait_for(self, fits, timeout, what, since=0.0):
        """The first answer that fits, to a question sent at `since` or later."""
        seen = 0

        def look():
            nonlocal seen
            while seen < len(self.answers):
                answer = self.answers[seen]
                seen += 1
                if answer.sent >= since and fits(answer):
                    return answer
            return None
        return until(look, timeout, what)

    def wait_count(self, count, timeout=30):
        """Waits for this many more answers."""
        goal = len(self.answers) + count
        until(lambda: len(self.answers) >= goal, timeout, f"{count} more answers")

    def nothing_lost(self):
        assert self.asked, "nothing was asked"
        assert not self.lost, f"{len(self.lost)} of {self.asked} questions lost, the first at {self.lost[0]:.3f}"
        assert not self.wrong, f"{len(self.wrong)} answers to no question of ours: {self.wrong[0]!r}"

    def _run(self):
        try:
            self._ask_until_ending()
            end = time.monotonic() + patience
            while time.monotonic() < end and any(self._waiting.values()):
                self._receive(0.01)
        except Exception as failure:  # told by finish(), on the test's thread
            self._failure = failure
        self.lost = sorted(sent for waiting in self._waiting.values() for sent, _ in waiting.values())
        if self.lost:
            self._ask_again()

    def _ask_again(self):
        """What was lost, once, as every client does; `lost_again` counts what that did not help."""
        for one, waiting in self._waiting.items():
            for id, (_, index) in waiting.items():
                try:
                    one.send(wire.query(id, self.questions[index]))
                except ConnectionRefusedError:
                    pass
        end = time.monotonic() + patience
        while time.monotonic() < end and any(self._waiting.values()):
            self._receive(0.01)
        self.lost_again = sum(map(len, self._waiting.values()))

    def _ask_until_ending(self):
        due, turn = time.monotonic(), 0
        while not self._ending.is_set():
            now = time.monotonic()
            due = max(due, now - 0.05)  # late after a stall: no burst of everything missed
            while due <= now:
                self._send(self._sockets[turn % len(self._sockets)], turn % len(self.questions))
                turn += 1
                due += self.interval
            self._receive(max(0.0, due - time.monotonic()))

    def _send(self, one, index):
        waiting, id = self._waiting[one], random.randrange(65536)
        while id in waiting:
            id = random.randrange(65536)
        waiting[id] = (time.monotonic(), index)
        self.asked += 1
        try:
            one.send(wire.query(id, self.questions[index]))
        except ConnectionRefusedError:  # nobody listens: it stays unanswered, so it is lost
            pass

    def _receive(self, timeout):
        readable, _, _ = select.select(self._sockets, [], [], timeout)
        for one in readable:
            try:
                while True:
                    self._take(one, one.recv(65535))
            except (BlockingIOError, ConnectionRefusedError):
                pass

    def _take(self, one, reply):
        id, flags = struct.unpack_from("!HH", reply)
        sent, index = self._waiting[one].pop(id, (None, None))
        asked = self.questions[index] if index is not None else b""
        if sent is None or not flags & 0x8000 or reply[12:12 + len(asked)] != asked:
            self.wrong.append(reply)
            return
        self.answers.append(Answer(sent, time.monotonic(), index, flags & 15, wire.addresses(reply, len(asked))))
