"""Backends that take every connection and say nothing, in a process of their own: any address of 127/8, one port."""
import os
import resource
import socket
import sys

from .process import Process


class SilentFleet(Process):
    """Connections are let go after `held` seconds, when whoever opened them has given up."""

    def __init__(self, ctx, held=3):
        with socket.create_server(("0.0.0.0", 0), backlog=65535) as listener:
            self.port = listener.getsockname()[1]
            program = os.path.join(os.path.dirname(os.path.abspath(__file__)), "silent_server.py")
            super().__init__("silent", [sys.executable, program, str(listener.fileno()), str(held)], ctx.dir,
                             ctx.log_path("silent"), pass_fds=[listener.fileno()])
        most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.prlimit(self.pid, resource.RLIMIT_NOFILE, (most, most))
        ctx.processes.append(self)


def addresses(count):
    """So many of 127.224.0.0/11, where no test's own net lies."""
    return [f"127.{224 + number // 62500}.{number // 250 % 250}.{1 + number % 250}" for number in range(count)]
