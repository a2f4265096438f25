"""Rdata as zone files write it: every type with valid, odd and invalid values, read by rota, BIND, Knot and NSD.
values.txt says of each value who takes it, and whose wire form is whose."""
import re
import struct
import subprocess

import dns.rdatatype
from support.peers import knot, nsd

head = "$TTL 60\n@ SOA ns h 1 1 1 1 60\n@ NS ns.other.\n"
stride = 4  # lines a value: NSD tells a syntax error a line or two away
others = {"EID": 31, "NIMLOC": 32, "ATMA": 34, "SINK": 40, "RKEY": 57, "TALINK": 58, "DSYNC": 66, "UINFO": 100, "UID": 101,
          "GID": 102, "DOA": 259, "RESINFO": 261, "WALLET": 262}  # types that dnspython does not know
not_answered = ("NS", "NSEC3")  # to questions for them: referrals, and proofs of a signed zone
chunk = 60  # values a zone: of one file rota tells a hundred mistakes


def read_values(path):
    """(verdict, text of the record, reason) of every line."""
    with open(path, encoding="utf-8") as file:
        lines = [line.rstrip("\n") for line in file if line.strip() and not line.startswith("#")]
    return [(line[:4], *[part.strip(" ") for part in (line[5:] + " ;; ").split(" ;; ")[:2]]) for line in lines]


def write_zone(ctx, name, values, wanted):
    """A zone with these values, each at its place; the others' places stay empty."""
    text = head + "".join((f"r{i} {values[i]}\n" if i in wanted else "\n") + "\n" * (stride - 1)
                          for i in range(max(wanted) + 1))
    with open(ctx.path(name), "w", encoding="utf-8") as out:
        out.write(text)


def index_at(line):
    return (line - head.count("\n")) // stride


def run(command, ctx):
    done = subprocess.run(command, cwd=ctx.dir, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, timeout=60 * ctx.slack, text=True, errors="replace", check=False)
    return done.stdout


def what_loads(ctx, zone, values, command, pattern, skip=()):
    """The values that a peer takes. A last one that nobody takes shows that it read to the end: BIND gives up at some."""
    last = len(values)
    values = [*values, "A sentinel"]
    taken, left = set(range(last)) - set(skip), set(range(last + 1)) - set(skip)
    while left:
        write_zone(ctx, zone, values, left)
        told = {index_at(int(line)) for line in re.findall(pattern, run(command, ctx))}
        taken -= told
        assert told, f"{command[0]} says nothing of the last value"
        left = set() if last in told else {i for i in left if i > max(told)}
    while taken:  # what a mistake before it hid
        write_zone(ctx, zone, values, taken)
        told = {index_at(int(line)) for line in re.findall(pattern, run(command, ctx))} & taken
        if not told:
            return taken
        taken -= told
    return taken


def read_raw(path):
    """The rdata of BIND's raw form, by index."""
    with open(path, "rb") as file:
        data = file.read()
    out, at = {}, 24
    while at < len(data):
        size, _, _, _, _, count = struct.unpack_from(">IHHHII", data, at)
        end, at = at + size, at + 18
        owner = data[at + 2:at + 2 + struct.unpack_from(">H", data, at)[0]]
        at += 2 + len(owner)
        for _ in range(count):
            rdata = data[at + 2:at + 2 + struct.unpack_from(">H", data, at)[0]]
            at += 2 + len(rdata)
            if found := re.fullmatch(rb"r(\d+)", owner[1:1 + owner[0]]):
                out[int(found.group(1))] = rdata.hex()
        at = end
    return out


def ask_all(ctx, address, names, types):
    """The rdata that dig reads in a server's answers; none where it can make nothing of one."""
    with open(ctx.path("questions"), "w", encoding="utf-8") as out:
        for i, name in names.items():
            out.write(f"@{address} -p {ctx.port} {name} TYPE{types[i]} +unknownformat +noall +answer +norec "
                      f"+tries=2 +time={3 * ctx.slack}\n")
    answers = run(["dig", "-r", "-f", "questions"], ctx)
    found = {}
    for line in answers.splitlines():
        words = line.split()
        if re.match(r"r\d+\.", line) and words[4] == "\\#" and words[3] == f"TYPE{types[int(words[0][1:words[0].index('.')])]}":
            found[int(words[0][1:words[0].index(".")])] = "".join(words[6:]).lower()
    return found


def number_of(value):
    word = value.split()[0]
    return others.get(word) or int(dns.rdatatype.from_text(word))


def configure(ctx, zones):
    """`zones` maps an apex to its file."""
    tables = ", ".join(f'{{ zone = "{apex}", file = "{file}" }}' for apex, file in zones.items())
    ctx.write("rota.toml", f'zones = [{tables}]\n[server]\nlisten = ["${{ip1}}:${{port}}"]\nuser = ""\nstate = ""\n'
              '[control]\nsocket = "${dir}/control.sock"\nhttp = ""\n')


def what_rota_loads(ctx, values):
    numbers = range(len(values))
    zones = {f"z{at}.example": list(numbers[at:at + chunk]) for at in range(0, len(values), chunk)}
    for apex, wanted in zones.items():
        write_zone(ctx, apex, values, wanted)
    configure(ctx, {apex: apex for apex in zones})
    said = run([ctx.bin, "--check", "--config", "rota.toml"], ctx)
    told = re.findall(r"^z\d+\.example:(\d+): (?!warning)", said, re.MULTILINE)
    return set(numbers) - {index_at(int(line)) for line in told}


def letter(i, taken, wire, ours):
    """One peer's letter: - refuses it, = takes it with our wire form, x with another, o where we refuse it."""
    if i not in taken:
        return "-"
    if ours is None:
        return "o"
    return "=" if wire is None or ours in ("not asked", wire) else "x"


def test_takes_and_serves_what_the_table_says(ctx):
    table = read_values(f"{ctx.scenario}/values.txt")
    values = [value for _, value, _ in table]
    types = [number_of(value) for value in values]
    crashes = [i for i, (verdict, _, _) in enumerate(table) if verdict[2] == "*"]  # Knot itself
    bind = what_loads(ctx, "bind.zone", values, ["named-compilezone", *"-i none -k ignore -n ignore -m ignore -M ignore "
                      "-S ignore -r ignore -F raw -o bind.raw example bind.zone".split()], r"bind\.zone:(\d+): ")
    ctx.write("check.conf", "server:\n  rundir: ${dir}\ndatabase:\n  storage: ${dir}\nlog:\n  - target: stderr\n"
              "    any: info\nzone:\n  - domain: example\n    file: ${dir}/knot.zone\n    semantic-checks: off\n"
              "    journal-content: none\n")
    of_knot = what_loads(ctx, "knot.zone", values, ["knotc", "-c", "check.conf", "zone-check", "example"],
                         r"line (\d+) \(", crashes)
    of_nsd = what_loads(ctx, "nsd.zone", values, ["nsd-checkzone", "example", "nsd.zone"], r"error: nsd\.zone:(\d+): ")
    run("named-compilezone -i none -k ignore -n ignore -m ignore -M ignore -S ignore -r ignore -F raw -o bind.raw "
        "example bind.zone".split(), ctx)
    wires = {"bind": read_raw(ctx.path("bind.raw"))}
    knot(ctx, 2, {"example": ctx.path("knot.zone")})
    nsd(ctx, 3, {"example": ctx.path("nsd.zone")})
    wires["knot"] = ask_all(ctx, ctx.ip(2), {i: f"r{i}.example" for i in of_knot}, types)
    wires["nsd"] = ask_all(ctx, ctx.ip(3), {i: f"r{i}.example" for i in of_nsd}, types)
    ours = what_rota_loads(ctx, values)
    write_zone(ctx, "rota.zone", values, ours)
    configure(ctx, {"example": "rota.zone"})
    ctx.rota("rota.toml")
    served = ask_all(ctx, ctx.ip(1), {i: f"r{i}.example" for i in ours}, types)
    wrong = []
    for i, (verdict, value, reason) in enumerate(table):
        found = "+" if i in ours else "-"
        mine = "not asked" if value.split()[0] in not_answered else served.get(i, "not readable")
        if i not in ours:
            mine = None
        found += letter(i, bind, wires["bind"].get(i), mine)
        found += "*" if i in crashes else letter(i, of_knot, wires["knot"].get(i), mine)
        found += letter(i, of_nsd, wires["nsd"].get(i), mine)
        # What dig cannot read no resolver can, unless BIND is wrong to refuse it.
        if mine == "not readable" and i in bind:
            found = "?" + found[1:]
        if found != verdict or (len(set(found.replace("+", "="))) > 1 and not reason):
            wrong.append(f"{found} {value}" + (f" ;; {reason}" if reason else ""))
    assert not wrong, "the table says otherwise of, or gives no reason for:\n" + "\n".join(wrong)
    ctx.figure(f"{len(table)} values, {len(ours)} taken")
