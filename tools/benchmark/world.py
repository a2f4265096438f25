"""What the servers serve and the load asks: names with addresses that a formula gives."""
import ipaddress
from dataclasses import dataclass

apex = "bench.example"
first_address = int(ipaddress.IPv4Address("127.64.0.0"))  # local in every namespace, so health checks reach them
ttl = 30
head = f"$TTL {ttl}\n@ IN SOA ns1 hostmaster 1 7200 3600 1209600 60\n@ IN NS ns1\nns1 IN A 192.0.2.53\n"


def text(address):
    return str(ipaddress.IPv4Address(address))


@dataclass
class World:
    """`zones` zones, in each `names` names, each with `members` addresses of its own (among them they may repeat)."""
    zones: int = 1
    names: int = 1000
    members: int = 4

    def apexes(self):
        return [apex] if self.zones == 1 else [f"z{number}.{apex}" for number in range(self.zones)]

    def labels(self):
        return [f"h{number}" for number in range(self.names)]

    def first(self, number):
        """The address of the first member of name `number` of any zone; the others follow it."""
        return first_address + number * self.members

    def addresses(self, number):
        return [text(self.first(number) + member) for member in range(self.members)]

    def write_zone(self, path, record=None):
        """A master file of any of the zones. `record` makes the lines of a name: (label, addresses) -> text."""
        record = record or (lambda label, addresses: "".join(f"{label} IN A {address}\n" for address in addresses))
        with open(path, "w", encoding="ascii") as out:
            out.write(head)
            out.writelines(record(label, self.addresses(number)) for number, label in enumerate(self.labels()))

    def write_questions(self, path, answers, fixed=None):
        """For the load generator: every name, how many answers it may have, of which addresses."""
        with open(path, "w", encoding="ascii") as out:
            for zone in self.apexes():
                for number, label in enumerate(self.labels()):
                    allowed = fixed or f"{text(self.first(number))}+{self.members}"
                    out.write(f"{label}.{zone} {answers} {answers} {allowed}\n")

    def last_name(self):
        return f"{self.labels()[-1]}.{self.apexes()[-1]}"
