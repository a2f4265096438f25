"""The servers behind many weighted pools die and come back in any order: memory stays as it was at the start.

A menu has as many lines as its pool has healthy members, so that every size is asked for. A pool that the operator
speaks of is kept as it is run, beside what its file says: that is paid once a pool, before the flips begin.
"""
import random

from support.ask import values
from support.control import Control

full = True
pools, members, flips = 540, 254, 10_000
most_growth = 1.5  # of the resident memory at the start

server = """
listen = ["${ip1}:${port}"]
zones  = ["../zones/*.toml"]
[server]
workers = 2
user    = ""
state   = ""
[control]
socket = "${dir}/control.sock"
http   = ""
"""


def write_configuration(ctx):
    ctx.write("conf/rota.toml", server)
    lines = ['zone = "lb.example"', 'nameservers = { ns1 = "192.0.2.53" }']
    for pool in range(pools):
        listed = ", ".join(f'"198.18.{pool % 250}.{1 + member}"' for member in range(members))
        lines += [f"[pool.p{pool}]", f'names = ["p{pool}"]', 'policy = "weighted"', f"members = [{listed}]"]
    ctx.write("zones/lb.example.toml", "\n".join(lines) + "\n")


def test(ctx):
    write_configuration(ctx)
    rota = ctx.rota(ready=False).wait_ready(60)
    for pool in range(pools):  # its counters are in use
        assert values(rota.ask(f"p{pool}.lb.example"))
    dice, down = random.Random(7), set()
    control = Control(path=ctx.path("control.sock"), timeout=60)

    def flip(pool, member):
        out = (pool, member) not in down
        control.post(f"/members/p{pool}/198.18.{pool % 250}.{1 + member}", {"admin": "down" if out else "ready"})
        (down.add if out else down.remove)((pool, member))

    first = rota.memory()
    for pool in range(pools):
        flip(pool, 0)
    start = rota.memory()
    for _ in range(flips):
        flip(dice.randrange(pools), dice.randrange(members))
    for pool in range(pools):
        assert values(rota.ask(f"p{pool}.lb.example"))
    end = rota.memory()
    ctx.figure(f"resident {first / 1024:.0f} MiB, {start / 1024:.0f} MiB with a word about each pool, "
               f"{end / 1024:.0f} MiB after {flips} flips")
    assert end < start * most_growth, (start, end)
