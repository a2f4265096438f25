"""While one pool flaps, and across a reload, the rotation of the others goes on where it was."""
from collections import Counter

from support.ask import values
from support.backend import Backend
from support.waiting import until

tsan = True


class Watcher:
    """Asks a pool of five and a weighted one; remembers all it was given."""

    def __init__(self, rota):
        self.rota, self.calm, self.heavy = rota, [], []

    def ask(self, times):
        for _ in range(times):
            self.calm.append(values(self.rota.ask("calm.lb.example"))[0])
            self.heavy += values(self.rota.ask("heavy.lb.example"))

    def is_exact(self):
        for start in range(len(self.calm) - 4):
            assert len(set(self.calm[start:start + 5])) == 5, f"from answer {start}: {self.calm}"
        for start in range(len(self.heavy) - 6):
            seen = Counter(self.heavy[start:start + 7])
            assert seen == {"192.0.2.1": 4, "192.0.2.2": 3}, f"from answer {start}: {self.heavy}"


def test_a_flapping_neighbour(ctx):
    backend, _ = Backend(ctx, 11), Backend(ctx, 12)
    rota = ctx.rota()
    watcher = Watcher(rota)
    for mode, members in [("503", 1), ("200", 2)] * 6:
        watcher.ask(3)
        backend.mode = mode
        until(lambda: len(values(rota.ask("flapping.lb.example"))) == members, 10, f"{members} members are given")
    watcher.ask(14)
    watcher.is_exact()


def test_a_reload(ctx):
    Backend(ctx, 11), Backend(ctx, 12)
    rota = ctx.rota()
    watcher = Watcher(rota)
    for serial in range(2, 8):
        watcher.ask(3)
        ctx.edit("zones/lb.example.zone", f"hostmaster {serial - 1} ", f"hostmaster {serial} ")
        rota.reload()
        rota.wait_serial("lb.example", serial)
    watcher.ask(14)
    watcher.is_exact()
