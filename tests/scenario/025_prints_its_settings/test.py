"""What rotad prints of its settings: a configuration that it takes, a schema that holds for the examples of this
tree, the tables of keys in docs/configuration.md and rota.toml(5), and the configuration in force with the place of
each value.
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
    ctx.write("conf/printed.toml", printed(ctx, "--print-defaults"))
    code, said = run_once(ctx, "--config", "conf/printed.toml", "--check")
    assert code == 0, said


def test_the_examples_are_as_the_schema_says_and_a_misspelt_key_is_not(ctx):
    schema = json.loads(printed(ctx, "--print-schema"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path in ("conf/rota.toml", "conf/demo.toml", "zones/lb.example.toml"):
        with open(os.path.join(root, path), "rb") as file:
            validator.validate(tomllib.load(file))
    validator.validate(tomllib.loads(printed(ctx, "--print-defaults")))
    for wrong in ('zones = []\n[server]\nworkres = 2', 'zones = []\n[check.x]\ntype = "tcp"\nport = 1\npath = "/"',
                  'zones = []\n[server]\nlog = "inof"', 'zones = []\n[defaults]\ninterval = 5', '[server]\nworkers = 2'):
        assert not validator.is_valid(tomllib.loads(wrong)), wrong


def test_tables_manual_and_schema_are_as_printed(ctx):
    code, said = run_once(ctx, "--check", ctx.bin, program=os.path.join(root, "tools/reference"))
    assert code == 0, said


def test_the_configuration_in_force_has_the_place_of_each_value_and_is_taken(ctx):
    ctx.write("conf/site.toml", 'zones = ["../zones/*.toml"]\n[server]\nuser = ""\n[defaults]\ninterval = "2s"\n')
    ctx.write("zones/a.toml", 'zone = "a.example"\nnameservers = { ns1 = "192.0.2.53" }\n[check.x]\ntype = "tcp"\nport = 1\n'
                              '[pool.web]\nnames = ["www"]\ncheck = "x"\nmembers = ["192.0.2.1"]\n[records]\nb = "A 192.0.2.9"\n')
    code, said = run_once(ctx, "--config", "conf/site.toml", "--print-config")
    assert code == 0, said
    for line in ('user = "" # conf/site.toml:3', 'workers = 0 # default', '[zones.check.x]', 'port = 1 # zones/a.toml:5',
                 'interval = "2s" # conf/site.toml:5', 'b = "A 192.0.2.9" # zones/a.toml:11'):
        assert f"\n{line}\n" in said, (line, said)
    ctx.write("again.toml", said)
    code, checked = run_once(ctx, "--config", "again.toml", "--check")
    assert code == 0 and "www.a.example: worst-case failover: 9 s detection + 30 s TTL" in checked, checked


def test_a_configuration_with_errors_is_not_printed(ctx):
    ctx.write("conf/site.toml", 'zone = "a.example"\nnameservers = { ns1 = "192.0.2.53" }\n[server]\nworkres = 1\n')
    code, said = run_once(ctx, "--config", "conf/site.toml", "--print-config")
    assert code == 1 and 'conf/site.toml:4:1: unknown key "workres" in [server]; did you mean "workers"?' in said, said
