"""The zones behind the names that odd packets ask for (tests/support/odd_world.h), as files."""
from benchmark.servers.base import put

from .daemon import Server

plain = """$TTL 300
@ IN SOA ns1 hostmaster 1 7200 3600 1209600 60
@ IN NS ns1
ns1 IN A 192.0.2.53
a IN A 192.0.2.1
a IN AAAA 2001:db8::1
*.w IN A 192.0.2.2
*.w IN MX 1 a
x.e.w IN TXT "x"
c IN CNAME a
*.c IN CNAME c
l IN CNAME m
m IN CNAME l
d IN DNAME w
e IN DNAME e.d
s IN NS ns.s
s IN NS a
ns.s IN A 192.0.2.3
o IN CNAME p.test.
r IN CNAME x.s
y IN SRV 1 1 80 a
""" + "".join(f"b IN MX 1 h{i}\nh{i} IN AAAA 2001:db8::{i + 1:x}\nbig IN TXT \"{i} {'x' * 90}\"\nns IN NS h{i}.ns\n"
              f"h{i}.ns IN A 192.0.2.4\n" for i in range(40))

members = ", ".join(f'"192.0.2.{i}"' for i in range(1, 17))
pools = f"""zone = "test"
file = "../test"
[pool.many]
names = ["@", "p"]
members = [{members}, "2001:db8::1"]
[pool.wild]
names = ["*"]
members = [{members}]
[pool.weighted]
names = ["w"]
policy = "weighted"
answers = 2
members = [{{ address = "192.0.2.1", weight = 3 }}, {{ address = "192.0.2.2", weight = 2 }}, \
{{ address = "192.0.2.3", weight = 2 }}]
"""


class Odd:
    """Of a server: it has these zones too."""

    def write(self, home, world):
        super().write(home, world)
        put(home, "example", plain)
        put(home, "test", "\n".join(plain.splitlines()[:4]) + "\n")
        put(home, "zones/example.toml", 'zone = "example"\nfile = "../example"\n')
        put(home, "zones/test.toml", pools)


class OddServer(Odd, Server):
    pass
