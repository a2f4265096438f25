"""What a server is to the bench: a name, a configuration, a command line."""
import os

address, port = "127.0.0.1", 5300
unique = 4  # addresses of a name, and in most servers' answers
weights = (4, 3, 2, 1)  # of members, over and over


class Server:
    name = ""
    answers = unique   # in each answer
    fixed = None       # the answer does not depend on the name: "FIRST+COUNT"
    package = None     # of Debian, whose version is told
    tcp = True
    settles = False    # its first answers are not yet the right ones
    can = {}           # what it is measured with beside its records, and what that takes in its configuration
    feature = None     # the one of them that is on

    def write(self, home, world):
        """Writes what it is to serve into its folder `home`."""
        raise NotImplementedError

    def command(self, home):
        raise NotImplementedError

    def with_feature(self, name):
        """The same server with a feature on; None where it has none."""
        self.feature = name
        return self if name in self.can else None

    def extra(self):
        return self.can.get(self.feature, "")

    def sockets(self):
        """What else must be in its network; called inside. Kept until it ends."""
        return []


plain = {"nxdomain": "", "nodata": "", "mix": ""}  # no feature at all
networks = [f"10.{number >> 8}.{number & 255}.0/24" for number in range(999)] + ["127.0.0.0/8"]


def put(home, name, text):
    path = os.path.join(home, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="ascii") as out:
        out.write(text)
    return path


def write_zones(home, world, record=None):
    """One master file for all zones, whose names are relative; pairs of apex and its path."""
    path = os.path.join(home, "zone")
    world.write_zone(path, record)
    return [(apex, path) for apex in world.apexes()]
