"""X-16: the addresses that it listens on are taken away and given back, and so is the link; nobody needs to tell it.

Ids: X-16
"""
from support.ask import ask, values
from support.own_net import ip, move_in
from support.waiting import until

addresses = {"203.0.113.53": ["203.0.113.53/32"], "2001:db8::53": ["2001:db8::53/128", "nodad"]}


def start(ctx):
    move_in(ctx)
    give()
    rota = ctx.rota(address="203.0.113.53")
    answers_everywhere(rota, 2)
    return rota


def give():
    for words in addresses.values():
        ip("address", "add", *words, "dev", "lo")


def take():
    for words in addresses.values():
        ip("address", "del", words[0], "dev", "lo")


def answers_everywhere(rota, members):
    for address in addresses:
        for tcp in (False, True):
            until(lambda: answered(rota, address, tcp) == members, 10, f"{address} answers (TCP: {tcp})")


def answered(rota, address, tcp=False):
    """How many addresses it gives; None when it cannot be reached."""
    try:
        return len(values(ask(address, rota.port, "www.lb.example", tcp=tcp, timeout=0.5)))
    except OSError:
        return None


def test_an_address_goes_and_comes_back(ctx):
    rota = start(ctx)
    for _ in range(3):
        take()
        assert not any(answered(rota, address) for address in addresses)
        give()
        answers_everywhere(rota, 2)


def test_what_is_changed_meanwhile_is_answered_afterwards(ctx):
    rota = start(ctx)
    take()
    ctx.edit("conf/rota.toml", '"192.0.2.2"', '"192.0.2.2", "192.0.2.3"')
    rota.reload()
    rota.wait_for("reload done")
    give()
    answers_everywhere(rota, 3)


def test_a_replacement_takes_over_while_the_addresses_are_away(ctx):
    rota = start(ctx)
    take()
    assert rota.replace() is not None
    give()
    answers_everywhere(rota, 2)


def test_the_link_goes_down_and_up(ctx):
    rota = start(ctx)
    ip("link", "set", "lo", "down")
    assert not any(answered(rota, address) for address in addresses)
    ip("link", "set", "lo", "up")
    ip("address", "replace", *addresses["2001:db8::53"], "dev", "lo")  # which went with the link
    answers_everywhere(rota, 2)
