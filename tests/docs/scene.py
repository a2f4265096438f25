"""One scene, in namespaces of its own: its blocks one after the other. See run, which starts it.

  scene.py DOCUMENT SECTION FOLDER-OF-PROGRAMS FOLDER
"""
import os
import sys
import traceback
from pathlib import Path

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import world  # noqa: E402
from blocks import foreign, languages, scenes_of  # noqa: E402
from checks import Failed, Checks  # noqa: E402
from daemon import Daemon  # noqa: E402


class Story:
    def __init__(self, programs):
        self.members = world.Members()
        self.daemon = Daemon(programs)
        self.checks = Checks(self.daemon)

    def play(self, block):
        """What became of it: "ok" or "syntax", and what was done; Failed, if it is wrong."""
        if block.language == "step":
            return self.step(*block.words)
        if block.language not in languages:
            raise Failed(f"the info string does not say what this is: '{block.language}' (tests/docs/blocks.py)")
        if block.language in foreign and not block.says("not-run"):
            raise Failed(f"nothing here reads {block.language}: say not-run")
        if block.language in ("toml", "yaml"):
            self.members.serve(block.text)
        return getattr(self.checks, block.language, self.checks.foreign)(block)

    def step(self, what, *words):
        if what == "rotad":
            self.daemon.start(words[0])
        elif what == "copy":
            world.copy(*words)
            for path in [Path(words[1])] if Path(words[1]).is_file() else Path(words[1]).rglob("*.toml"):
                self.members.serve(path.read_text(encoding="utf-8"))
        else:
            getattr(self.members, what)(words[0])
        return "step", what


def main():
    document, name, programs, folder = sys.argv[1:]
    scene = next(scene for scene in scenes_of(document) if scene.name == name)
    story, failed = Story(programs), 0
    world.enter(folder)
    for block in scene.blocks:
        try:
            word, what = story.play(block)
            if word != "step":
                print(f"{word} {block.where} {what}", flush=True)
        except Exception as error:
            failed += 1
            print(f"FAILED {block.where} {scene.name}: {' '.join([block.language, *block.words])}")
            print(error if isinstance(error, Failed) else traceback.format_exc(), flush=True)
    try:
        story.checks.finish()
    except Failed as error:
        failed += 1
        print(f"FAILED {document} {name}: {error}")
    if failed and story.daemon.log():
        print(f"--- rotad's log\n{story.daemon.log()}\n---")
    sys.stdout.flush()
    os._exit(failed > 0)  # what still runs ends with the namespaces


main()
