"""The servers that are measured, one class for each way of each."""
from .bind import Bind
from .floor import Floor
from .gdnsd import Gdnsd, GdnsdMultifo, GdnsdWeighted
from .knot import Knot
from .nsd import Nsd
from .pdns import PdnsIfportup, PdnsPickwrandom, PdnsRotating
from .rota import RotaRecords, RotaRoundRobin, RotaWeighted

rota_ways = (RotaRecords, RotaRoundRobin, RotaWeighted)
peers = (Gdnsd, GdnsdMultifo, GdnsdWeighted, Nsd, Knot, Bind, PdnsRotating, PdnsPickwrandom, PdnsIfportup)
baseline = "rota-baseline"  # the name of the rotad that others are held against


def rotas(programs):
    """`programs` maps a name to a rotad."""
    return [way(program, name) for name, program in programs.items() for way in rota_ways]


def everyone(bench):
    return [Floor(bench.program("bench_floor")), *rotas(bench.rotads), *(peer() for peer in peers)]


def answer_as_one(bench, feature):
    """Those with all of a name's records in each answer, as far as they have this feature."""
    servers = [Floor(bench.program("bench_floor")),
               *(way(program, name) for name, program in bench.rotads.items() for way in (RotaRecords, RotaRoundRobin)),
               *(peer() for peer in (Gdnsd, Nsd, Knot, Bind, PdnsRotating))]
    return [server for server in servers if server.with_feature(feature)]


def one_of_each(bench):
    """Each server once, with plain records."""
    return [Floor(bench.program("bench_floor")),
            *(RotaRecords(program, name) for name, program in bench.rotads.items()),
            *(peer() for peer in (Gdnsd, Nsd, Knot, Bind, PdnsRotating))]
