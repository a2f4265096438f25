"""The description of the API (openapi.json), to hold answers against."""
import re

import jsonschema


class Described:
    """The document of the API, to hold answers against."""

    def __init__(self, control):
        self.document = control.get("/openapi.json")
        jsonschema.Draft202012Validator.check_schema({"$defs": self.document["components"]["schemas"]})
        self.checked = set()

    def schema(self, name):
        return {"$ref": f"#/components/schemas/{name}", "components": self.document["components"]}

    def is_a(self, name, value):
        jsonschema.Draft202012Validator(self.schema(name)).validate(value)

    def responses(self, method, pattern):
        """By status; what several operations share is looked up."""
        found = self.document["paths"][pattern][method.lower()]["responses"]
        shared = self.document["components"]["responses"]
        return {status: shared[one["$ref"].rpartition("/")[2]] if "$ref" in one else one for status, one in found.items()}

    def check(self, method, pattern, answer):
        """The answer's status, type and body are among those described."""
        self.checked.add((method, pattern))
        responses = self.responses(method, pattern)
        assert str(answer.status) in responses, f"{method} {pattern}: status {answer.status} is not described"
        for name in responses[str(answer.status)].get("headers", {}):
            assert name.lower() in answer.headers, f"{method} {pattern}: no {name}"
        content = responses[str(answer.status)]["content"]
        kind = answer.headers["content-type"].partition(";")[0]
        assert kind in content, f"{method} {pattern}: {kind} is not described"
        if kind == "application/json":
            schema = {**content[kind]["schema"], "components": self.document["components"]}
            jsonschema.Draft202012Validator(schema).validate(answer.json())
        return answer

    def all_checked(self):
        described = {(method.upper(), path) for path, methods in self.document["paths"].items() for method in methods}
        assert self.checked == described, f"not asked: {described - self.checked}"


def target_of(pattern, rest):
    """`rest` in place of the parameters of the path, or behind a path without any."""
    head, brace, tail = pattern.partition("{")
    return head + rest + tail.rpartition("}")[2] if brace else pattern + rest


def filled(pattern):
    """A path of this pattern, of things that are not there."""
    return re.sub(r"\{\w+\}", "x", pattern)
