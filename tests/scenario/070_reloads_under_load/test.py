"""SIGHUP under load: nothing lost, old world or new, and health that goes on as it was.

Ids: X-01 C-23
"""
from support.asker import Asker
from support.ask import values
from support.backend import Backend
from support.waiting import until

tsan = True

questions = [("www.lb.example", "A"), ("ns1.lb.example", "A"), ("nobody.lb.example", "A"), ("lb.example", "SOA")]


def next_serial(ctx, serial):
    ctx.edit("zones/lb.example.zone", f"hostmaster {serial - 1} ", f"hostmaster {serial} ")


def test_twenty_reloads_lose_nothing(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    rota = ctx.rota()
    with Asker(rota.address, rota.port, questions) as asker:
        asker.wait_count(200)
        for serial in range(2, 22):
            next_serial(ctx, serial)
            rota.reload()
            rota.wait_serial("lb.example", serial)
        asker.wait_count(200)
    asker.nothing_lost()
    expected = {0: (0, 2), 1: (0, 1), 2: (3, 0), 3: (0, 0)}
    for answer in asker.answers:
        assert (answer.rcode, len(answer.addresses)) == expected[answer.question], answer


def test_signals_that_come_while_it_reloads(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    rota = ctx.rota()
    with Asker(rota.address, rota.port, questions) as asker:
        for serial in range(2, 22):
            next_serial(ctx, serial)
            rota.reload()
        rota.wait_serial("lb.example", 21)
        asker.wait_count(200)
    asker.nothing_lost()


def test_a_broken_edit_changes_nothing(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    rota = ctx.rota()
    with Asker(rota.address, rota.port, questions) as asker:
        asker.wait_count(200)
        for old, new, place in (('name = "lb2",', 'nmae = "lb2",', r'zones/lb\.example\.toml:8:5: unknown key "nmae"; '
                                                                  r'did you mean "name"\?'),
                                ("${ip12}", "192.0.2.300", r"zones/lb\.example\.toml:8:\d+: .*192\.0\.2\.300"),
                                ('zone = "lb.example"', 'zone = "lb.example', r"zones/lb\.example\.toml:1:\d+: ")):
            whole, seen = ctx.read("zones/lb.example.toml"), rota.mark()
            ctx.edit("zones/lb.example.toml", ctx.fill(old), new)
            next_serial(ctx, 2)
            rota.reload()
            rota.wait_for(place, after=seen)
            asker.wait_count(300)
            assert rota.serial("lb.example") == 1, "a broken edit was half taken"
            ctx.write("zones/lb.example.toml", whole)
            ctx.edit("zones/lb.example.zone", "hostmaster 2 ", "hostmaster 1 ")
        ctx.edit("zones/lb.example.zone", "192.0.2.53", "192.0.2.530")
        seen = rota.mark()
        rota.reload()
        rota.wait_for(r"zones/lb\.example\.zone:4", after=seen)
        asker.wait_count(300)
        ctx.edit("zones/lb.example.zone", "192.0.2.530", "192.0.2.53")
        next_serial(ctx, 2)
        rota.reload()
        rota.wait_serial("lb.example", 2)
    asker.nothing_lost()
    assert all(len(answer.addresses) == 2 for answer in asker.answers if answer.question == 0)


def test_health_of_unchanged_targets_is_kept(ctx):
    backend = Backend(ctx, 11)  # nobody listens at the second
    rota = ctx.rota()
    rota.wait_for(r"member \S+:web/lb2 \(.*\) down: connect refused")
    until(lambda: values(rota.ask("www.lb.example")) == [ctx.ip(11)], 10, "lb2 is out")
    probes, seen = len(backend.probes), rota.mark()
    with Asker(rota.address, rota.port, [("www.lb.example", "A")]) as asker:
        for serial in range(2, 6):
            next_serial(ctx, serial)
            rota.reload()
            rota.wait_serial("lb.example", serial)
            asker.wait_count(200)
    asker.nothing_lost()
    assert all(answer.addresses == [ctx.ip(11)] for answer in asker.answers), "a down member was given after a reload"
    assert len(backend.probes) - probes <= 3, "a reload probed an unchanged target anew"
    assert not rota.has(r"member \S+:web/lb\d ", after=seen), "a reload changed the state of a member"


def test_a_new_member_comes_and_a_removed_one_goes(ctx):
    Backend(ctx, 11), Backend(ctx, 12), Backend(ctx, 13)
    rota = ctx.rota()
    added = '{ name = "lb2", address = "${ip12}" },\n  { name = "lb3", address = "${ip13}" },'
    ctx.edit("zones/lb.example.toml", ctx.fill('{ name = "lb2", address = "${ip12}" },'), added)
    rota.reload()
    until(lambda: len(values(rota.ask("www.lb.example"))) == 3, 10, "lb3 is given")
    ctx.edit("zones/lb.example.toml", ctx.fill(added), '{ name = "lb3", address = "${ip13}" },')
    rota.reload()
    until(lambda: sorted(values(rota.ask("www.lb.example"))) == sorted([ctx.ip(11), ctx.ip(13)]), 10, "lb2 is gone")
