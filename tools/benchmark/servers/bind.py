"""BIND. The order of records is set by hand, not left to a default."""
from .base import Server, address, networks, plain, port, put, write_zones

config = f"""
options {{
  directory "{{home}}"; pid-file none; session-keyfile none;
  listen-on port {port} {{ {address}; }}; listen-on-v6 {{ none; }};
  recursion no; dnssec-validation no; notify no; empty-zones-enable no;
  minimal-responses yes; rrset-order {{ order cyclic; }};
  {{extra}}
}};
controls {{ }};
"""


class Bind(Server):
    name, package = "bind", "bind9"
    can = {**plain, "cookie": "", "list": f"allow-query {{ {'; '.join(networks)}; }};"}

    def write(self, home, world):
        put(home, "named.conf", config.replace("{home}", home).replace("{extra}", self.extra()) + "".join(
            f'zone "{apex}" {{ type primary; file "{path}"; check-integrity no; }};\n'
            for apex, path in write_zones(home, world)))

    def command(self, home):
        return ["named", "-g", "-n", "1", "-c", f"{home}/named.conf"]
