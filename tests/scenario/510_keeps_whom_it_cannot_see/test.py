"""H-03, H-04, X-08: the node loses its way to all members, and none of them leaves the answers; but refusals are heard.

Ids: H-03 H-04 X-08
"""
from support.ask import values
from support.listener import Listener
from support.metrics import Metrics
from support.own_net import ip, move_in
from support.waiting import stays, until

members = "198.51.100.0/24"


def start(ctx):
    move_in(ctx)
    ip("route", "add", "local", members, "dev", "lo")
    backends = Listener(ctx, "0.0.0.0", 8080)
    rota = ctx.rota()
    until(lambda: state_count(rota, "up") == 24, 20, "all are up")
    return rota, backends


def state_count(rota, state):
    return Metrics(rota.control).sum("rota_pool_members", state=state)


def blind(rota):
    return Metrics(rota.control).sum("rota_blind", family="ipv4") == 1


def all_are_answered(rota):
    return all(len(values(rota.ask(f"{pool}.lb.example"))) == 8 for pool in "abc")


def stays_whole_while_blind(rota, reason):
    until(lambda: blind(rota), 20, "it knows that it is blind")
    rota.wait_for(f"this node is blind over IPv4: .*{reason}")
    stays(lambda: all_are_answered(rota), 2, "nobody is removed")
    assert not rota.has(r"member .* down: "), "a removal"
    problems = rota.control.get("/status")["problems"]
    assert any("blind over IPv4" in problem for problem in problems), problems


def sees_again(rota):
    rota.wait_for("this node sees again over IPv4", 20)
    until(lambda: not blind(rota) and state_count(rota, "up") == 24, 20, "all are up again")
    assert not rota.has(r"member .* down: "), "a removal"
    kinds = [event["kind"] for event in rota.control.get("/events")["events"]]
    assert kinds.count("blindness") == 2, kinds


def test_the_route_is_gone_and_comes_back(ctx):
    rota, _ = start(ctx)
    ip("route", "del", "local", members, "dev", "lo")
    stays_whole_while_blind(rota, "could not be sent: Network is unreachable")
    ip("route", "add", "local", members, "dev", "lo")
    sees_again(rota)


def test_everything_falls_silent_at_once(ctx):
    rota, backends = start(ctx)
    ip("link", "add", "hole", "type", "veth", "peer", "name", "beyond")
    ip("link", "set", "hole", "arp", "off")
    ip("link", "set", "beyond", "up")
    ip("link", "set", "hole", "up")
    ip("address", "add", "203.0.113.1/32", "dev", "hole")
    ip("route", "add", members, "dev", "hole")
    ip("route", "del", "local", members, "dev", "lo")  # what is sent there vanishes
    stays_whole_while_blind(rota, "targets are silent")
    ip("route", "add", "local", members, "dev", "lo")
    sees_again(rota)
    backends.close()
    until(lambda: state_count(rota, "down") == 24, 20, "what refuses is down as ever")
    assert not blind(rota)


def test_a_fleet_that_refuses_is_down_and_not_out_of_sight(ctx):
    rota, backends = start(ctx)
    backends.close()
    until(lambda: state_count(rota, "down") == 24, 20, "all are down")
    assert not rota.has("blind")
    assert all(pool["all_down"] for pool in rota.control.get("/pools")["pools"])
    backends.listen()
    until(lambda: state_count(rota, "up") == 24, 20, "all are up again")
