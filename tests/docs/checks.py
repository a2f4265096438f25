"""What is done with a block of each language. Each returns what became of it: ("ok" or "syntax", what it is)."""
import json
import re
import time
from pathlib import Path

import yaml
from fragments import complete
from shape import matches

asks = re.compile(r"^(dig|curl|rotactl (status|pool list|pool show|member list|member show|zone|explain|events|override))\b")
starts = re.compile(r"^rotad (?:--config (\S+))?$")
patience = 30  # seconds in which what is asked for must come to be


class Failed(Exception):
    pass


def commands(text):
    """(command, what it is to print) of each "$ " line."""
    out = []
    for line in text.splitlines():
        if line.startswith("$ "):
            out.append([line[2:], ""])
        elif out and out[-1][0].endswith("\\"):
            out[-1][0] += "\n" + line
        elif out:
            out[-1][1] += line + "\n"
        else:
            raise Failed("a console block begins with a command: '$ ...'")
    return out


class Checks:
    def __init__(self, daemon):
        self.daemon = daemon
        self.pending = {}  # main files whose zones were not there yet

    # Files.

    def toml(self, block):
        if block.says("fragment"):
            self.config("fragment.toml", complete(block.text))
            return "ok", "fragment"
        if block.file is None:
            raise Failed("a whole configuration has a file name, a part of one the word 'fragment'")
        write(block.file, block.text)
        if self.waits_for_others(block):
            self.pending[block.file] = block.text
        if block.says("broken") or block.file in self.pending:
            return "ok", f"{block.file} is written"
        self.config(block.file, block.text)
        return "ok", block.file

    def waits_for_others(self, block):
        """A zone's own file is checked with the main file; a main file, once the zones that it names are there."""
        if "zones/" in block.file:
            return bool(re.search(r"^file\s*=", block.text, re.M)) and not Path(block.file).parent.joinpath(
                re.search(r'^file\s*=\s*"([^"]+)"', block.text, re.M)[1]).exists()
        return bool(re.search(r"^zones\s*=", block.text, re.M)) and not any(Path(block.file).parent.glob("zones/*"))

    def finish(self):
        """At the end of the scene: what waited for other files."""
        for name, text in self.pending.items():
            self.config(name, text)

    def config(self, name, text):
        """Passes rotad --check without a warning; a zone's own file by a main file that names it."""
        if "zones/" in name:
            name, text = "of_zone.toml", f'zones = ["{Path(name).resolve()}"]\n'
        write(name, text)
        code, said = self.daemon.run(f"rotad --check --config {name}")
        if code != 0 or "warning:" in said:
            raise Failed(f"rotad --check: {code}\n{said}\nof:\n{text}")

    def zone(self, block):
        write(block.file, block.text)
        origin = re.search(r"^\$ORIGIN (\S+)\.$", block.text, re.M)
        code, said = self.daemon.run(f"named-checkzone -i local {origin[1] if origin else 'lb.example'} {block.file}")
        if code != 0:
            raise Failed(f"named-checkzone: {said}")
        return "ok", block.file

    def bind(self, block):
        write(block.file or "named.conf", block.text)
        code, said = self.daemon.run(f"named-checkconf {block.file or 'named.conf'}")
        if code != 0:
            raise Failed(f"named-checkconf: {said}")
        return "ok", "named-checkconf"

    def yaml(self, block):
        try:
            documents = [document for document in yaml.safe_load_all(block.text) if document]
        except yaml.YAMLError as error:
            raise Failed(str(error)) from None
        for document in documents:
            for script in scripts_in(document):
                write("block.sh", script)
                self.syntax()
            if document.get("kind") == "ConfigMap":
                self.config_map(document["data"])
            elif "scrape_configs" in document or "groups" in document:
                write("prometheus.yml", block.text)
                code, said = self.daemon.run(f"promtool check {'config --syntax-only' if 'scrape_configs' in document else 'rules'} prometheus.yml")
                if code != 0:
                    raise Failed(said)
        return "syntax" if block.says("not-run") else "ok", f"{len(documents)} documents of YAML"

    def config_map(self, data):
        for name, text in data.items():
            write(f"map/{name}", text)
        for name, text in data.items():
            if name.endswith(".toml") and not re.search(r"^zone\s*=", text, re.M) or len(data) == 1:
                self.config(f"map/{name}", text)

    def json(self, block):
        json.loads(block.text)
        return "ok", "json"

    def text(self, block):
        return "shown", "text"

    def foreign(self, block):
        return "syntax", f"{block.language}: nothing here reads it"

    # Commands.

    def sh(self, block):
        write("block.sh", block.text)
        if block.says("not-run"):
            return self.syntax()
        code, said = self.daemon.run("bash -e block.sh", 120)
        if code != 0:
            raise Failed(f"ended with {code}\n{said}")
        return "ok", "commands"

    def syntax(self):
        code, said = self.daemon.run("bash -n block.sh")
        if code != 0:
            raise Failed(said)
        return "syntax", "commands"

    def console(self, block):
        found = commands(block.text)
        write("block.sh", "\n".join(command for command, _ in found) + "\n")
        if block.says("not-run"):
            return self.syntax()
        for number, (command, shown) in enumerate(found, 1):
            if start := starts.match(command.split("  #")[0].strip()):
                self.daemon.start(start[1] or "/etc/rota/rota.toml")
            else:
                self.command(command, shown, block.words, is_bad=block.says("fails") and number == len(found))
        return "ok", f"{len(found)} commands"

    def command(self, command, shown, words, is_bad):
        """What only asks is asked again until it says what is shown: health takes its time."""
        end = time.monotonic() + (patience if asks.match(command) else 0)
        while True:
            code, said = self.daemon.run(command)
            looks_right = not shown.strip() or (
                shown.split() == said.split() if "exact" in words else matches(shown, said, any_order=command.startswith("dig")))
            if looks_right and (code != 0) == is_bad:
                return
            if time.monotonic() >= end:
                raise Failed(f"$ {command}\n--- shown\n{shown}--- printed ({code})\n{said}")
            time.sleep(0.2)


def scripts_in(value):
    """What containers have a shell do: ["sh", "-c", SCRIPT]."""
    if isinstance(value, list) and value[:2] == ["sh", "-c"]:
        yield value[2]
    elif isinstance(value, (list, dict)):
        for part in value.values() if isinstance(value, dict) else value:
            yield from scripts_in(part)


def write(name, text):
    if name is None:
        raise Failed("this block needs a file name in its info string")
    Path(name).parent.mkdir(parents=True, exist_ok=True)
    Path(name).write_text(text, encoding="utf-8")
