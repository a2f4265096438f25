#!/usr/bin/env python3
"""Do the folders of src/ include only what src/layers.txt lets them see?"""
import re
import sys
from pathlib import Path

source = Path(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent.parent / "src")
allowed, mistakes = {}, []
for line in (source / "layers.txt").read_text().splitlines():
    room, _, below = line.partition(":")
    mistakes += [f"layers.txt: {room} names {other}, which does not stand above it"
                 for other in below.split() if other not in allowed]
    allowed[room] = {room, *below.split()}

mistakes += [f"{folder}: not listed in layers.txt" for folder in sorted(source.iterdir())
             if folder.is_dir() and folder.name not in allowed]
for file in sorted(file for file in source.glob("*/**/*.*") if file.suffix in (".h", ".cc")):
    room = file.relative_to(source).parts[0]
    for number, text in enumerate(file.read_text().splitlines(), 1):
        found = re.match(r'\s*#\s*include\s*"([^"/]*)/', text)
        if found and found[1] not in allowed.get(room, ()):
            mistakes.append(f"{file}:{number}: {room} may not include {found[1]}")
print("\n".join(mistakes) or "the layers hold")
sys.exit(bool(mistakes))
