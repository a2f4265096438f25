"""The parent of conf/bind-parent on a real BIND delegates lb.example to two rotads; a real unbound resolves."""
import os

from support import peers
from support.backend import Backend
from support.dig import dig
from support.waiting import until

here = os.path.dirname(os.path.abspath(__file__))
parent_files = os.path.join(here, "../../../conf/bind-parent")


def read(name):
    with open(f"{parent_files}/{name}", encoding="utf-8") as file:
        return file.read()


def replace(text, changes):
    for old, new in changes.items():
        assert old in text, f"conf/bind-parent has no '{old}'"
        text = text.replace(old, new)
    return text


def start_parent(ctx):
    """The files a reader of the README copies; only addresses and the port differ."""
    zone = replace(read("example.zone"), {"192.0.2.53": ctx.ip(1), "198.51.100.53": ctx.ip(2)})
    ctx.write("named/example.zone", zone)
    conf = replace(read("named.conf"), {"port 5301": f"port {ctx.port}", 'directory "."': 'directory "{home}"'})
    return peers.bind_with(ctx, conf)


def start_all(ctx):
    ctx.needs_root()  # a delegation has no port: rotad listens on 53
    backends = [Backend(ctx, number) for number in (11, 12, 13)]
    parent = start_parent(ctx)
    first = ctx.rota(port=53)
    ctx.write("conf/second.toml", replace(ctx.read("conf/rota.toml"), {ctx.ip(1): ctx.ip(2), "control.sock": "second.sock"}))
    second = ctx.rota("conf/second.toml", port=53, address=ctx.ip(2))
    resolver = peers.unbound(ctx, 3, {"example": f"127.0.0.1@{ctx.port}"})
    return backends, parent, (first, second), resolver


def resolve(resolver, name, type="A"):
    return dig(resolver.address, resolver.port, "+rec", name, type, timeout=15)


def test_the_parent_refers_to_us(ctx):
    _, parent, _, _ = start_all(ctx)
    referral = dig(parent.address, parent.port, "www.lb.example", "A")
    assert referral.status == "NOERROR" and "aa" not in referral.flags and not referral.answer, referral.text
    assert sorted(record[4] for record in referral.authority) == ["ns1.lb.example.", "ns2.lb.example."]
    glue = sorted(record[4] for record in referral.additional if record[3] == "A")
    assert glue == sorted([ctx.ip(1), ctx.ip(2)]), referral.text


def test_a_resolver_follows_the_delegation(ctx):
    backends, _, rotas, resolver = start_all(ctx)
    members = sorted([ctx.ip(11), ctx.ip(12), ctx.ip(13)])
    answer = resolve(resolver, "www.lb.example")
    assert answer.status == "NOERROR" and sorted(answer.values()) == members, answer.text
    assert resolve(resolver, "nobody.lb.example").status == "NXDOMAIN"
    empty = resolve(resolver, "www.lb.example", "TXT")
    assert empty.status == "NOERROR" and not empty.answer, empty.text
    out = resolve(resolver, "other.lb.example")
    assert out.values() == ["www.example.", "192.0.2.80"], out.text

    backends[0].mode = "503"
    for rota in rotas:
        rota.wait_for(rf"member \S+:web/{ctx.ip(11)} \(.*\) down: status 503")
    until(lambda: all(len(rota.ask("www.lb.example").answer[0]) == 2 for rota in rotas), 2, "both servers know")
    seen = [resolve(resolver, f"name{number}.any.lb.example").values() for number in range(6)]
    assert all(sorted(answer) == members[1:] for answer in seen), seen

    rotas[0].finish()
    for number in range(6):
        answer = resolve(resolver, f"after{number}.any.lb.example")
        assert sorted(answer.values()) == members[1:], answer.text
