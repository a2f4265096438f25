"""What rota must reach, and whether it does."""
from dataclasses import dataclass


@dataclass
class Target:
    what: str
    wanted: str
    measured: str
    met: bool | None  # None: nothing to compare with was measured


def _judged(what, value, sign, limit, met, form, unit, than):
    """Rounded as it is printed: more digits are noise."""
    shown = form.format(limit) + (than and "x ") + (than or unit)
    if value is None:
        return Target(what, f"{sign} {shown}", "not measured", None)
    return Target(what, f"{sign} {shown}", form.format(value) + (than and "x" or unit), met(float(form.format(value))))


def at_most(what, value, limit, form="{:.2f}", unit="", than=""):
    """`than` says what it is a ratio to."""
    return _judged(what, value, "<=", limit, lambda rounded: rounded <= limit, form, unit, than)


def at_least(what, value, limit, form="{:.2f}", unit="", than=""):
    return _judged(what, value, ">=", limit, lambda rounded: rounded >= limit, form, unit, than)


def nothing_wrong(results, rotads):
    """Of each rotad, over all scenarios that put a load on it."""
    for name in rotads:
        samples = [sample for servers in results.values() for server, rounds in servers.items()
                   if server.startswith((f"{name} ", f"{name},")) for sample in rounds if "wrong" in sample]
        if samples:
            asked = sum(sample["sent"] for sample in samples)
            yield at_most(f"{name}, of all {asked:,} queries: answered wrong or not at all",
                          sum(sample["wrong"] + sample["lost"] for sample in samples), 0, form="{:.0f}")
