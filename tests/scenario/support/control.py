"""The control server as programs see it: requests over its UNIX socket or over TCP, and its stream."""
import http.client
import json
import socket
import threading
from dataclasses import dataclass

from .waiting import until


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path, timeout):
        super().__init__("rota", timeout=timeout)
        self.path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.connect(self.path)
        self.sock.settimeout(self.timeout)


@dataclass
class Answer:
    status: int
    headers: dict  # by lower-case name
    body: bytes

    def json(self):
        return json.loads(self.body)


class Control:
    """Control(path="control.sock") or Control(address="127.0.0.1:8053", token="...")."""

    def __init__(self, path=None, address=None, token=None, timeout=20):
        self.path, self.address, self.token, self.timeout = path, address, token, timeout

    def connection(self):
        if self.path:
            return _UnixConnection(self.path, self.timeout)
        return http.client.HTTPConnection(self.address, timeout=self.timeout)

    def socket(self):
        """A bare connection, for clients that do not behave."""
        if self.path:
            out = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            out.connect(self.path)  # waits for room in the kernel's queue, which a time limit would forbid
            out.settimeout(self.timeout)
            return out
        host, port = self.address.rsplit(":", 1)
        return socket.create_connection((host.strip("[]"), int(port)), self.timeout)

    def ask(self, method, target, body=None, headers=None):
        """`body` as JSON. A fresh connection each time."""
        fields = {"Connection": "close", **(headers or {})}
        if self.token:
            fields["Authorization"] = f"Bearer {self.token}"
        connection = self.connection()
        try:
            connection.request(method, target, json.dumps(body) if body is not None else None, fields)
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, target):
        """The JSON of a good answer."""
        answer = self.ask("GET", f"/api/v1{target}")
        assert answer.status == 200, f"GET {target}: {answer.status} {answer.body[:500]}"
        return answer.json()

    def post(self, target, body=None, status=200):
        answer = self.ask("POST", f"/api/v1{target}", body)
        assert answer.status == status, f"POST {target}: {answer.status} {answer.body[:500]}"
        return answer.json()

    def stream(self, last=None):
        return Stream(self, last)


class Stream:
    """Follows /stream in a thread of its own; use as a context manager."""

    def __init__(self, control, last=None):
        self.seen = []  # (event, id or None, data)
        self.ended = threading.Event()
        self._connection = control.connection()
        headers = {} if last is None else {"Last-Event-ID": str(last)}
        self._connection.request("GET", "/api/v1/stream", headers=headers)
        self._socket = self._connection.sock
        self._answer = self._connection.getresponse()
        assert self._answer.status == 200, self._answer.status
        self._thread = threading.Thread(target=self._read, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # the server was first
        self._thread.join(10)
        self._connection.close()

    def _read(self):
        event = {}
        try:
            for raw in self._answer:
                line = raw.decode().rstrip("\n")
                if line:
                    name, _, value = line.partition(": ")
                    event[name] = value
                elif "data" in event:
                    self.seen.append((event.get("event"), event.get("id"), json.loads(event["data"])))
                    event = {}
        except (OSError, ValueError, http.client.HTTPException):
            pass  # the connection has ended
        self.ended.set()

    def wait(self, kind, match=lambda data: True, timeout=10):
        """The data of the first one of this kind that matches."""
        def found():
            return next(((data,) for event, _, data in list(self.seen) if event == kind and match(data)), None)
        return until(found, timeout, f"the stream tells such a {kind}")[0]
