"""What the servers serve and the load asks: names with addresses that a formula gives."""
import functools
from dataclasses import dataclass

apex = "bench.example"
first_address = 0x7f400000  # 127.64.0.0: local in every namespace, so health checks reach them
ttl = 30
head = f"$TTL {ttl}\n@ IN SOA ns1 hostmaster 1 7200 3600 1209600 60\n@ IN NS ns1\nns1 IN A 192.0.2.53\n"


def text(address):
    return f"{address >> 24}.{address >> 16 & 255}.{address >> 8 & 255}.{address & 255}"


def plain(label, addresses):
    return "".join([f"{label} IN A {address}\n" for address in addresses])


@functools.lru_cache(1)  # a large one serves all servers of a scenario
def zone_text(world, record):
    return head + "".join([record(label, world.addresses(number)) for number, label in enumerate(world.labels())])


@functools.lru_cache(1)
def questions_text(world, answers, fixed):
    return "".join([f"{label}.{zone} {answers} {answers} {fixed or f'{text(world.first(number))}+{world.members}'}\n"
                    for zone in world.apexes() for number, label in enumerate(world.labels())])


@dataclass(frozen=True)
class World:
    """`zones` zones, in each the same `names` names, each name with `members` addresses of its own."""
    zones: int = 1
    names: int = 1000
    members: int = 4

    def apexes(self):
        return [apex] if self.zones == 1 else [f"z{number}.{apex}" for number in range(self.zones)]

    def labels(self):
        return [f"h{number}" for number in range(self.names)]

    def last_name(self):
        return f"h{self.names - 1}.{self.apexes()[-1]}"

    def first(self, number):
        """The address of the first member of name `number`; the others follow it."""
        return first_address + number * self.members

    def addresses(self, number):
        return [text(self.first(number) + member) for member in range(self.members)]

    def sixes(self, label):
        """Its IPv6 addresses."""
        return []

    def write_zone(self, path, record=None):
        """A master file of any of the zones. `record` makes the lines of a name: (label, addresses) -> text."""
        with open(path, "w", encoding="ascii") as out:
            out.write(zone_text(self, record or plain))

    def write_questions(self, path, answers, fixed=None):
        """For the load generator: every name, how many answers it may have, of which addresses."""
        with open(path, "w", encoding="ascii") as out:
            out.write(questions_text(self, answers, fixed))
