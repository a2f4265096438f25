"""Where the examples are real: a network in which their addresses are this machine, and a file system in which /etc/rota,
/run/rota and /var/lib/rota are the scene's own. What is made here ends with the namespaces that run made."""
import os
import re
import shutil
import socket
import subprocess
import threading
from pathlib import Path

networks = ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "10.0.0.0/24", "2001:db8::/32")
address = re.compile(r'"((?:192\.0\.2|198\.51\.100|203\.0\.113|10\.0\.0)\.\d+|2001:db8:[0-9a-f:]+)"')
reply = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nConnection: close\r\n\r\nok\n"


def enter(folder):
    """Once in namespaces of one's own."""
    run("mount", "--make-rprivate", "/")
    run("ip", "link", "set", "lo", "up")
    for network in networks:
        run("ip", *(["-6"] if ":" in network else []), "route", "add", "local", network, "dev", "lo")
    run("mount", "-t", "tmpfs", "tmpfs", "/run")
    run("mount", "-t", "tmpfs", "tmpfs", "/var/lib")
    for name in ("upper", "work"):
        os.mkdir(f"/var/lib/{name}")
    run("mount", "-t", "overlay", "-o", "lowerdir=/etc,upperdir=/var/lib/upper,workdir=/var/lib/work", "overlay", "/etc")
    os.makedirs("/etc/rota/zones")
    for file, line in (("/etc/passwd", "rota:x:64999:64999::/:/usr/sbin/nologin\n"), ("/etc/group", "rota:x:64999:\n")):
        with open(file, "a", encoding="utf-8") as out:
            out.write(line)
    for path in ("/run/rota", "/var/lib/rota"):
        os.mkdir(path)
        try:
            shutil.chown(path, "rota", "rota")
        except OSError:  # only root of its own user namespace: rotad stays root as well
            pass
    os.chdir(folder)


def run(*words):
    subprocess.run(words, check=True, stdin=subprocess.DEVNULL)


class Members:
    """Servers at every address that a configuration names, on every port that its checks ask: each reply is HTTP's 200."""

    def __init__(self):
        self._sockets = {}  # (address, port) -> socket
        self._ports, self._stopped = {80}, set()

    def serve(self, text):
        self._ports |= {int(port) for port in re.findall(r"\bport\s*=\s*(\d+)", text)}
        self._open(set(address.findall(text)) | {address for address, _ in self._sockets})

    def _open(self, addresses):
        for at in addresses - self._stopped:
            for port in self._ports:
                if (at, port) not in self._sockets:
                    family = socket.AF_INET6 if ":" in at else socket.AF_INET
                    server = listening(family, at, port)
                    self._sockets[at, port] = server
                    threading.Thread(target=answer, args=(server,), daemon=True).start()

    def stop(self, at):
        """From the return on, connections to it are refused."""
        self._stopped.add(at)
        for key in [key for key in self._sockets if key[0] == at]:
            server = self._sockets.pop(key)
            server.shutdown(socket.SHUT_RDWR)  # wakes accept()
            server.close()

    def start(self, at):
        self._stopped.discard(at)
        self._open({at})


def listening(family, at, port):
    server = socket.socket(family, socket.SOCK_STREAM)
    server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    ipv6_freebind = 78  # an address that only a route names
    if family == socket.AF_INET6:
        server.setsockopt(socket.IPPROTO_IPV6, ipv6_freebind, 1)
    server.bind((at, port))
    server.listen(64)
    return server


def answer(server):
    while True:
        try:
            connection, _ = server.accept()
        except OSError:
            return
        threading.Thread(target=answer_one, args=(connection,), daemon=True).start()


def answer_one(connection):
    with connection:
        try:
            connection.settimeout(5)
            if connection.recv(65535):
                connection.sendall(reply)
        except OSError:
            pass


def copy(source, target):
    """A file, or a folder with its files."""
    root, target = Path(__file__).resolve().parents[2], Path(target)
    if (root / source).is_dir():
        shutil.copytree(root / source, target, dirs_exist_ok=True)
    else:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(root / source, target)
