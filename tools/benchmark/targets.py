"""What rota must reach, and whether it does."""
from dataclasses import dataclass


@dataclass
class Target:
    what: str
    wanted: str
    measured: str
    met: bool | None  # None: nothing to compare with was measured


def at_most(what, value, limit, form="{:.2f}", unit="", than=""):
    """`than` says what it is a ratio to. Rounded as it is printed: more digits are noise."""
    shown = form.format(limit) + (than and "x ") + (than or unit)
    if value is None:
        return Target(what, f"<= {shown}", "not measured", None)
    return Target(what, f"<= {shown}", form.format(value) + (than and "x" or unit),
                  float(form.format(value).replace(",", "")) <= limit)
