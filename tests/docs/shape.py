"""Whether a program printed what a document shows. Numbers may differ and so may the width of columns; addresses, names and
words may not. "..." stands for any text within a line, a line "..." for any lines. Records of one answer come in any order."""
import re

address = re.compile(r"\d+\.\d+\.\d+\.\d+|[0-9a-f]*:[0-9a-f]*:[0-9a-f:.]*")
unit = r"(?:ms|s|min|h|d|kB|MiB|us)"


def normal(line):
    """The line without what changes from run to run."""
    kept = []

    def keep(found):
        kept.append(found[0])
        return f"\0{chr(0x4e00 + len(kept))}\0"

    line = re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?Z?", "TIME", line)
    line = re.sub(r"\b\d\d:\d\d:\d\d\b", "TIME", line)
    line = address.sub(keep, line)
    line = re.sub(rf"\d[\d,]*(\.\d+)?( ?{unit}\b)( \d+ ?{unit}\b)*", "#U", line)
    line = re.sub(r"\d[\d,]*(\.\d+)?", "#", line)
    line = re.sub("\0(.)\0", lambda found: kept[ord(found[1]) - 0x4e01], line)
    line = re.sub(r"[-─═]{3,}|[█▏▎▍▌▋▊▉░▒▓]+", "-", line)
    return re.sub(r"\s+", " ", line).strip()


def pattern(line):
    return ".*".join(re.escape(part) for part in re.split(r" ?\.\.\. ?", normal(line)))


def lines_of(text):
    return [line for line in text.splitlines() if line.strip()]


def matches(shown, printed, any_order=False):
    """A line of one DNS answer has no place of its own: `any_order`."""
    wanted, got = lines_of(shown), [normal(line) for line in lines_of(printed)]
    if any_order and not any(line.strip() == "..." for line in wanted):
        return sorted(normal(line) for line in wanted) == sorted(got)
    expression = "".join(r"(?:.*\n)*?" if line.strip() == "..." else pattern(line) + r"\n" for line in wanted)
    return re.fullmatch(expression, "".join(line + "\n" for line in got)) is not None
