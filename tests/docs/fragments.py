"""A part of a configuration is checked within the least that makes it whole: a zone with a check, a pool and,
where it is named, a fallback pool.
What the part itself says takes the place of what stands here."""
import re

top = {
    "listen": 'listen = ["127.0.0.1:5300"]',
    "zone": 'zone = "lb.example"',
    "nameservers": 'nameservers = { ns1 = "192.0.2.53" }',
}
tables = {
    "check.web": '[check.web]\ntype = "http"\npath = "/healthz"',
    "pool.web": '[pool.web]\nnames = ["www"]\ncheck = "web"\nmembers = ["192.0.2.1", "192.0.2.2"]',
    "pool.sorry": '[pool.sorry]\nmembers = ["192.0.2.9"]',
}
header = re.compile(r"^\[\[?([^\]]+)\]?\]", re.M)


def complete(text):
    """The part as a configuration of its own."""
    first = header.search(text)
    head, tail = (text[:first.start()], text[first.start():]) if first else (text, "")
    has = set(re.findall(r"^([\w-]+)\s*=", head, re.M))
    named = [name.strip().replace('"', "") for name in header.findall(tail)]
    if "listen" in named or re.search(r"^\[server\][^\[]*^listen", tail, re.M):
        has.add("listen")
    if has & {"zones"} or "zones" in named:
        has |= {"zone", "nameservers"}
    if "file" in has:
        has.add("nameservers")
    lines = [head] + [text for key, text in top.items() if key not in has]
    if "zones" not in has and "zones" not in named:
        tail += "\n" + "\n\n".join(table for key, table in tables.items() if not any(
            name == key or name.startswith(key + ".") for name in named) and (key != "pool.sorry" or '"sorry"' in text)) + "\n"
    return "\n".join(lines) + "\n\n" + tail
