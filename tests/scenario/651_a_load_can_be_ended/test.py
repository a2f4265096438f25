"""Files that take for ever to read: the number and size of what is included is limited, and SIGTERM ends a load."""
import os
import signal
import time

from support.waiting import until

apex = "@ 60 SOA ns h 1 1 1 1 60\n@ 60 NS ns.other.\n"


def configure(ctx, zones):
    tables = ", ".join(f'{{ zone = "{zone}", file = "{file}" }}' for zone, file in zones.items())
    ctx.write("rota.toml", f'zones = [{tables}]\n[server]\nlisten = ["${{ip1}}:${{port}}"]\nuser = ""\nstate = ""\n'
              '[control]\nsocket = "${dir}/control.sock"\nhttp = ""\n')


def wait_until_it_reads(ctx, rota):
    def reads():
        folder = f"/proc/{rota.pid}/fd"
        for number in os.listdir(folder):
            try:
                if os.readlink(f"{folder}/{number}").endswith("/comments.zone"):
                    return True
            except FileNotFoundError:  # closed since
                pass
        return False
    until(reads, 20 * ctx.slack, "the file is being read")


def write_slow(ctx):
    """A gigabyte of comments, below every limit, that takes seconds to read."""
    ctx.write("comments.zone", "; nothing\n" * 20_000)
    ctx.write("slow.zone", apex + "$INCLUDE comments.zone\n" * 9_000)


def test_includes_without_end_break_their_zone_only(ctx):
    for depth in range(9):
        ctx.write(f"{depth}.zone", f"$INCLUDE {depth + 1}.zone\n" * 40)
    ctx.write("9.zone", "a 60 A 192.0.2.1\n")
    ctx.write("wide.zone", apex + "$INCLUDE 0.zone\n")
    ctx.write("good.zone", apex)
    configure(ctx, {"good.example": "good.zone", "wide.example": "wide.zone"})
    rota = ctx.rota("rota.toml")
    assert rota.ask("good.example", "SOA").answer
    assert rota.ask("wide.example", "SOA").rcode() == 2  # SERVFAIL
    assert "more than 10000 files" in rota.text(), rota.text()


def test_a_start_that_reads_ends_at_sigterm(ctx):
    write_slow(ctx)
    configure(ctx, {"slow.example": "slow.zone"})
    rota = ctx.rota("rota.toml", ready=False)
    wait_until_it_reads(ctx, rota)
    since = time.monotonic()
    rota.finish()
    ended = time.monotonic() - since
    assert ended < 1 * ctx.slack, f"it ended after {ended:.1f} s"


def test_a_reload_that_reads_ends_at_sigterm(ctx):
    ctx.write("slow.zone", apex)
    configure(ctx, {"slow.example": "slow.zone"})
    rota = ctx.rota("rota.toml")
    write_slow(ctx)
    rota.send(signal.SIGHUP)
    wait_until_it_reads(ctx, rota)
    since = time.monotonic()
    rota.finish()
    ended = time.monotonic() - since
    assert ended < 1 * ctx.slack, f"it ended after {ended:.1f} s"
