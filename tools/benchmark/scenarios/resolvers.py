"""Questions as resolvers ask them, over UDP: with cookies, under lists and limits, for what is not there, and all
kinds together in an assumed mix."""
import random
from dataclasses import dataclass, replace
from functools import partial

from ..asking import Asked, cookie_option, noerror, nxdomain, refused, subnet_option, whole_cookie
from ..figures import of, ratio, span, table, times, total, whole
from ..running import Running
from ..servers import answer_as_one, baseline
from ..targets import at_most
from ..world import World, apex, plain
from .side_by_side import floor

titles = {
    "cookie": "EDNS with DO and a valid server cookie",
    "list": "EDNS, an access list of 1,000 networks",
    "limit": "EDNS, a rate limit that is not reached",
    "nxdomain": "No such name, with EDNS",
    "nodata": "No data, with EDNS",
    "mix": "A mix as of resolvers (assumed)",
}
names = tuple(titles)
bars = {"cookie": 1.06, "list": 1.04, "limit": 1.04, "nxdomain": 1.03, "nodata": 1.03, "mix": 1.04}
count = 4000  # questions of a load
https = "HTTPS 1 . alpn=h2"


@dataclass(frozen=True)
class ResolversWorld(World):
    """Half of the names have records of all kinds that are asked for, half only addresses."""

    def write_zone(self, path, record=None):
        super().write_zone(path, partial(self.records, record))

    def sixes(self, label):
        return [] if int(label[1:]) % 2 else ["2001:db8::1", "2001:db8::2"]

    def records(self, record, label, addresses):
        if record:
            own = record(label, addresses)
        else:
            own = plain(label, addresses) + "".join(f"{label} IN AAAA {one}\n" for one in self.sixes(label))
        if int(label[1:]) % 2:
            return own
        return own + (f"{label} IN {https}\n{label} IN MX 1 h1.{apex}.\n{label} IN TXT \"v=spf1 -all\"\n"
                      f"_s.{label} IN SRV 1 1 80 h1.{apex}.\n")


world = ResolversWorld()


class Mix:
    """Draws questions by shares that are assumed: no trace of real ones lies beneath."""

    def __init__(self, cookie, answers):
        self.dice, self.cookie, self.answers = random.Random(1), cookie, answers

    def draw(self):
        kind = self.dice.choices(("A", "AAAA", "HTTPS", "few", "SRV"), (55, 20, 10, 10, 5))[0]
        of_type = self.dice.choice(("NS", "SOA", "MX", "TXT", "DS")) if kind == "few" else kind
        fate = self.dice.choices(("data", "nxdomain", "nodata", "refused"), (72, 12, 15, 1))[0]
        return self.as_asked(self.of(of_type, fate))

    def of(self, of_type, fate):
        full, bare = (f"h{2 * self.dice.randrange(world.names // 2) + odd}.{apex}" for odd in (0, 1))
        if fate == "refused":
            return Asked("www.elsewhere", of_type, refused, 0, 0)
        if fate == "nxdomain":
            return Asked(f"n{self.dice.randrange(10**6)}.{apex}", of_type, nxdomain, 0, 0)
        if fate == "nodata" or of_type == "DS":
            return Asked(bare, "AAAA" if of_type in ("A", "NS", "SOA") else of_type, noerror, 0, 0)
        if of_type in ("NS", "SOA"):
            return Asked(apex, of_type)
        number = {"A": self.answers, "AAAA": 2}.get(of_type, 1)
        return Asked(f"_s.{full}" if of_type == "SRV" else full, of_type, noerror, number, number)

    def as_asked(self, asked):
        name = asked.name
        if self.chance(15):
            name = "".join(self.dice.choice((letter.lower(), letter.upper())) for letter in name)
        if not self.chance(92):
            return replace(asked, name=name, edns=False)
        options = self.dice.choice((cookie_option, self.cookie)) if self.chance(25) else b""
        options += subnet_option if self.chance(5) else b""
        return replace(asked, name=name, dnssec=self.chance(65), options=options)

    def chance(self, percent):
        return self.dice.random() * 100 < percent


def questions(load, cookie, answers):
    hosts = [f"h{number}.{apex}" for number in range(world.names)]
    match load:
        case "cookie":
            return [Asked(name, "A", noerror, answers, answers, dnssec=True, options=cookie) for name in hosts]
        case "list" | "limit":
            return [Asked(name, "A", noerror, answers, answers) for name in hosts]
        case "nxdomain":
            return [Asked(f"n{number}.{apex}", "A", nxdomain, 0, 0) for number in range(count)]
        case "nodata":
            return [Asked(name, "AAAA", noerror, 0, 0) for name in hosts[1::2]]
    mix = Mix(cookie, answers)
    return [mix.draw() for _ in range(count)]


def measure_load(bench, load, running):
    server = running.server
    if running.questions_of != load:
        cookie = cookie_option if server.fixed else whole_cookie(running.asker, world.last_name())
        running.ask(load, [asked.line(server.fixed) for asked in questions(load, cookie, server.answers)])
    return running.measure(seconds=bench.seconds)


def run(bench, wanted):
    results = {}
    for load in wanted:
        servers = [server for server in answer_as_one(bench, load) if bench.wants(server)]
        results[load] = bench.interleaved(load, [(server.name, partial(Running, bench, server, world))
                                                 for server in servers], partial(measure_load, bench, load))
    return results


def tell(load, samples):
    base, best = floor(samples), samples.get("gdnsd")
    rows = [[name, f"{of(rounds, 'cpu_us'):.2f}", times(ratio(rounds, base)), times(ratio(rounds, best)),
             span(rounds, "cpu_us"), f"{of(rounds, 'user_us'):.2f}", whole(of(rounds, "qps")), total(rounds, "lost"),
             total(rounds, "wrong")]
            for name, rounds in sorted(samples.items(), key=lambda item: of(item[1], "cpu_us"))]
    return f"### {titles[load]}\n\n" + table(
        ["server", "CPU us/query", "to the floor", "to gdnsd", "min-max", "user", "QPS", "lost", "wrong"], rows)


def targets(load, samples):
    found = []
    for name in (name for name in samples if name.startswith("rota") and not name.startswith(baseline)):
        what = f"{name}, {load}: CPU per query"
        found.append(at_most(what, ratio(samples[name], floor(samples)), bars[load], than="the floor"))
        if load == "cookie":
            found += [at_most(what, ratio(samples[name], rounds), 1.0, than=peer)
                      for peer, rounds in samples.items() if not peer.startswith(("rota", "floor"))]
    return found
