"""Certificates made by openssl: an authority, and what it signs."""
import subprocess
from dataclasses import dataclass


@dataclass
class Certificate:
    path: str
    key: str


def _openssl(*arguments):
    done = subprocess.run(["openssl", *arguments], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    assert done.returncode == 0, done.stdout


class Authority:
    def __init__(self, ctx, name="authority"):
        self.ctx, self.path, self.key = ctx, ctx.path(f"{name}.pem"), ctx.path(f"{name}.key")
        _openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                 "-subj", f"/CN=scenario {name}", "-keyout", self.key, "-out", self.path)

    def sign(self, host, days=30):
        """A certificate for this host name, good for so many days."""
        stem = self.ctx.path(f"cert-{host}")
        _openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                 "-subj", f"/CN={host}", "-keyout", f"{stem}.key", "-out", f"{stem}.csr")
        with open(f"{stem}.ext", "w", encoding="utf-8") as out:
            out.write(f"subjectAltName=DNS:{host}\n")
        _openssl("x509", "-req", "-in", f"{stem}.csr", "-CA", self.path, "-CAkey", self.key, "-CAcreateserial",
                 "-days", str(days), "-extfile", f"{stem}.ext", "-out", f"{stem}.pem")
        return Certificate(f"{stem}.pem", f"{stem}.key")
