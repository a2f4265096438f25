"""Loopback addresses of a test's own: 127.a.b.1 to 127.a.b.250, and one port: its own on 127.0.0.1 and ::1 too.

The lease is a bound socket: two runs at once, also of different people, never share a net, and a run
that dies gives its net back by itself.
"""
import random
import socket

first_block = 16
blocks = 80
subnets = 250
first_port = 10000  # the last is below 32768, where the kernel's ephemeral ports begin


class Net:
    def __init__(self):
        for _ in range(1000):
            block, subnet = random.randrange(blocks), random.randrange(subnets)
            self.prefix = f"127.{first_block + block}.{subnet}."
            self.port = first_port + block * subnets + subnet
            self.locks = []
            if self._take():
                return
        raise RuntimeError("no free loopback net")

    def _take(self):
        try:
            for family, address in ((socket.AF_INET, self.ip(254)), (socket.AF_INET6, "::1")):
                lock = socket.socket(family, socket.SOCK_DGRAM)
                self.locks.append(lock)
                lock.bind((address, self.port if family == socket.AF_INET else 65535 - self.port))
            for family, address in ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1")):
                with socket.socket(family, socket.SOCK_STREAM) as probe:
                    probe.bind((address, self.port))
            return True
        except OSError:
            self.release()
            return False

    def ip(self, number):
        return f"{self.prefix}{number}"

    def release(self):
        for lock in self.locks:
            lock.close()
        self.locks = []
