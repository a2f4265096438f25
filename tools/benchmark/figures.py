"""Rounds to one figure, figures to markdown."""
from statistics import median


def of(samples, key):
    """The median over the rounds."""
    return median(sample[key] for sample in samples)


def ratio(samples, base, key="cpu_us", base_key=None):
    """The median of the ratios of each slice, in which both met the same machine; None without a base."""
    if not samples or not base:
        return None
    return median(one[key] / other[base_key or key] for one, other in zip(samples, base))


def span(samples, key, form="{:.2f}"):
    values = [sample[key] for sample in samples]
    return f"{form.format(min(values))}-{form.format(max(values))}"


def total(samples, key):
    return sum(sample[key] for sample in samples)


def whole(number):
    return f"{number:,.0f}"


def times(value):
    return "-" if value is None else f"{value:.2f}x"


def table(heads, rows):
    """The first column is text, the others are figures."""
    lines = [heads, ["---"] + ["---:"] * (len(heads) - 1), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines) + "\n"
