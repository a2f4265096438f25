"""Other DNS servers, the real ones: BIND, NSD, Knot and unbound, each with a configuration of its own."""
import os

from .ask import ask
from .process import Process
from .waiting import until


class Peer(Process):
    def __init__(self, ctx, name, address, port, text, command):
        self.address, self.port = address, port
        self.home = ctx.path(name)
        os.makedirs(self.home, exist_ok=True)
        with open(f"{self.home}/{name}.conf", "w", encoding="utf-8") as out:
            out.write(text.replace("{home}", self.home))
        super().__init__(name, command(f"{self.home}/{name}.conf"), self.home, ctx.log_path(name))
        ctx.processes.append(self)
        until(self._answers, 30, f"{name} answers")

    def _answers(self):
        assert self.running(), f"{self.name} ended at start:\n{self.text()}"
        try:
            return ask(self.address, self.port, "ready.invalid", "A", timeout=1)
        except OSError:
            return None

    def ask(self, name, type="A", **options):
        return ask(self.address, self.port, name, type, **options)


def bind(ctx, zones, options=""):
    """`zones` maps an apex to its file."""
    return bind_with(ctx, f"""
options {{
  directory "{{home}}"; pid-file none; session-keyfile none;
  listen-on port {ctx.port} {{ 127.0.0.1; }}; listen-on-v6 {{ none; }};
  recursion no; dnssec-validation no; notify no; empty-zones-enable no; {options}
}};
controls {{ }};
""" + "".join(f'zone "{apex}" {{ type primary; file "{file}"; check-names ignore; check-integrity no; '
              f'check-sibling no; check-mx ignore; check-srv-cname ignore; check-mx-cname ignore; }};\n'
              for apex, file in zones.items()))


def bind_with(ctx, text):
    """BIND with a whole configuration of the caller's, which listens on 127.0.0.1, at the test's own port:
    BIND binds only to addresses that an interface names, and of its net lo names just this one."""
    return Peer(ctx, "named", "127.0.0.1", ctx.port, text, lambda conf: ["named", "-g", "-n", "1", "-c", conf])


def nsd(ctx, number, zones, options=""):
    text = f"""
server:
  ip-address: {ctx.ip(number)}@{ctx.port}
  username: ""
  server-count: 1
  database: ""
  pidfile: ""
  xfrdfile: ""
  zonelistfile: {{home}}/zone.list
  xfrdir: {{home}}
  zonesdir: {{home}}
  rrl-ratelimit: 0
  rrl-whitelist-ratelimit: 0
  minimal-responses: no
  refuse-any: no
  verbosity: 1
  {options}
remote-control:
  control-enable: no
""" + "".join(f'zone:\n  name: "{apex}"\n  zonefile: "{file}"\n' for apex, file in zones.items())
    return Peer(ctx, "nsd", ctx.ip(number), ctx.port, text, lambda conf: ["nsd", "-d", "-c", conf])


def knot(ctx, number, zones, modules="", used=""):
    text = f"""
server:
  rundir: {{home}}
  listen: {ctx.ip(number)}@{ctx.port}
  udp-workers: 1
  tcp-workers: 1
  background-workers: 1
control:
  listen: {{home}}/knot.sock
log:
  - target: stderr
    any: info
database:
  storage: {{home}}
{modules}
template:
  - id: default
    storage: {{home}}
    semantic-checks: off
    zonefile-sync: -1
    journal-content: none
    {used}
zone:
""" + "".join(f'  - domain: "{apex}"\n    file: "{file}"\n' for apex, file in zones.items())
    return Peer(ctx, "knot", ctx.ip(number), ctx.port, text, lambda conf: ["knotd", "-c", conf])


def unbound(ctx, number, stubs):
    """A resolver without validation; `stubs` maps a zone to where it is asked, "address@port"."""
    text = f"""
server:
  interface: {ctx.ip(number)}
  port: {ctx.port}
  access-control: 127.0.0.0/8 allow
  username: ""
  chroot: ""
  directory: "{{home}}"
  pidfile: ""
  use-syslog: no
  logfile: ""
  do-daemonize: no
  do-ip6: no
  num-threads: 1
  do-not-query-localhost: no
  module-config: "iterator"
  verbosity: 1
remote-control:
  control-enable: no
""" + "".join(f'stub-zone:\n  name: "{zone}"\n  stub-addr: {where}\n' for zone, where in stubs.items())
    return Peer(ctx, "unbound", ctx.ip(number), ctx.port, text, lambda conf: ["unbound", "-d", "-c", conf])
