"""A backend of the kernel's own: connections are taken without this process, however busy the machine is."""
import socket


class Listener:
    def __init__(self, ctx, address, port):
        self._address, self._ctx = (address, port), ctx
        self.listen()

    def listen(self):
        self._server = socket.create_server(self._address, backlog=4096)
        self._ctx.closing.append(self._server.close)

    def close(self):
        """From now on it refuses."""
        self._server.close()
