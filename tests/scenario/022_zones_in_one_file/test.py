"""Small zones in one file, as tables [[zones]] with static records in TOML: they are served as those of zone files are."""
from support.ask import values


def test_records_in_toml_are_served(ctx):
    rota = ctx.rota("conf/site.toml")
    assert values(rota.ask("www2.a.example", "A")) == ["192.0.2.9"]
    assert values(rota.ask("mail.a.example", "AAAA"), "AAAA") == ["2001:db8::25"]
    assert values(rota.ask("a.example", "MX"), "MX") == ["10 mail.a.example."]
    assert values(rota.ask("a.example", "TXT"), "TXT") == ['"v=spf1 mx -all"']
    assert values(rota.ask("docs.a.example", "A")) == ["192.0.2.1"], "through the CNAME, from the pool"
    assert values(rota.ask("www.a.example", "A")) == ["192.0.2.1"]


def test_each_table_is_a_zone_of_its_own(ctx):
    rota = ctx.rota("conf/site.toml")
    assert values(rota.ask("b.example", "NS"), "NS") == ["ns1.b.example."]
    assert values(rota.ask("ns1.b.example", "A")) == ["192.0.2.53"]
    assert values(rota.ask("www2.b.example", "A")) == []
