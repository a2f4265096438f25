"""The walk-throughs of CONTRIBUTING.md: rota with one more of each thing that people add (tests/extension),
each used as its author would use it.
"""
import os
import socket
import ssl
import threading
from collections import Counter

import dns.edns
import dns.message

from support.ask import exchange, frame, query, receive_frame, values
from support.certs import Authority
from support.context import Skip
from support.dig import dig
from support.metrics import Metrics
from support.rota import run_once
from support.rotactl import Rotactl
from support.waiting import until

networks = [f"203.0.{number}.0" for number in range(48)]  # /24
udp_pool = """
zone        = "lb.example"
nameservers = { ns1 = "192.0.2.53" }

[pool.web]
names   = ["www"]
check   = { type = "udp", port = ${port}, send = "hello", interval = "1s", fast_interval = "100ms" }
members = [{ name = "a", address = "${ip11}" }, { name = "b", address = "${ip12}" }]
"""

rack_zone = """
$TTL 300
@    SOA  ns1 hostmaster 1 3600 600 86400 300
@    NS   ns1
ns1  A    192.0.2.53
www  RACK {unit} "row 3"
same TYPE65280 \\# 8 000c 05 726f772033
"""


tls_listen = """

[[listen]]
address = "${ip1}:${port}"

[[listen]]
address     = "${ip2}:${port}"
kind        = "tls"
certificate = "%s"
key         = "%s"
"""


class Echo:
    """Sends every datagram back to its sender."""

    def __init__(self, ctx, number):
        self.heard = set()
        self._socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self._socket.bind((ctx.ip(number), ctx.port))
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()
        ctx.closing.append(self.close)

    def _serve(self):
        while True:
            text, sender = self._socket.recvfrom(512)
            if not text:  # close() wakes it
                return self._socket.close()
            self.heard.add(text)
            self._socket.sendto(text, sender)

    def close(self):
        if self._thread.is_alive():
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as waker:
                waker.sendto(b"", self._socket.getsockname())
            self._thread.join(10)


def extended(ctx):
    ctx.bin = os.path.join(os.path.dirname(ctx.bin), "rotad_extended")
    if not os.path.exists(ctx.bin):
        raise Skip("rotad_extended is not built where files are compiled together")


def rotactl_extended(ctx):
    out = Rotactl(ctx)
    out.bin += "_extended"
    return out


def answers(rota):
    """Network -> the member that its clients get."""
    out = {}
    for network in networks:
        question = query("www.lb.example")
        question.use_edns(0, options=[dns.edns.ECSOption(network, 24)])
        said = dns.message.from_wire(exchange(rota.address, rota.port, question.to_wire()))
        scopes = [option.scopelen for option in said.options if option.otype == dns.edns.ECS]
        assert scopes == [24], said
        out[network], = values(said)
    return out


def test_policy(ctx):
    extended(ctx)
    rota = ctx.rota()
    before = answers(rota)
    share = Counter(before.values())
    assert len(share) == 3 and min(share.values()) >= 6, share
    targets = [member["share"] for member in rota.control.get("/pools/web")["members"]]
    assert all(0.28 < target < 0.39 for target in targets) and abs(sum(targets) - 1) < 1e-6, targets
    assert answers(rota) == before, "the same client got another member"
    rotactl = Rotactl(ctx)
    rotactl.ok("member", "drain", "web/192.0.2.2")
    after = answers(rota)
    assert "192.0.2.2" not in after.values()
    moved = {network for network in networks if after[network] != before[network]}
    assert moved == {network for network in networks if before[network] == "192.0.2.2"}, "others moved as well"
    rotactl.ok("member", "ready", "web/192.0.2.2")
    assert answers(rota) == before, "they are back where they were"
    network = networks[7]
    assert before[network] in rotactl.ok("explain", "www.lb.example", "A", "--client", network)
    assert '"by_client"' in run_once(ctx, "--print-schema")[1]


def test_check(ctx):
    extended(ctx)
    ctx.write("zones/lb.example.toml", udp_pool)
    there = Echo(ctx, 11)
    rota = ctx.rota()
    until(lambda: values(rota.ask("www.lb.example")) == [ctx.ip(11)], 10, "only the one that replies is in the answer")
    rota.wait_for(r"lb\.example:web/b \(.*\) down")
    assert there.heard == {b"hello"}, there.heard
    there.close()
    other = Echo(ctx, 12)
    until(lambda: values(rota.ask("www.lb.example")) == [ctx.ip(12)], 10, "they have changed places")
    ctx.edit("zones/lb.example.toml", "port =", "prot =")
    code, said = ctx.check()
    assert code == 1 and 'a udp check needs a "port"' in said and 'unknown key "prot"' in said and 'did you mean "port"?' in said
    other.close()
    assert rotactl_extended(ctx).run("check", "conf/rota.toml").out == said, "rotactl reads the settings as rotad does"


def test_listener(ctx):
    extended(ctx)
    authority = Authority(ctx)
    own = authority.sign("ns1.lb.example")
    ctx.edit("conf/rota.toml", f'listen  = ["{ctx.ip(1)}:{ctx.port}"]\n', "")
    plain = ctx.read("conf/rota.toml")
    ctx.write("conf/rota.toml", plain + tls_listen % (own.path, own.key))
    rota = ctx.rota()
    said = dig(ctx.ip(2), ctx.port, "+tls", f"+tls-ca={authority.path}", "+tls-hostname=ns1.lb.example", "www.lb.example")
    assert said.status == "NOERROR" and len(said.values()) == 1, said.text
    asked = 1000  # at once; padded, the replies are more than the kernel holds, and wait for room
    question = query("www.lb.example")
    question.use_edns(0, options=[dns.edns.GenericOption(12, b"")])
    with socket.create_connection((ctx.ip(2), ctx.port), 10) as under:
        with ssl.create_default_context(cafile=authority.path).wrap_socket(under, server_hostname="ns1.lb.example") as tls:
            tls.sendall(frame(question.to_wire()) * asked)
            replies = [dns.message.from_wire(receive_frame(tls)) for _ in range(asked)]
    assert all(values(reply) == said.values() for reply in replies)
    assert Metrics(rota.control).sum("rota_dns_answered_total", proto="tls") == asked + 1
    assert rota.control.get("/status")["transports"] == ["udp", "tcp", "tls"]
    other = authority.sign("other.example")
    ctx.write("conf/rota.toml", plain + tls_listen % (own.path, other.key))
    code, text = ctx.check()
    assert code == 1 and "conf/rota.toml:" in text and "OpenSSL cannot use this certificate with its 'key'" in text, text
    assert rotactl_extended(ctx).run("check", "conf/rota.toml").out == text, "rotactl reads the options as rotad does"


def test_metric(ctx):
    extended(ctx)
    ctx.write("zones/broken.example.toml", 'zone = "broken.example"\nnameserver = 1\n')
    ctx.write("zones/plain.example.toml", 'zone = "plain.example"\nnameservers = { ns1 = "192.0.2.53" }\n')
    rota = ctx.rota()
    text = rota.control.ask("GET", "/metrics").body.decode()
    assert "# TYPE rota_zones gauge\n" in text, text
    assert 'rota_zones{state="served"} 2\n' in text and 'rota_zones{state="broken"} 1\n' in text, text


def test_route(ctx):
    extended(ctx)
    rota = ctx.rota()
    assert rota.control.get("/drained") == {"drained": []}
    Rotactl(ctx).ok("member", "drain", "web/192.0.2.3")
    assert rota.control.get("/drained") == {"drained": ["lb.example:web/192.0.2.3"]}
    described = rota.control.get("/openapi.json")["paths"]
    assert described["/api/v1/drained"]["get"]["summary"] == "Members that an operator drained", described.keys()
    assert described["/api/v1/zones"]["get"]["responses"]["200"], "and what openapi.json says stays"


def test_verb(ctx):
    extended(ctx)
    ctx.rota()
    rotactl = rotactl_extended(ctx)
    assert rotactl.ok("pool", "ttl", "web") == "web: TTL 30 s\n"
    assert "the TTL of a pool's answers now" in rotactl.ok("--help")
    assert "rotactl pool ttl web" in rotactl.ok("pool", "ttl", "--help")
    assert rotactl.run("pool", "ttl", "nobody").code == 1


def test_record_type(ctx):
    extended(ctx)
    ctx.write("zones/lb.example.toml", 'zone = "lb.example"\nfile = "lb.example.zone"\n')
    ctx.write("zones/lb.example.zone", rack_zone.format(unit=12))
    rota = ctx.rota()
    for name in ("www", "same"):  # by its name, and in the form of RFC 3597
        said = dig(rota.address, rota.port, f"{name}.lb.example", "TYPE65280")
        assert said.values() == [r"\# 8 000C05726F772033"], said.text
    ctx.write("zones/lb.example.zone", rack_zone.format(unit=49))
    code, said = ctx.check()
    assert code == 1 and "bad rdata of RACK: a height unit is from 1 to 48" in said, said
