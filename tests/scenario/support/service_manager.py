"""What a service manager hears: the socket that NOTIFY_SOCKET names, read by a thread of its own."""
import os
import socket
import threading

from .waiting import until


class ServiceManager:
    def __init__(self, ctx):
        self.path, self.messages = ctx.path("notify"), []
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(self.path)
        os.chmod(self.path, 0o666)
        threading.Thread(target=self._listen, daemon=True).start()
        ctx.closing.append(self.close)
        self.slack = ctx.slack

    def environment(self, **more):
        return {"NOTIFY_SOCKET": self.path, **more}

    def _listen(self):
        while True:
            try:
                message = self._socket.recv(65536).decode()
            except OSError:
                return
            if not message:
                return
            self.messages.append(dict(line.split("=", 1) for line in message.splitlines()))

    def wait_for(self, name, value=None, after=0, timeout=10):
        """The place of the first message from `after` on that says this."""
        def said():
            return next((at + 1 for at, message in enumerate(self.messages[after:], after)
                         if name in message and value in (None, message[name])), 0)
        return until(said, timeout * self.slack, f"the manager hears {name}={value or '...'}") - 1

    def close(self):
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
