"""A static zone, asked with the real dig in every way a resolver would."""
from support.dig import dig


def ask_all(rota, address, *options):
    answer = dig(address, rota.port, "www.plain.example", "A", *options)
    assert answer.status == "NOERROR" and "aa" in answer.flags and "ra" not in answer.flags, answer.text
    assert answer.answer == [["www.plain.example.", "300", "IN", "A", "192.0.2.10"]], answer.text
    answer = dig(address, rota.port, "www.plain.example", "AAAA", *options)
    assert answer.values() == ["2001:db8::10"], answer.text


def test_over_udp_and_tcp_and_both_families(ctx):
    rota = ctx.rota()
    for address in (ctx.ip(1), "::1"):
        ask_all(rota, address, "+notcp")
        ask_all(rota, address, "+tcp")


def test_absence_has_the_right_soa(ctx):
    rota = ctx.rota()
    soa = ["plain.example.", "60", "IN", "SOA",
           "ns1.plain.example. hostmaster.plain.example. 7 7200 3600 1209600 60"]
    for name, type, status in (("nobody.plain.example", "A", "NXDOMAIN"), ("www.plain.example", "TXT", "NOERROR"),
                               ("empty.plain.example", "A", "NOERROR"), ("x.www.plain.example", "A", "NXDOMAIN")):
        answer = dig(rota.address, rota.port, name, type)
        assert answer.status == status and not answer.answer, answer.text
        assert answer.authority == [soa], answer.text


def test_letters_come_back_as_they_were_asked(ctx):
    rota = ctx.rota()
    answer = dig(rota.address, rota.port, "wWw.PlAiN.eXamPLE", "A")
    assert answer.question[0][0] == ";wWw.PlAiN.eXamPLE.", answer.text
    assert answer.answer[0][0] == "wWw.PlAiN.eXamPLE.", answer.text
    assert answer.values() == ["192.0.2.10"], answer.text


def test_refusals(ctx):
    rota = ctx.rota()
    assert dig(rota.address, rota.port, "www.plain.example", "+edns=1", "+noednsneg").status == "BADVERS"
    assert dig(rota.address, rota.port, "www.elsewhere.example").status == "REFUSED"
    assert dig(rota.address, rota.port, "plain.example", "+opcode=2").status == "NOTIMP"
    assert dig(rota.address, rota.port, "plain.example", "+opcode=15").status == "NOTIMP"
    assert dig(rota.address, rota.port, "www.plain.example", "-c", "HS").status == "REFUSED"


def test_without_edns_there_is_no_opt(ctx):
    rota = ctx.rota()
    assert "OPT PSEUDOSECTION" in dig(rota.address, rota.port, "www.plain.example").text
    assert "OPT PSEUDOSECTION" not in dig(rota.address, rota.port, "www.plain.example", "+noedns").text
