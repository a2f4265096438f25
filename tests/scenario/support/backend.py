"""A backend whose every answer to a probe is the test's to choose, with the time it was given."""
import socket
import threading
import time


class Backend:
    """`mode`: "200", "503" and so on (an HTTP status), or "hang": takes the connection and says nothing."""

    def __init__(self, ctx, number, mode="200", port=None):
        self.mode = mode
        self.probes = []  # (time the answer had been sent, mode)
        self._held = []
        self._server = socket.create_server((ctx.ip(number), port or ctx.port), backlog=64)
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        ctx.closing.append(self.close)

    def _serve(self):
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection):
        mode = self.mode
        if mode == "hang":
            self._held.append(connection)
            self.probes.append((time.monotonic(), mode))
            return
        with connection:
            try:
                connection.settimeout(10)
                connection.recv(65535)
                connection.sendall(f"HTTP/1.1 {mode} x\r\nContent-Length: 5\r\nConnection: close\r\n\r\nwell\n".encode())
                self.probes.append((time.monotonic(), mode))
            except OSError:
                pass

    def close(self):
        """Stops listening at once: the next probe is refused."""
        try:
            self._server.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass
        self._server.close()
        for connection in self._held:
            connection.close()
