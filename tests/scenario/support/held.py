"""Sockets as systemd holds them for a service: they stay while no process runs, and each one that is started gets them.

The protocol is that of sd_listen_fds(3).
"""
import array
import fcntl
import os
import socket

from .ask import ask
from .waiting import until

buffer = 4 << 20  # ReceiveBuffer= of conf/rota.socket
batch = 32  # requests that a worker takes from the kernel at once
so_rcvbufforce, so_meminfo, drops = 33, 55, 8

# Puts them where the protocol wants them; the process id is that of the program from then on.
launch = """place=3
for held in $HELD; do eval "exec $place<&$held $held<&-"; place=$((place + 1)); done
unset HELD
export LISTEN_PID=$$
exec "$@"
"""


class Held:
    """held = Held(ctx); rota = held.start(); rota.send(SIGKILL); rota = held.start()"""

    def __init__(self, ctx, number=1, kinds=(socket.SOCK_DGRAM, socket.SOCK_STREAM), family=socket.AF_INET):
        """Of AF_INET6: one for any address of both families."""
        self.ctx = ctx
        address = ctx.ip(number) if family == socket.AF_INET else "::"
        self.sockets = [self._bind(family, (address, ctx.port), kind) for kind in kinds]
        ctx.closing.append(self.close)

    @staticmethod
    def _bind(family, address, kind):
        made = socket.socket(family, kind | socket.SOCK_NONBLOCK)
        if family == socket.AF_INET6:
            made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        if kind == socket.SOCK_DGRAM:
            try:
                made.setsockopt(socket.SOL_SOCKET, so_rcvbufforce, buffer)
            except PermissionError:
                made.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        else:
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(address)
        if kind == socket.SOCK_STREAM:
            made.listen(4096)
        high = socket.socket(fileno=fcntl.fcntl(made, fcntl.F_DUPFD_CLOEXEC, 100))  # no place of the protocol's
        made.close()
        return high

    def start(self, env=None, **options):
        numbers = [one.fileno() for one in self.sockets]
        env = {**(env or {}), "HELD": " ".join(map(str, numbers)), "LISTEN_FDS": str(len(numbers))}
        return self.ctx.rota(launch=["bash", "-c", launch, "bash"], pass_fds=numbers, env=env, **options)

    def dropped(self):
        """By the kernel, of the datagrams that came."""
        info = array.array("I", self.sockets[0].getsockopt(socket.SOL_SOCKET, so_meminfo, 64))
        return info[drops]

    def close(self):
        for one in self.sockets:
            one.close()


def kill(rota):
    """As a crash ends it."""
    rota.expected_code = -9
    os.kill(rota.pid, 9)
    rota.wait(15)


def wait_answer(ctx, name):
    """However many questions were lost before: the first answer over UDP."""
    def answer():
        try:
            return ask(ctx.ip(1), ctx.port, name, timeout=1)
        except OSError:
            return None
    return until(answer, 30 * ctx.slack, f"an answer of {name}")
