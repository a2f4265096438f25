"""GET /metrics, read as Prometheus reads it."""
import re

_sample = re.compile(r'^(\w+)(?:\{(.*)\})? (\S+)$')
_label = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')


class Metrics:
    def __init__(self, control, scope=None):
        answer = control.ask("GET", "/metrics" + (f"?scope={scope}" if scope else ""))
        assert answer.status == 200 and answer.headers["content-type"].startswith("text/plain; version=0.0.4"), answer
        self.text = answer.body.decode()
        self.samples = []
        for line in self.text.splitlines():
            if not line.startswith("#"):
                name, labels, value = _sample.match(line).groups()
                self.samples.append((name, dict(_label.findall(labels or "")), float(value)))

    def names(self):
        return {name for name, _, _ in self.samples}

    def sum(self, family, /, **labels):
        return sum(value for name, found, value in self.samples
                   if name == family and all(found.get(key) == wanted for key, wanted in labels.items()))

    def by(self, family, label, /, **labels):
        names = {found[label] for name, found, _ in self.samples if name == family and label in found}
        return {name: self.sum(family, **{label: name}, **labels) for name in names}
