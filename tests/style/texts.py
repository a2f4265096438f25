"""Texts that people read, taken out of documents, manual pages and examples, and what is wrong with their English."""
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

root = Path(__file__).resolve().parents[2]
most_words = 25
code = "\x01"  # stands for a name, a command or a value: one word, and none to be spelled

# Each with what to say instead.
retired = {
    r"(?<!as )well(?!-)": "healthy", "given": "returned", "ni" "ght": "thread", r"(?<!\d )(?<!working )days?": "(a number of hours)", "kit" "chen": "thread",
    "do" "ors?": "listener", r"(?<!not )fit(?! in)": "eligible", "mistakes?": "error", "editions?": "(a number, in debug output)", "anew": "again",
    "mend(s|ed|ing)?": "fix", "manieth": "one in N", "word of the operator|operator's word": "override", "shout(s|ed)?": "log",
    "loudly": "(say what is logged)", "whoever": "a client that", "old world": "old configuration", "is told of": "is reported",
    "goes on|go on|going on": "continues", "in hearing": "that responds", "takes? turns at": "rotate", "draws?|drawn": "choose",
}
abbreviations = re.compile(r"\b(e\.g|i\.e|etc|vs)\.")


@dataclass
class Text:
    where: str
    words: str


def files():
    """The user's texts of this tree."""
    names = ["README.md", "SECURITY.md", "CHANGELOG.md", "CONTRIBUTING.md", "src/**/*.cc", "src/**/*.h", "src/**/*.def",
             "src/api/openapi.json", "conf/grafana/rota.json", "src/api/page/*.js", "src/api/page/*.html", "packaging/Containerfile", "packaging/man/*", "docs/*.md", "conf/*.*",
             "conf/*/*.yml", "conf/bind-parent/*", "zones/*"]
    return sorted(path for name in names for path in root.glob(name) if not path.name.endswith(".test.yml"))


def of(path):
    read = {".md": of_markdown, ".5": of_manual, ".8": of_manual, ".cc": of_source, ".h": of_source,
            ".def": of_source, ".js": of_script, ".html": of_page, ".json": of_document}.get(path.suffix, of_comments)
    where = path.relative_to(root) if path.is_relative_to(root) else path
    return [Text(f"{where}:{line}", words) for line, words in read(path.read_text(encoding="utf-8")) if words.strip()]


def plain(line):
    """A line of Markdown without what is not English."""
    line = re.sub(r"``[^`]+``|`[^`]*`", code, line)
    line = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", line)
    line = re.sub(r'"[\w.:-]*"', code, line)
    line = re.sub(r"<?https?://\S+|<[^>]+>", code, line)
    return line.replace("*", "").replace("\\", "")


def of_markdown(text):
    """(line, words) of each paragraph, item, heading and cell."""
    at, held, fence = 1, "", None
    for number, line in enumerate([*text.splitlines(), ""], 1):
        found = re.match(r" *(```+|<!--)", line)
        if fence or found:
            fence = None if fence and line.strip() == fence or found and found[1] == "<!--" else fence or found[1]
        if fence or found or not line.strip() or re.match(r" *([-*#|>]|\d+\.)", line):
            yield at, held
            held, at = "", number
        if fence or found:
            continue
        if line.startswith("|"):
            yield from ((number, plain(cell)) for cell in re.split(r"(?<!\\)\|", line))
        else:
            at = at if held else number
            held += " " + plain(re.sub(r"^ *([-*>]|#+|\d+\.) ", "", line))
            if line.startswith("#"):
                yield number, held
                held = ""


def of_manual(text):
    """Macros that set something in bold or italics set names: these are no English."""
    at, held, is_example = 1, "", False
    for number, line in enumerate([*text.splitlines(), ".PP"], 1):
        is_example = line == ".nf" or is_example and line != ".fi"
        macro = re.match(r"\.(\w+) ?(.*)", line)
        if is_example or macro and macro[1] in ("TP", "PP", "SH", "SS", "TH", "nf", "fi", "RS", "RE", "br"):
            yield at, held
            held, at = "", number
        elif macro:
            held += f" {code}" + ("." if re.search(r'(?<!\\)\.$|"\."$| \.$', macro[2]) else "")
        else:
            line = re.sub(r"\\f[BI].*?\\fR|\\\(dq.*?\\\(dq", code, line)
            held += " " + line.replace("\\-", "-").replace("\\&", "")


def of_comments(text):
    """Of TOML, YAML, units and master files; a comment behind a value is a text of its own."""
    at, held, behind = 1, "", False
    for number, line in enumerate([*text.splitlines(), ""], 1):
        found = re.match(r'((?:[^#;"]|"[^"]*")*?)(?:#|//|;)+ (.*)', line)
        if found and found[2].startswith("  ") and not found[1]:  # commands, or an example
            found = None
        starts_alone = found and not found[1].strip()
        is_setting = starts_alone and re.match(r"[\w.]+ *[=:] |\[|- |[a-z]+ [a-z-]+/", found[2])
        if not found or is_setting or not starts_alone or behind and not line.startswith("     "):
            yield at, held
            held, at = "", number
        if found:
            words = re.sub(r'^[\w.]+ *= *.*? #|^\[.*?\] *#', "", found[2])
            held += "" if is_setting and words == found[2] else " " + technical(words)
        behind = bool(found) and (not starts_alone or is_setting)
        for summary in re.findall(r'(?:summary|description): "(.*)"$', line):
            yield number, technical(re.sub(r"{{.*?}}", code, plain(summary)))


literal = r'"((?:[^"\\\n]|\\.)*)"'


def of_source(text):
    """Texts of three words and more, which people read: errors, log lines, help. Their parts may stand in several literals."""
    text = re.sub(r"(?m)^[ \t]*(//|#include).*$|  // .*$", lambda found: " " * len(found[0]), text)
    for found in re.finditer(rf"{literal}(?:\s*{literal})*", text):
        words = "".join(re.findall(literal, found[0])).replace('\\"', '"')
        is_table = "\\n  " in words  # a usage, or a form of something else
        if len(re.findall(r"[a-zA-Z]{2,}", words)) < 3 or re.search(r"\\[rf\\]|\\n\.", words):
            continue
        for part in re.split(r"\\n", words) if is_table else [words.replace("\\n", " ")]:
            yield text[:found.start()].count("\n") + 1, technical(plain(part))


def of_script(text):
    """Of the page: a template, `... ${value}`, is a text as well."""
    template = re.compile(r"`([^`]*)`")
    return of_source(template.sub(lambda found: '"' + re.sub(r"\$\{[^}]*\}", code, found[1]).replace('"', "'") + '"', text))


def of_page(text):
    """Of HTML: what stands between tags, and what attributes show or have read out."""
    text = re.sub(r"(?s)<(script|style).*?</\1>|<!--.*?-->", lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    for found in re.finditer(r'>([^<]*[a-z][^<]*)<|(?:title|placeholder|aria-label)="([^"]*)"', text):
        yield text[:found.start()].count("\n") + 1, technical(plain(found[1] or found[2]))


def of_document(text):
    for found in re.finditer(rf'"(?:description|summary|title)": {literal}', text):
        yield text[:found.start()].count("\n") + 1, technical(plain(found[1].replace('\\"', '"')))


def technical(words):
    words = re.sub(r'"[^"]*"|`[^`]*`|\{[^}]*\}|\[[^\]]*\]|\$\(.*?\)', code, words)
    return re.sub(r"\S*[/_=|&$@]\S*|--?[a-z]\S*", code, words)


def sentences(words):
    words = abbreviations.sub(r"\1", words)
    return [part for part in re.split(r"(?<=[.!?])[\"')]*\s+", words) if part.strip()]


def too_long(text):
    for sentence in sentences(text.words):
        count = len([word for word in sentence.split() if re.search(rf"[\w{code}]", word)])
        if count > most_words:
            yield f"{text.where}: a sentence of {count} words, at most {most_words}: {sentence.replace(code, '_').strip()[:90]}..."


def retired_words(text):
    for word, instead in retired.items():
        for found in re.finditer(rf"(?i)\b(?:{word})\b", re.sub(r"[\w.-]*[_/=][\w.-]*", code, text.words)):
            yield f"{text.where}: '{found[0]}' is not said any more: {instead}"


def misspelt(found):
    """(text, word) of all words that hunspell does not know."""
    lines = [re.sub(r"\S*[_/\\=@\d\x01]\S*|[\w-]+\.\w[\w.]*", " ", text.words).replace("’", "'") for text in found]
    said = subprocess.run(["hunspell", "-d", "en_US", "-i", "utf-8", "-p", str(root / "tests/style/dictionary"), "-a"],
                          input="".join(f"^{line}\n" for line in lines), capture_output=True, text=True, check=True)
    at = 0  # an empty line ends the reply to each text
    for line in said.stdout.splitlines()[1:]:
        if line.startswith(("&", "#")):
            yield f"{found[at].where}: '{line.split()[1]}' is not in the dictionary (tests/style/dictionary)"
        at += not line


def wrong(found):
    for text in found:
        yield from too_long(text)
        yield from retired_words(text)
    yield from misspelt(found)
