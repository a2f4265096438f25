"""A real nginx as a backend: one process an address, so that one can be killed alone."""
import os
import signal
import socket

from .process import Process
from .waiting import until

conf = """
daemon off;
master_process off;
error_log stderr warn;
pid {home}/nginx.pid;
events {{ worker_connections 256; }}
http {{
  access_log {home}/access.log;
  client_body_temp_path {home}/body; proxy_temp_path {home}/proxy; fastcgi_temp_path {home}/fastcgi;
  uwsgi_temp_path {home}/uwsgi; scgi_temp_path {home}/scgi;
  server {{
    listen {address}:{port}{tls};
    {certificate}
    location / {{ return 200 "{body}\\n"; }}
    {locations}
  }}
}}
"""


class Nginx:
    def __init__(self, ctx, number, port=None, body="well", certificate=None, locations=""):
        """`certificate` is a Certificate of certs.py; with it nginx speaks TLS."""
        self.ctx, self.number = ctx, number
        self.address, self.port = ctx.ip(number), port or ctx.port
        self.home = ctx.path(f"nginx{number}")
        os.makedirs(self.home, exist_ok=True)
        tls = f"ssl_certificate {certificate.path}; ssl_certificate_key {certificate.key};" if certificate else ""
        with open(f"{self.home}/nginx.conf", "w", encoding="utf-8") as out:
            out.write(conf.format(home=self.home, address=self.address, port=self.port, body=body,
                                  locations=locations, tls=" ssl" if certificate else "", certificate=tls))
        self.process = None
        self.start()

    def start(self):
        command = ["nginx", "-c", f"{self.home}/nginx.conf", "-p", self.home, "-e", "stderr"]
        self.process = Process(f"nginx{self.number}", command, self.home, self.ctx.log_path(f"nginx{self.number}"))
        self.ctx.processes.append(self.process)
        until(self._accepts, 15, f"nginx accepts on {self.address}:{self.port}")

    def _accepts(self):
        assert self.process.running(), f"nginx ended: {self.process.text()}"
        try:
            socket.create_connection((self.address, self.port), 1).close()
            return True
        except OSError:
            return False

    def kill(self):
        self.process.kill()

    def stop(self):
        self.process.stop(signal.SIGTERM)

    def requests(self):
        with open(f"{self.home}/access.log", encoding="utf-8") as log:
            return log.read().splitlines()
