"""A socket for both families, as systemd makes one by default: IPv4 clients are who they are over IPv4.

Each of three nested zones answers whom its own list names, over UDP and TCP, and explain says the same.
"""
import socket

import dns.rcode

from support.ask import ask
from support.held import Held
from support.own_net import move_in

zones = {"ns1.example": ("127.0.0.1", "::1"), "ns1.closed.example": ("127.0.0.1",), "ns1.deep.closed.example": ("::1",)}


def test_access_lists_hold_for_both_families(ctx):
    move_in(ctx)  # where nobody has this port at any address
    rota = Held(ctx, family=socket.AF_INET6).start()
    for name, allowed in zones.items():
        for client in ("127.0.0.1", "::1"):  # which is where it asks from as well
            expected = "NOERROR" if client in allowed else "REFUSED"
            for tcp in (False, True):
                rcode = dns.rcode.to_text(ask(client, ctx.port, name, tcp=tcp).rcode())
                assert rcode == expected, f"{name} of {client}, tcp {tcp}: {rcode}"
            written = client if ":" in client else f"::ffff:{client}"
            told = rota.control.ask("GET", f"/api/v1/explain?name={name}&client={written}").json()
            assert (told["outcome"] == "refused") == (expected == "REFUSED"), told


def test_all_of_ipv4_is_not_one_client(ctx):
    move_in(ctx)
    with open(ctx.path("conf/rota.toml"), "a", encoding="ascii") as conf:
        conf.write("\n[rate_limit]\nresponses = 1\nburst = 5\n")
    Held(ctx, family=socket.AF_INET6).start()
    whole = [sum(bool(ask(f"127.0.{network}.1", ctx.port, "ns1.example", source=f"127.0.{network}.9").answer)
                 for _ in range(4)) for network in range(1, 9)]
    assert whole == [4] * 8, whole
