"""The same static zones served by rota, BIND, NSD and Knot: every name and its neighbours, every type.

The answers must be equal as sets, with their rcode, flags and TTLs; every difference that is allowed stands
in differences.txt with its reason, and a line there that nothing needs is a failure too.
"""
import fnmatch
import os

import dns.flags
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.zone

from support import peers
from support.many import ask_many
from support.waiting import until

here = os.path.dirname(os.path.abspath(__file__))
apexes = ["diff.example", "child.diff.example", "other.example"]
served = {dns.name.from_text(apex) for apex in apexes}
types = ["A", "AAAA", "NS", "CNAME", "SOA", "MX", "TXT", "SRV", "DNAME", "DS", "PTR", "CAA", "HTTPS", "TYPE65280",
         "ANY"]
rare_types = ["HINFO", "RP", "AFSDB", "LOC", "NAPTR", "SSHFP", "TLSA", "URI", "SVCB"]
extra_names = ["example.", "elsewhere.test.", "\\228.diff.example.", ("w" * 63 + ".") * 3 + "dn.diff.example.",
               "a.b.c.d.e.f.g.diff.example.", "WWW.dIFF.example.", "x.DN.diff.EXAMPLE.", "Foo.WILD.diff.example."]


def zone_names(ctx):
    names = set()
    for apex in apexes:
        zone = dns.zone.from_file(ctx.path(f"zones/{apex}.zone"), origin=apex + ".", relativize=False,
                                  check_origin=False)
        names.update(zone.nodes)
    return names


def under(label, name):
    try:
        return [dns.name.Name((label,) + name.labels)]
    except dns.name.NameTooLong:
        return []


def with_neighbours(names):
    found = set(names) | {dns.name.from_text(name) for name in extra_names}
    for name in names:
        found.update(under(b"zz", name) + under(b"*", name) + under(b"zz", name.parent()))
        found.add(name.parent())
    return sorted(found - {dns.name.root})


def questions(ctx):
    names = with_neighbours(zone_names(ctx))
    special = [name for name in names if name.labels[0] in (b"types", b"svc", b"www", b"alias", b"sub", b"zz")]
    return [(name, type) for name in names for type in types] + [(name, type) for name in special
                                                                 for type in rare_types]


def section(sets):
    """A section as a set: owner, type, TTL and canonical rdata of each record."""
    return frozenset((records.name.canonicalize(), records.rdtype, records.ttl, record.to_digestable())
                     for records in sets for record in records)


def without_courtesy(authority):
    """Without the NS set of a zone itself: BIND and NSD add it to positive answers, Knot and rota do not."""
    return frozenset(record for record in authority if not (record[1] == dns.rdatatype.NS and record[0] in served))


class Reply:
    def __init__(self, wire):
        message = dns.message.from_wire(wire)
        self.text = message.to_text()
        flags = dns.flags.to_text(message.flags & (dns.flags.AA | dns.flags.TC | dns.flags.RA | dns.flags.AD))
        self.head = (dns.rcode.to_text(message.rcode()), flags)
        self.truncated = bool(message.flags & dns.flags.TC)
        self.answer, self.authority = section(message.answer), without_courtesy(section(message.authority))
        self.additional = section(message.additional)


def difference(ours, theirs, type):
    """In which part two replies differ, or None."""
    if ours.head != theirs.head:
        return "head"
    if ours.truncated:
        return None  # what is left of a truncated answer is each server's own choice
    if type == "ANY" and ours.answer and theirs.answer:
        return None  # RFC 8482: any part of the whole will do
    if ours.answer != theirs.answer:
        return "answer"
    return "authority" if ours.authority != theirs.authority else None


def any_difference(ours, others):
    """Ours says nothing that no other says."""
    return None if ours.answer <= frozenset.union(*(other.answer for other in others)) else "answer"


def additional_difference(ours, others):
    """Ours holds what all others agree on, and nothing that no other knows: more is each server's own choice."""
    if ours.truncated or any(other.truncated or other.head != ours.head for other in others):
        return None
    if not ours.additional <= frozenset.union(*(other.additional for other in others)):
        return "additional"
    return None if frozenset.intersection(*(other.additional for other in others)) <= ours.additional else "additional"


class Allowed:
    """differences.txt: server | name | type | part | reason. The first three are globs."""

    def __init__(self):
        self.rows, self.used = [], set()
        with open(f"{here}/differences.txt", encoding="utf-8") as lines:
            for line in lines:
                if line.strip() and not line.startswith("#"):
                    row = [word.strip() for word in line.split("|")]
                    assert len(row) == 5 and row[4], f"differences.txt: each line has five parts: {line}"
                    self.rows.append(row)

    def covers(self, server, name, type, part):
        hits = [index for index, row in enumerate(self.rows)
                if all(fnmatch.fnmatchcase(value, pattern)
                       for value, pattern in zip((server, str(name).lower(), type, part), row))]
        self.used.update(hits)
        return bool(hits)

    def unused(self):
        return [" | ".join(row) for index, row in enumerate(self.rows) if index not in self.used]


def ask_everyone(ctx, servers, asked):
    replies = {}
    for name, server in servers.items():
        read = {}  # servers repeat themselves: the same bytes after the id are read once
        replies[name] = []
        for wire in ask_many(server.address, ctx.port, asked):
            if wire[2:] not in read:
                read[wire[2:]] = Reply(wire)
            replies[name].append(read[wire[2:]])
    return replies


def compare(asked, replies, allowed):
    found = []
    for index, (name, type) in enumerate(asked):
        ours = replies["rota"][index]
        others = {server: answers[index] for server, answers in replies.items() if server != "rota"}
        for server, theirs in others.items():
            part = difference(ours, theirs, type)
            if part and not allowed.covers(server, name, type, part):
                found.append((server, part, name, type, ours.text, theirs.text))
        whole_difference = any_difference if type == "ANY" else additional_difference
        part = whole_difference(ours, list(others.values()))
        if part and not allowed.covers("all", name, type, part):
            whole = "\n".join(f"({server})\n{theirs.text}" for server, theirs in others.items())
            found.append(("all", part, name, type, ours.text, whole))
    return found


def test(ctx):
    zones = {apex: ctx.path(f"zones/{apex}.zone") for apex in apexes}
    servers = {"bind": peers.bind(ctx, zones, options="minimal-responses no; minimal-any no; zero-no-soa-ttl no;"),
               "nsd": peers.nsd(ctx, 3, zones), "knot": peers.knot(ctx, 4, zones), "rota": ctx.rota()}
    for server in servers.values():
        for apex in apexes:
            until(lambda: server.ask(apex, "SOA").answer, 30, f"{server.name} serves {apex}")
    asked, allowed = questions(ctx), Allowed()
    found = compare(asked, ask_everyone(ctx, servers, asked), allowed)
    for server, part, name, type, ours, theirs in found[:20]:
        print(f"=== {name} {type}: {part} differs from {server}\n--- rota\n{ours}\n--- {server}\n{theirs}\n")
    summary = "\n".join(f"{server} | {name} | {type} | {part}" for server, part, name, type, _, _ in found[:300])
    assert not found, f"{len(found)} unexplained differences in {len(asked)} questions:\n{summary}"
    assert not allowed.unused(), "differences.txt: nothing needs these lines:\n" + "\n".join(allowed.unused())
    ctx.figure(f"{len(asked)} questions to each of {len(servers)} servers")
