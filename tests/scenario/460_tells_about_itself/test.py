"""What rota tells of itself to who asks: NSID, version and identity, cookies that all vendors understand."""
import os
import socket

import dns.edns
import dns.message
import dns.rcode

from support import peers
from support.dig import dig
from support.waiting import until

client = bytes.fromhex("2464c4abcf10c957")
secret = "e5e973e5a6b2a43f48e7dc849e37bfcf"
next_secret = "445536bcd2513298075a5d379663c962"
zones = {"plain.example": "zones/plain.example.zone"}


def ask_with_cookie(ctx, address, cookie=client):
    """(rcode, the cookie of the reply): asked from an address that all peers see alike."""
    message = dns.message.make_query("ns1.plain.example", "A", use_edns=0,
                                     options=[dns.edns.GenericOption(dns.edns.COOKIE, cookie)])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagram:
        datagram.settimeout(5 * ctx.slack)
        datagram.bind(("127.0.0.1", 0))
        datagram.connect((address, ctx.port))
        datagram.send(message.to_wire())
        reply = dns.message.from_wire(datagram.recv(4096))
    told = [option.to_wire() for option in reply.options if option.otype == dns.edns.COOKIE]
    return dns.rcode.to_text(reply.rcode()), told[0] if told else None


def given(ctx, address):
    rcode, cookie = ask_with_cookie(ctx, address)
    assert len(cookie) == 24 and cookie[:8] == client, (rcode, cookie)
    return cookie


def is_good(ctx, address, cookie):
    """What is good comes back as it is: so say rota, BIND, Knot and NSD."""
    return ask_with_cookie(ctx, address, cookie) == ("NOERROR", cookie)


def write_secrets(ctx, *secrets):
    with open(ctx.path("secrets"), "w", encoding="utf-8") as out:
        out.write("".join(f"{each}\n" for each in secrets))


def with_secrets(ctx, *secrets):
    write_secrets(ctx, *secrets)
    ctx.edit("conf/rota.toml", "enabled = true", 'secret_file = "${dir}/secrets"\nrequired = true')


def test_dig_is_told_the_nsid_and_the_version(ctx):
    rota = ctx.rota()
    assert '("fra1")' in dig(rota.address, rota.port, "+nsid", "ns1.plain.example", "A").text
    assert dig(rota.address, rota.port, "version.bind", "CH", "TXT").values() == ['"rota"']
    assert dig(rota.address, rota.port, "id.server", "CH", "TXT").values() == ['"fra1.example"']
    refused = dig(rota.address, rota.port, "authors.bind", "CH", "TXT")
    assert refused.status == "REFUSED" and "EDE: 18 (Prohibited)" in refused.text, refused.text
    assert "EDE: 20 (Not Authoritative)" in dig(rota.address, rota.port, "elsewhere.test", "A").text


def test_p48_cookies_of_bind_knot_and_nsd_are_good_and_ours_are_for_them(ctx):
    with_secrets(ctx, secret)
    rota = ctx.rota()
    with_files = {apex: ctx.path(file) for apex, file in zones.items()}
    others = [
        peers.bind(ctx, with_files, f'answer-cookie yes; cookie-algorithm siphash24; cookie-secret "{secret}"; '
                                    f'require-server-cookie yes;'),
        peers.knot(ctx, 3, with_files, f"mod-cookies:\n  - id: default\n    secret: 0x{secret}\n    badcookie-slip: 1\n",
                   "global-module: mod-cookies/default"),
        peers.nsd(ctx, 4, with_files, f"answer-cookie: yes\n  cookie-secret: {secret}"),
    ]
    for other in others:
        assert is_good(ctx, rota.address, given(ctx, other.address)), f"rota takes a cookie of {other.name}"
        ours = given(ctx, rota.address)
        rcode, told = ask_with_cookie(ctx, other.address, ours)
        # NSD and BIND make a new one each time; of the same second it is the same.
        assert rcode == "NOERROR" and told[:12] == ours[:12], f"{other.name} takes one of rota: {rcode} {told}"


def test_p50_a_secret_is_changed_without_a_bad_cookie(ctx):
    with_secrets(ctx, secret)
    rota = ctx.rota()
    old = given(ctx, rota.address)
    assert is_good(ctx, rota.address, old)
    write_secrets(ctx, next_secret, secret)
    rota.reload()
    until(lambda: not is_good(ctx, rota.address, old), 20 * ctx.slack, "cookies are renewed")
    rcode, new = ask_with_cookie(ctx, rota.address, old)
    assert rcode == "NOERROR" and new != old
    assert is_good(ctx, rota.address, new)
    write_secrets(ctx, next_secret)
    rota.reload()
    until(lambda: ask_with_cookie(ctx, rota.address, old)[0] == "BADCOOKIE", 20 * ctx.slack, "the old secret is out")
    assert is_good(ctx, rota.address, new)


def test_p50_a_cookie_is_good_after_a_restart_and_a_replacement(ctx):
    os.mkdir(ctx.path("state"))
    rota = ctx.rota()
    cookie = given(ctx, rota.address)
    rota.finish()
    rota = ctx.rota()
    assert is_good(ctx, rota.address, cookie)
    assert rota.replace() is not None
    until(lambda: is_good(ctx, rota.address, cookie), 20 * ctx.slack, "the new process knows the cookie")


def test_a_broken_file_of_secrets_costs_a_reload_and_nothing_else(ctx):
    with_secrets(ctx, secret)
    rota = ctx.rota()
    cookie = given(ctx, rota.address)
    write_secrets(ctx, secret[:-1])
    rota.reload()
    rota.wait_for(r"secrets:1:1: a secret must be 32 hex digits")
    assert is_good(ctx, rota.address, cookie)
