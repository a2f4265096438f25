"""The program of silent.py. Arguments: a listening socket's descriptor, and for how long connections are held."""
import collections
import select
import socket
import sys
import time


def serve(listener, held):
    waiting = collections.deque()
    while True:
        now = time.monotonic()
        while waiting and waiting[0][0] < now:
            waiting.popleft()[1].close()
        if not select.select([listener], [], [], 0.1)[0]:
            continue
        try:
            while True:
                waiting.append((now + held, listener.accept()[0]))
        except BlockingIOError:
            pass


server = socket.socket(fileno=int(sys.argv[1]))
server.setblocking(False)
serve(server, float(sys.argv[2]))
