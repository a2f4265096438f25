"""The fenced blocks of the documents, and what their info strings say of them.

  ```toml site.toml       a file of the scene; below zones/ one of a zone. Each main file has to pass rotad --check
  ```toml F broken        a file with errors, for what is shown next
  ```toml fragment        a part of a configuration, checked within the least that makes it whole (fragments.py)
  ```console              commands after "$ ", and their output, which is compared in its shape (shape.py); all have to
                          end with 0. `fails`: the last one has to end with another code. `exact`: to the digit
  ```sh                   commands alone; the last exit code counts
  ```zone F, ```bind F, ```yaml F, ```json F     files, checked by what reads them
  ```text                 nothing to run: a drawing, or a form
  ```ANY not-run          cannot be run here (systemctl, docker, kubectl, other servers): its syntax is checked where
                          there is something to check it with

Comments in the document steer the test; readers do not see them. Those before the first section are for all sections:

  <!-- test: stop 192.0.2.1 -->      the member at this address refuses connections from here on
  <!-- test: start 192.0.2.1 -->     and answers again
  <!-- test: copy conf/rota.toml /etc/rota/rota.toml -->     a file or folder of the tree
  <!-- test: rotad site.toml -->     starts rotad with this file
"""
import re
from dataclasses import dataclass, field
from pathlib import Path

root = Path(__file__).resolve().parents[2]
languages = {"toml", "console", "sh", "zone", "bind", "yaml", "json", "text", "haproxy", "gdnsd", "lua", "terraform", "ini",
             "dockerfile", "promql"}
foreign = {"haproxy", "gdnsd", "lua", "terraform", "ini", "dockerfile"}  # nothing here reads them: not-run, each
fence = re.compile(r"^ *(```+)(.*)$")
step = re.compile(r"^<!-- test: (stop|start|copy|rotad) (.*) -->$")


@dataclass
class Block:
    document: str
    line: int
    language: str  # or "step"
    words: list    # of the info string, or of the step
    text: str = ""

    @property
    def where(self):
        return f"{self.document}:{self.line}"

    def says(self, word):
        return word in self.words

    @property
    def runs(self):
        return self.language in ("console", "sh") and not self.says("not-run")

    @property
    def file(self):
        """The name that the info string gives it; None: it has none."""
        return next((word for word in self.words if word not in ("not-run", "fragment", "broken", "fails", "exact")), None)


@dataclass
class Scene:
    document: str
    name: str
    blocks: list = field(default_factory=list)


def documents():
    return ["README.md", *(f"docs/{path.name}" for path in sorted((root / "docs").glob("*.md")))]


def scenes_of(document):
    """One for each section; what stands before the first is one too, but for its steps."""
    first, *others = sections(document)
    steps = [block for block in first.blocks if block.language == "step"]
    for scene in others:
        if any(block.runs for block in scene.blocks):
            scene.blocks = steps + scene.blocks
    return [scene for scene in (first, *others) if any(block.language != "step" for block in scene.blocks)]


def sections(document):
    scenes, block, end = [Scene(document, "(start)")], None, None
    for number, line in enumerate((root / document).read_text(encoding="utf-8").splitlines(), 1):
        found = fence.match(line)
        if block is None and found:
            language, *words = found[2].split() or [""]
            block, end = Block(document, number, language, words), found[1]
            scenes[-1].blocks.append(block)
        elif block is not None and line.strip() == end:
            block = None
        elif block is not None:
            block.text += line + "\n"
        elif line.startswith("## "):
            scenes.append(Scene(document, line[3:]))
        elif found := step.match(line):
            scenes[-1].blocks.append(Block(document, number, "step", [found[1], *found[2].split()]))
        elif line.startswith("<!-- test:"):
            scenes[-1].blocks.append(Block(document, number, "unknown step", []))
    return scenes
