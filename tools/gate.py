#!/usr/bin/env python3
"""The steps of tools/test: build, run every runner, add up what they say.

Each step's output goes to build/log/; that of a failing step is printed. A
build that fails ends the run, a test that fails does not.
"""
import argparse
import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

root = Path(__file__).resolve().parent.parent
logs = root / "build/log"
processors = os.cpu_count() or 2
jobs = str(processors)
totals = []  # (runner, passed, failed)
recently = 3 * 3600  # seconds
tidied = 20  # sources at most that clang-tidy reads: ten seconds each
good_news = re.compile(r" *Start +\d+: | *\d+/\d+ Test +#\d+: .* Passed |\[\d+/\d+\] |ok  |#\d+\t")  # not shown of a log


def run(name, command, **extra_environment):
    """Runs one command with its output in a log; its exit code and output."""
    start, log = time.time(), logs / f"{name.replace(' ', '-').replace('/', '-')}.log"
    print(f"== {name} ...", flush=True)
    with log.open("w") as out:
        code = subprocess.call([str(word) for word in command], cwd=root, stdin=subprocess.DEVNULL, stdout=out,
                               stderr=subprocess.STDOUT, env={**os.environ, **extra_environment})
    print(f"== {name}: {'ok' if code == 0 else 'FAILED'} ({time.time() - start:.0f} s)", flush=True)
    text = re.sub(r"\x1b\[[0-9;]*m", "", log.read_text(errors="replace"))  # without colours
    if code != 0:
        lines = [line for line in text.splitlines() if not good_news.match(line)]
        print("\n".join(lines[-200:]), f"\n== end of {log.relative_to(root)}", flush=True)
    return code, text


def finish():
    print()
    for runner, passed, failed in totals:
        print(f"{runner:<28} {passed:>5} passed, {failed} failed")
    passed, failed = sum(row[1] for row in totals), sum(row[2] for row in totals)
    print(f"{passed} passed, {failed} failed", flush=True)
    sys.exit(failed > 0)


def count(name, code, passed, failed):
    """A runner that ends badly without naming a failure, or runs nothing, has failed once."""
    totals.append((name, passed, failed or int(code != 0 or passed == 0)))


def build(preset, *targets):
    steps = [("configure", ["cmake", "--preset", preset]),
             ("build", ["cmake", "--build", "--preset", preset, *(["--target", *targets] if targets else [])])]
    for step, command in steps:
        if run(f"{step} {preset}", command)[0] != 0:
            print(f"the {preset} preset does not {step}: nothing after it was run")
            count(f"{step} {preset}", 1, 0, 1)
            finish()


def style(preset):
    code, text = run("style", ["ctest", "--test-dir", f"build/{preset}", "-j", jobs, "--output-on-failure", "-L", "style"])
    found = re.search(r"(\d+) tests failed out of (\d+)", text)
    failed, total = (int(found[1]), int(found[2])) if found else (0, 0)
    count("style", code, total - failed, failed)


def runner(name, command):
    """A runner whose last line begins with "N passed, N failed"."""
    code, text = run(name, command)
    found = re.findall(r"^(\d+) passed, (\d+) failed", text, re.M)
    count(name, code, *(map(int, found[-1]) if found else (0, 0)))


def units(preset, *rooms):
    runner(f"unit {preset}", ["tests/unit", "--bin", f"build/{preset}/bin", *(["--only", ",".join(rooms)] if rooms else [])])


def scenarios(preset, *more):
    """More than there are processors: most of them wait for something."""
    jobs = str(processors + 1)
    runner(f"scenarios {preset}", ["tests/scenario/run", "--bin", f"build/{preset}/bin/rotad", "--jobs", jobs, *more])


def torture():
    if os.geteuid() != 0:  # as scenarios of that kind
        return print("== torture: needs root, for networks of its own")
    runner("torture", ["tools/torture", "--short"])


def documents():
    if os.geteuid() != 0:  # as scenarios of that kind
        return print("== documents: needs root, for networks and file systems of its own")
    runner("documents", ["tests/docs/run", "--bin", "build/asan/bin", "--jobs", str(processors + 1)])


def fuzz(seconds):
    """As many at a time as there are processors: a target is one thread."""
    names = sorted(source.stem for source in (root / "tests/fuzz").glob("*_fuzz.cc"))
    with ThreadPoolExecutor(processors) as pool:
        ran = pool.map(lambda name: run(f"fuzz {name}", ["tools/fuzz", name.removesuffix("_fuzz"), seconds]), names)
        for name, (code, _) in zip(names, ran):
            count(f"fuzz {name}", code, int(code == 0), int(code != 0))


def changed_files():
    """What differs from where this branch left the main one; on the main one itself, what
    the last hours' work changed: names, and how many lines. A file that was moved, and is the
    same but for a tenth of it, waits for --full. Nothing to compare with: None, for everything."""
    def git(*words):
        return subprocess.run(["git", *words], cwd=root, capture_output=True, text=True).stdout
    head, base = git("rev-parse", "HEAD"), ""
    for main in ("origin/main", "main"):
        base = base or git("merge-base", main, "HEAD")
    if not base or base == head:
        newest = git("log", "-1", "--format=%ct")
        base = git("rev-list", "-1", f"--before={int(newest) - recently}", "HEAD") if newest else ""
    if not base:
        return None
    rows = [line.split("\t") for line in git("diff", "--numstat", "-M90%", "--diff-filter=r", base.strip()).splitlines()]
    changed = {root / name: int(added) + int(gone) for added, gone, name in rows if added != "-"}
    return changed | {root / name: 1000 for name in git("ls-files", "-o", "--exclude-standard").splitlines()}


def headers(changed):
    """That the changed ones compile alone; all of them where `changed` is None."""
    names = None if changed is None else [str(name) for name in changed if name.suffix == ".h" and name.exists()]
    if names == []:
        return print("== headers: none has changed")
    runner("headers", ["tests/style/headers", *(names or [])])


def tidy(changed):
    """Those first in which most has changed."""
    patterns = ("src/**/*.cc", "tests/**/*_test.cc", "tests/extension/**/*.cc")
    sources = sorted(source for pattern in patterns for source in root.glob(pattern))
    if changed is not None:
        of_interest = sorted((source for source in sources if source in changed), key=lambda source: -changed[source])
        sources = of_interest[:tidied]
        if len(of_interest) > tidied:
            print(f"== clang-tidy: {len(of_interest) - tidied} of {len(of_interest)} changed sources wait for --full")
    if not sources:
        return print("== clang-tidy: no source has changed")
    if run("configure tidy", ["cmake", "--preset", "tidy"])[0] != 0:
        return count("clang-tidy", 1, 0, 1)
    names = [f"^{re.escape(str(source))}$" for source in sources]
    code, text = run("clang-tidy", ["run-clang-tidy-14", "-quiet", "-j", jobs, "-p", "build/tidy", *names])
    failed = len(set(re.findall(r"^(/\S+?):\d+:\d+: (?:error|warning):", text, re.M)))
    count("clang-tidy", code, max(0, len(sources) - failed), failed)


def main():
    arguments = argparse.ArgumentParser(prog="tools/test")
    arguments.add_argument("--full", action="store_true", help="everything, however long it takes")
    full = arguments.parse_args().full
    changed = None if full else changed_files()
    logs.mkdir(parents=True, exist_ok=True)

    build("release", "rotad", "rotactl", "bench_load", "cost_count")
    build("asan")
    style("asan")
    headers(changed)
    runner("instructions", ["tests/cost/instructions"])
    units("asan")
    torture()
    documents()
    scenarios("asan", *(["--repeat", "3"] if full else []))  # those that measure run on the release
    threads = ["base", "stats", "serve", "publish", "operate", "process", "http", "api", "daemon"]  # the rooms that start any, or meet them
    build("tsan", *([] if full else ["rotad", *(f"{room}_tests" for room in threads)]))
    units("tsan", *([] if full else threads))
    scenarios("tsan", *([] if full else ["--tsan"]))
    fuzz(300 if full else 10)
    tidy(changed)
    if full:
        build("release-tests", "all", "bench_load", "cost_micro")
        units("release-tests")
        scenarios("release-tests", "--full", "--repeat", "3")  # rotad_failing lies there too
        runner("package", ["tests/package/run"])
    code, _ = run("demo", ["tools/run", "--once"])
    count("demo", code, int(code == 0), int(code != 0))
    finish()


main()
