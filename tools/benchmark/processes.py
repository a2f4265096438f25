"""What a server and its children use, as the kernel counts it."""
import os
import time

ticks = os.sysconf("SC_CLK_TCK")


def _stat(pid):
    with open(f"/proc/{pid}/stat", encoding="utf-8", errors="replace") as file:
        return file.read().rpartition(")")[2].split()  # from the state on: the name may hold anything


def of_session(leader):
    """The processes of the session that `leader` began."""
    found = []
    for entry in os.listdir("/proc"):
        try:
            if entry.isdigit() and int(_stat(entry)[3]) == leader:
                found.append(int(entry))
        except OSError:  # it has ended meanwhile
            pass
    return found


def cpu_seconds(pids):
    """(total, of it in user space). The total is the process CPU clock, which keeps the time of threads that
    have ended; how it is divided the kernel only samples."""
    total = user = 0.0
    for pid in pids:
        used = time.clock_gettime(~pid << 3 | 2)  # the clock id of a process's CPU clock, as clock_getcpuclockid(3)
        stat = _stat(pid)
        in_user, in_system = int(stat[11]), int(stat[12])
        total += used
        user += in_user / ticks
    return total, user


def thread_cpu_seconds(pid):
    """Of every thread of a process: {thread id: seconds}."""
    used = {}
    for thread in os.listdir(f"/proc/{pid}/task"):
        with open(f"/proc/{pid}/task/{thread}/schedstat", encoding="ascii") as file:
            used[int(thread)] = int(file.read().split()[0]) / 1e9
    return used


def memory(pids):
    """MiB: (proportional share of what is resident, private and written to)."""
    sums = {"Pss:": 0, "Private_Dirty:": 0}
    for pid in pids:
        with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as file:
            for line in file:
                key, *rest = line.split()
                if key in sums:
                    sums[key] += int(rest[0])
    return sums["Pss:"] / 1024, sums["Private_Dirty:"] / 1024
