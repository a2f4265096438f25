"""The status page in a real browser: what happens is seen at once, and an operator changes it by click."""
import os

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from support.ask import values
from support.asker import Asker
from support.browser import Browser
from support.waiting import until

token = "a-token-of-22-letters-or-more"


def open_page(ctx, state="live"):
    one, _ = ctx.nginx(11), ctx.nginx(12)
    os.chmod(ctx.path("conf/tokens"), 0o600)
    rota = ctx.rota()
    return one, rota, Browser(ctx, f"http://{ctx.ip(2)}:{ctx.port}/").open(state=state)


def start(ctx):
    one, rota, browser = open_page(ctx)
    browser.wait("tr[data-member=lb1][data-state=up]")
    browser.wait("tr[data-member=lb2][data-state=up]")
    return one, rota, browser


def redness(element):
    """How much more red than green and blue the colour of its text is."""
    red, green, blue = [int(value) for value in element.value_of_css_property("color").strip("rgba()").split(",")[:3]]
    return red - max(green, blue)


def turns_red(ctx, promise):
    one, rota, browser = start(ctx)
    browser.wait("#verdict[data-level=healthy]", "Healthy")
    red = "tr[data-member=lb1][data-state=down]"
    browser.mark(red)
    one.kill()
    flip = rota.wait_for(r"member \S+:web/lb1 \(.*\) down: connect refused")
    word = browser.wait(f"{red} .stateWord", "^down$")
    took = browser.marked(red) - flip.time
    ctx.figure(f"red {took * 1000:.0f} ms after the flip")
    assert took < promise, f"red {took:.3f} s after the flip"
    assert redness(word) > 50, word.value_of_css_property("color")
    return one, browser


def test_a_killed_backend_turns_red(ctx):
    one, browser = turns_red(ctx, 10 * ctx.slack)
    browser.wait("tr[data-member=lb1] .resultWord[data-ok=false]", "connect refused")
    browser.wait("#verdict[data-level=degraded]", "web is degraded")
    browser.wait("li[data-pool='lb.example:web'][data-state=degraded] .healthy", "1 / 2")
    browser.wait("#event-list li[data-kind=member] .what", r"web/lb1 \(IPv4 .*\) down: connect refused")
    one.start()
    browser.wait("tr[data-member=lb1][data-state=up]")
    browser.wait("#verdict[data-level=healthy]", "Healthy")
    browser.complained_of_nothing()


def test_red_within_a_second(ctx):
    turns_red(ctx, 1)


test_red_within_a_second.full = True


def test_drain_and_ready_by_click(ctx):
    _, rota, browser = start(ctx)
    browser.unlock(token)
    browser.change("lb1", "drain")
    assert browser.has("#change[open]"), "a drain without a reason was sent"
    browser.type("#change [name=reason]", "CHG-42 <b>new</b> \"kernel\"")
    browser.type("#change [name=for]", "2h")
    browser.click("#change button.main")
    browser.wait("tr[data-member=lb1][data-state=drain] .override", r'drain by .*until .*: CHG-42 <b>new</b> "kernel"')
    until(lambda: values(rota.ask("www.lb.example")) == [ctx.ip(12)], 2, "lb1 is out of the answers")
    browser.wait("tr[data-member=lb1] .drain[data-safe]", "safe to take away")
    browser.wait("#event-list li[data-kind=override] .what", 'lb1.*drain.*CHG-42 <b>new</b> "kernel"')
    browser.wait("#verdict[data-level=healthy]", "1 drained")
    browser.change("lb1", "ready", "done")
    browser.wait("tr[data-member=lb1][data-state=up]")
    until(lambda: len(values(rota.ask("www.lb.example"))) == 2, 2, "lb1 is back in the answers")
    browser.gone("tr[data-member=lb1] [data-verb=ready]")
    browser.complained_of_nothing()


def test_maintenance_and_weight_by_click(ctx):
    _, rota, browser = start(ctx)
    browser.unlock(token)
    browser.change("lb2", "maint", "new disk")
    browser.wait("tr[data-member=lb2][data-state=maint] .override", "maint by .*: new disk")
    browser.change("two", "weight", "half of it", weight="3")
    browser.wait("tr[data-member=two] .weightNow", "^3$")
    browser.wait("tr[data-member=two] .shareWord", "50 %$")
    given = [values(rota.ask("plain.lb.example"))[0] for _ in range(20)]
    assert given.count("192.0.2.1") == given.count("192.0.2.2") == 10, given
    browser.complained_of_nothing()


def test_without_a_token_there_are_no_buttons(ctx):
    _, _, browser = start(ctx)
    assert not browser.has("[data-verb]"), "there are buttons without a token"
    browser.expected = "401"
    browser.unlock("another-token-of-22-letters")
    browser.wait("#token[open] #token-error", "^unknown token$")
    assert not browser.has("[data-verb]"), "there are buttons with an unknown token"
    browser.type("#token [name=token]", token)
    browser.click("#token button.main")
    browser.wait("tr[data-member=lb1] [data-verb=drain]")
    browser.wait("#unlock", r"^Lock changes \(bea\)$")
    browser.reload()
    browser.wait("tr[data-member=lb1] [data-verb=drain]")
    browser.wait("#unlock", r"^Lock changes \(bea\)$")
    browser.click("#unlock")
    browser.gone("[data-verb]")
    browser.complained_of_nothing()


def test_with_a_token_it_reads_where_one_is_needed(ctx):
    ctx.edit("conf/rota.toml", "[control]", '[control]\nread = "token"')
    _, _, browser = open_page(ctx, state="lost")
    browser.expected = "401"
    browser.wait("#link[data-state=lost]", "a token with scope read is needed")
    browser.unlock(token)
    browser.wait("#link[data-state=live]")
    browser.wait("tr[data-member=lb1][data-state=up]")
    browser.wait("#verdict[data-level=healthy]", "Healthy")
    browser.complained_of_nothing()


def test_the_shares_that_were_given(ctx):
    _, rota, browser = start(ctx)
    with Asker(rota.address, rota.port, [("plain.lb.example", "A")], rate=200) as asker:
        asker.wait_count(200)
        browser.wait("tr[data-member=one] .shareWord", r"^7[45]\S* · 75 %$")
        browser.wait("tr[data-member=two] .shareWord", r"^2[456]\S* · 25 %$")
        browser.wait("#traffic [data-figure=qps] .value", r"^[1-9]")
    bar = browser.wait("tr[data-member=one] .bar")
    given = bar.find_element(By.CLASS_NAME, "given")  # which grows to its length within moments
    until(lambda: 0.7 < given.size["width"] / bar.size["width"] < 0.8, 5 * ctx.slack, "the bar is as long as the share")
    browser.complained_of_nothing()


def test_a_daemon_that_goes_and_comes_back(ctx):
    _, rota, browser = start(ctx)
    rota.stop()
    browser.expected = "Failed to load resource|ERR_|nothing is served yet"
    browser.wait("#verdict[data-level=unknown]", r"Not connected since \d\d:\d\d:\d\d")
    browser.wait("#link", "not connected since")
    ctx.rota()
    browser.wait("#link[data-state=live]", timeout=20)
    browser.wait("#verdict[data-level=healthy]", "Healthy")
    browser.wait("#event-list li:first-child", "start")
    browser.complained_of_nothing()


def test_it_explains_an_answer(ctx):
    _, _, browser = start(ctx)
    browser.type("#explain-form [name=name]", "plain.lb.example")
    browser.type("#explain-form [name=client]", "198.51.100.7" + Keys.ENTER)
    browser.wait("#explain-result .outcome", "plain.lb.example A from 198.51.100.7: a pool answers")
    browser.wait("#explain-result .lines", r"75 %\s+192.0.2.1")
    browser.wait("#explain-result .steps", "two")
    browser.wait("#explain-result pre", r"192\.0\.2\.[12]")
    browser.expected = "400"
    browser.type("#explain-form [name=client]", "nobody" + Keys.ENTER)
    browser.wait("#explain-result .mistake", "nobody")
    browser.complained_of_nothing()


def test_filter_and_keyboard(ctx):
    one, _, browser = start(ctx)
    browser.type("#filter", "PLAIN.lb")
    browser.gone("li[data-pool='lb.example:web']")
    browser.wait("#pools-count", "1 of 2")
    browser.type("#filter", "")
    browser.wait("#pools-count", "^2$")
    one.kill()
    browser.wait("tr[data-member=lb1][data-state=down]")
    browser.click("#only-problems")
    browser.gone("li[data-pool='lb.example:plain']")
    row = browser.wait("li[data-pool='lb.example:web'] .row[aria-expanded=true]")
    row.send_keys(Keys.ENTER)
    browser.gone("tr[data-member=lb1]")
    row.send_keys(Keys.SPACE)
    browser.wait("tr[data-member=lb1][data-state=down]")
    browser.unlock(token)
    button = browser.wait("tr[data-member=lb1] [data-verb=drain]")
    button.send_keys(Keys.ENTER)
    browser.wait("#change[open] [name=reason]:focus").send_keys(Keys.ESCAPE)
    browser.gone("#change[open]")
    assert browser.run("return document.activeElement === arguments[0]", button), "the focus went elsewhere"
    browser.complained_of_nothing()
