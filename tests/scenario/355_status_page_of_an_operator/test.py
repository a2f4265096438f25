"""What an operator reads on the status page, and changes for many members at once: one verdict with links, a
failover with the members that are returned, the effect of a change before it is made, and what was before."""
import os

from support.asker import Asker
from support.backend import Backend
from support.browser import Browser
from support.control import Control
from support.waiting import until

token = "a-token-of-22-letters-or-more"
web, dr, many = (f"li[data-pool='lb.example:{name}']" for name in ("web", "dr", "many"))


def start(ctx, healthy=(11, 12, 13, 14)):
    """Nobody listens at ::1, the second address of pool both."""
    backends = {number: Backend(ctx, number) for number in healthy}
    os.chmod(ctx.path("conf/tokens"), 0o600)
    rota = ctx.rota()
    rota.wait_for(r"both/two \(IPv6 ::1\) down")
    return backends, rota, Browser(ctx, f"http://{ctx.ip(2)}:{ctx.port}/").open()


def problems(browser):
    return [line.text for line in browser.all("#verdict .problems li")]


def test_it_says_which_server_and_what_is_wrong(ctx):
    _, rota, browser = start(ctx, healthy=(11, 13, 14))
    rota.wait_for(r"web/lb2 \(IPv4 \S+\) down")
    browser.wait("#server", r"^ns1\.example\.net$")
    browser.wait("#verdict[data-level=degraded] .sentence", "^Degraded: 2 problems.$")
    status = Control(path=ctx.path("control.sock")).get("/status")
    until(lambda: problems(browser) == status["problems"], 10 * ctx.slack, "the problems are those of the API")
    assert browser.run("return document.title") == "Degraded: 2 problems – ns1.example.net – rota"
    first = browser.run("return document.querySelector('#pool-list li').dataset.pool")
    assert first in ("lb.example:web", "lb.example:both"), f"the worst does not stand first, but {first}"
    browser.click("#verdict .problems a[href='#lb.example%3Aweb']")
    browser.wait(f"{web} tr[data-member=lb2][data-state=down]")
    assert browser.run("return document.activeElement.closest('li').dataset.pool") == "lb.example:web"
    browser.complained_of_nothing()


def test_a_failover_shows_who_is_returned(ctx):
    backends, _, browser = start(ctx)
    browser.wait(f"{web} .stateWord", "^healthy$")
    browser.click(f"{web} .row")
    browser.wait(f"{web} tr[data-member=lb1][data-state=up]")
    for number in 11, 12:
        backends[number].mode = "503"
    browser.wait(f"{web} .stateWord", "^serving from dr$")
    browser.wait(f"{web} .failover", "Serving from pool dr: no member of web is eligible")
    browser.wait(f"{web} .returned[data-member=far1]", rf"^dr/far1 {ctx.ip(13)}$")
    browser.wait(f"{web} tr[data-member=lb1] .cell-weight", r"^0\s+of 3: down$")
    browser.wait("#verdict .problems", "pool lb.example:web is down: serving from pool dr")
    for number in 13, 14:
        backends[number].mode = "503"
    browser.wait("#verdict[data-level=critical]")
    browser.wait(f"{web} .returned[data-state=down]", rf"^dr/far1 down {ctx.ip(13)}$")
    for number in 11, 12:
        backends[number].mode = "200"
    browser.wait(f"{web} .stateWord", "^healthy$")
    browser.gone(f"{web} .failover")
    browser.complained_of_nothing()


def test_a_member_shows_each_family(ctx):
    _, _, browser = start(ctx)
    browser.click("li[data-pool='lb.example:both'] .row")
    browser.wait("tr[data-member=two] .stateWord", "^differs by family$")
    browser.wait("tr[data-member=two] .family[data-state=up]", "IPv4 up")
    browser.wait("tr[data-member=two] .family[data-state=down]", "IPv6 down")
    browser.wait("li[data-pool='lb.example:both'] .facts", "IPv4 1 of 1 · IPv6 0 of 1, all down")
    browser.complained_of_nothing()


def test_many_members_with_one_result_each(ctx):
    _, rota, browser = start(ctx)
    browser.unlock(token)
    browser.click(f"{many} .row")
    browser.click(f"{many} tr[data-member=m1] .pick")
    browser.click(f"{many} tr[data-member=m3] .pick")
    browser.wait(f"{many} .selection [role=status]", "^2 members selected$")
    browser.click(f"{many} [data-many=drain]")
    browser.wait("#change-title", "^Drain 2 members of many$")
    browser.wait("#change-preview [data-member=m1]", r"^m1 50 % 0 %$")
    browser.wait("#change-preview [data-member=m2]", r"^m2 16\.7 % 50 %$")
    browser.type("#change [name=reason]", "CHG-7")
    browser.click("#change button.main")
    browser.wait("#change-results li[data-ok=true][data-member=m1]", "m1: drained")
    browser.wait("#change-results li[data-ok=true][data-member=m3]", "m3: drained")
    browser.click("#change [value=cancel]")
    browser.wait(f"{many} tr[data-member=m1][data-state=drain] .override", "drain by bea: CHG-7")
    browser.wait("#override-list li[data-member=m3]", "many/m3 drained by bea since")
    until(lambda: rota.ask("many.lb.example").answer[0][0].to_text() in ("192.0.2.2", "192.0.2.10"), 5 * ctx.slack, "m1 and m3 are out")
    assert browser.run("return document.querySelectorAll('#override-list li').length") == 2
    browser.click("#override-list li[data-member=m3] button")
    browser.click("#change button.main")
    browser.gone("#override-list li[data-member=m3]")
    browser.complained_of_nothing()


def test_a_change_that_leaves_nobody_asks_once_more(ctx):
    _, _, browser = start(ctx)
    browser.unlock(token)
    browser.click(f"{many} .row")
    browser.click(f"{many} [data-pick=shown]")
    browser.click(f"{many} [data-many=maint]")
    browser.wait("#change-preview .mistake")
    browser.type("#change [name=reason]", "all of them")
    browser.click("#change button.main")
    assert browser.has("#change[open]") and not browser.has("#change-results li"), "it was sent without a confirmation"
    browser.click("#change [name=sure]")
    browser.click("#change button.main")
    browser.wait("#change-results li[data-member=m10]", "m10: in maintenance")
    browser.complained_of_nothing()


def test_sorted_and_filtered(ctx):
    _, _, browser = start(ctx)
    browser.click(f"{many} .row")
    names = lambda: [row.get_attribute("data-member") for row in browser.all(f"{many} tr[data-member]")]
    browser.wait(f"{many} tr[data-member=m10]")
    assert names() == ["m1", "m2", "m3", "m10"]
    browser.click(f"{many} [data-sort=Member]")
    browser.click(f"{many} [data-sort=Member]")
    browser.wait(f"{many} th[aria-sort=descending]", "Member")
    assert names() == ["m10", "m3", "m2", "m1"]
    browser.click(f"{many} [data-sort=Weight]")
    assert names()[0] == "m1"
    browser.type("#filter", "nothing of this kind")
    browser.wait("#pools-unmatched", "No pool matches")
    browser.click("#filter-clear")
    browser.wait(many)
    browser.wait("#override-none", "No overrides")
    browser.complained_of_nothing()


def test_what_was_is_there_after_a_load(ctx):
    backends, rota, browser = start(ctx)
    browser.wait("#event-list li[data-kind=members-up] summary", "^[2-9] members are up after the start$")
    browser.click(f"{dr} .row")
    backends[13].mode = "503"
    browser.wait(f"{dr} tr[data-member=far1][data-state=down]")
    backends[13].mode = "200"
    browser.wait(f"{dr} tr[data-member=far1][data-state=up]")
    with Asker(rota.address, rota.port, [("many.lb.example", "A")], rate=50) as asker:
        asker.wait_count(50)
        control = Control(path=ctx.path("control.sock"))
        until(lambda: len(control.get("/history")["queries"]["rates"]) > 1, 60 * ctx.slack, "two steps of the rate")
        browser.reload()
    browser.wait("#traffic [data-figure=qps] .scale", r"^0 to \d")
    browser.wait(f"{dr} .row")
    if not browser.has(f"{dr} tr[data-member=far1]"):
        browser.click(f"{dr} .row")
    for member, down in ("far1", 1), ("far2", 0):
        strip = browser.wait(f"{dr} tr[data-member={member}] .strip")
        assert strip.get_attribute("title").startswith(f"last 24 h: down in {down} of "), strip.get_attribute("title")
    browser.complained_of_nothing()


def test_no_pools_and_a_broken_zone(ctx):
    ctx.write("zones/lb.example.toml", 'zone = "lb.example"\nnameservers = { ns1 = "192.0.2.53" }\n')
    ctx.write("zones/bad.example.toml", 'zone = "bad.example"\nfile = "missing.zone"\n')
    os.chmod(ctx.path("conf/tokens"), 0o600)
    ctx.rota()
    browser = Browser(ctx, f"http://{ctx.ip(2)}:{ctx.port}/").open()
    browser.wait("#pools-none", r"^No pools\. Add a \[pool\.NAME\] table to a zone")
    browser.wait("#verdict[data-level=critical]", "zone bad.example has errors and answers SERVFAIL")
    browser.click("#verdict a[href='#zone%3Dbad.example']")
    assert browser.run("return document.getElementById('filter').value") == "bad.example"
    browser.complained_of_nothing()
