"""The run as one markdown document."""
import os
import platform
import subprocess
import time

from .figures import table
from .servers import peers


def version(package):
    done = subprocess.run(["dpkg-query", "-W", "-f=${Version}", package], stdout=subprocess.PIPE, text=True, check=False)
    return f"{package} {done.stdout or '(not installed)'}"


def processor():
    with open("/proc/cpuinfo", encoding="utf-8", errors="replace") as file:
        return next((line.partition(":")[2].strip() for line in file if line.startswith("model name")), "unknown")


def rota_version(program):
    return subprocess.run([program, "--version"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def about(bench, command):
    """What a reader needs to repeat it."""
    versions = [f"{name}: {rota_version(program)}" for name, program in bench.rotads.items()]
    versions += [version(package) for package in dict.fromkeys(peer.package for peer in peers)]
    return {
        "date": time.strftime("%Y-%m-%d"), "kernel": f"Linux {platform.release()}", "command": command,
        "processor": f"{processor()}, {os.cpu_count()} cores", "versions": versions,
        "rounds": bench.rounds, "slices": bench.slices, "seconds": bench.seconds, "load average": os.getloadavg()[0]}


def write(bench, about_run, sections, targets):
    head = (f"`{about_run['command']}` on {about_run['date']}, {about_run['kernel']}, {about_run['processor']}: "
            f"{about_run['rounds']} rounds of {about_run['slices']} slices of {about_run['seconds']:g} s, all servers in "
            f"turn. The server has one worker on core "
            f"{bench.server_core}, the load runs on core {bench.load_core}. {'; '.join(about_run['versions'])}.\n\n"
            "CPU is what all processes of the server used, in microseconds a query; a ratio is the median of the "
            "ratios of each slice. Every reply is checked: wrong is one that this name may not have.\n")
    rows = [[target.what, target.wanted, target.measured, {True: "yes", False: "**no**", None: "?"}[target.met]]
            for target in targets]
    return "\n".join([head, *sections, *(["### Targets\n\n" + table(["what", "target", "measured", "met"], rows)]
                                         if rows else [])])
