"""Ten thousand zones, all from one file: they load, the right one answers, and a reload loses nothing.

Ids: X-12
"""
import time

from support.ask import rcode, soa, values
from support.asker import Asker

count = 10_000


def write_configuration(ctx, zones):
    tables = ",\n".join(f'  {{ zone = "{zone}", file = "../zones/shared.zone" }}' for zone in zones)
    ctx.write("conf/rota.toml", f"""zones = [
{tables}
]
[server]
listen = ["${{ip1}}:${{port}}"]
user   = ""
state  = ""
[control]
socket = "${{dir}}/control.sock"
http   = ""
""")


def test(ctx):
    zones = [f"customer-{number}.example" for number in range(count - 1)] + ["below.customer-7.example"]
    write_configuration(ctx, zones)
    began = time.monotonic()
    rota = ctx.rota(ready=False).wait_ready(60)
    ctx.figure(f"{count} zones answer after {time.monotonic() - began:.1f} s")
    for zone in zones[::97] + zones[-2:]:
        assert values(rota.ask(f"www.{zone}")) == ["192.0.2.10"]
        nobody = rota.ask(f"nobody.{zone}")
        assert rcode(nobody) == "NXDOMAIN" and str(soa(nobody).name) == f"{zone}."
    assert rcode(rota.ask("customer-10000.example")) == "REFUSED"
    questions = [(f"www.{zone}", "A") for zone in zones[:2000]]
    write_configuration(ctx, zones + ["one-more.example"])
    with Asker(rota.address, rota.port, questions) as asker:
        asker.wait_count(100)
        rota.reload()
        rota.wait_serial("one-more.example", 1, 60)
        asker.wait_count(100)
    asker.nothing_lost()
    assert all(answer.addresses == ["192.0.2.10"] for answer in asker.answers)
