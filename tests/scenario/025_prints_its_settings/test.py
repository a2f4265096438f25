"""What rotad prints of its settings: a configuration that it takes, a schema that holds for the examples of this
tree, and the tables of keys in docs/configuration.md and rota.toml(5).
"""
import json
import os
import tomllib

import jsonschema
from support.rota import run_once

root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../..")


def printed(ctx, option):
    code, said = run_once(ctx, option)
    assert code == 0, said
    return said


def test_the_printed_configuration_is_taken_as_it_is(ctx):
    ctx.write("conf/printed.toml", printed(ctx, "--print-config"))
    code, said = run_once(ctx, "--config", "conf/printed.toml", "--check")
    assert code == 0, said


def test_the_examples_are_as_the_schema_says_and_a_misspelt_key_is_not(ctx):
    schema = json.loads(printed(ctx, "--print-schema"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path in ("conf/rota.toml", "conf/demo.toml", "zones/lb.example.toml"):
        with open(os.path.join(root, path), "rb") as file:
            validator.validate(tomllib.load(file))
    validator.validate(tomllib.loads(printed(ctx, "--print-config")))
    for wrong in ('zones = []\n[server]\nworkres = 2', 'zones = []\n[check.x]\ntype = "tcp"\nport = 1\npath = "/"',
                  'zones = []\n[server]\nlog = "inof"', 'zones = []\n[defaults]\ninterval = 5', '[server]\nworkers = 2'):
        assert not validator.is_valid(tomllib.loads(wrong)), wrong


def test_the_tables_in_docs_and_the_manual_are_as_printed(ctx):
    code, said = run_once(ctx, "--check", ctx.bin, program=os.path.join(root, "tools/reference"))
    assert code == 0, said
