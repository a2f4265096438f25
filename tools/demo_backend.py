#!/usr/bin/env python3
"""An HTTP server for the demo: says who it is, and that it is well on /healthz.

    tools/demo_backend.py ADDRESS [PORT]
"""
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Backend(BaseHTTPRequestHandler):
    def do_GET(self):
        body = b"ok\n" if self.path == "/healthz" else f"I am {self.server.server_address[0]}\n".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


def main():
    address, port = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 8080
    try:
        server = ThreadingHTTPServer((address, port), Backend)
    except OSError as error:
        sys.exit(f"demo backend: cannot listen on {address}:{port}: {error.strerror}")
    print(f"ready: http://{address}:{port}", flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


main()
