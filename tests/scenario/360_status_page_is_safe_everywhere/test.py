"""The status page at every width, dark and light, under its strict policy, with names and reasons of an attacker.

Ids: C-43
"""
import json
import os
import urllib.request

from support.axe import findings
from support.browser import Browser

token = "a-token-of-22-letters-or-more"
hostile = "<script>document.title='reason'</script> \"double\" 'single' &amp; \n\tnext line \u202e\u0007"
widths = [320, 360, 412, 768, 1024, 1280, 1366, 1920]

with open(f"{os.path.dirname(__file__)}/looks.js", encoding="utf-8") as file:
    looks = file.read()


def start(ctx, **options):
    os.chmod(ctx.path("conf/tokens"), 0o600)
    rota = ctx.rota()
    rota.wait_for(r"down/gone \(IPv4 \S+\) down")
    rota.wait_for(r"down/away \(IPv4 \S+\) down")
    browser = Browser(ctx, f"http://{ctx.ip(2)}:{ctx.port}/", **options).open()
    browser.wait("li[data-pool='lb.example:down'][data-state=down]")
    return browser


def say(ctx, member, **change):
    request = urllib.request.Request(f"http://{ctx.ip(2)}:{ctx.port}/api/v1/members/lb.example%3Amany/{member}",
                                     data=json.dumps(change).encode(), method="POST",
                                     headers={"Content-Type": "application/json", "Authorization": f"Bearer {token}"})
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def show_pool(browser, name):
    """What is far below is not read until somebody scrolls to it."""
    browser.run("document.querySelector(arguments[0]).scrollIntoView()", f"li[data-pool='lb.example:{name}']")


def explain(browser, name):
    browser.type("#explain-form [name=name]", name)
    browser.click("#explain-form button")
    browser.wait("#explain-result .outcome")


def test_it_looks_well_at_every_width(ctx):
    browser = start(ctx)
    browser.unlock(token)
    show_pool(browser, "many")
    say(ctx, "m2", admin="drain", reason="a reason that is long enough to need more than a line of the table", **{"for": "2h"})
    browser.wait("li[data-pool='lb.example:many'] tr[data-member=m2][data-state=drain]")
    explain(browser, "many.lb.example")
    for scheme in "light", "dark":
        for width in widths:
            browser.look_like(width, 800, scheme)
            wrong = browser.run(looks)
            assert not wrong, f"{scheme}, {width} pixels wide: {wrong}"
        grounds = browser.run("return getComputedStyle(document.body).backgroundColor")
        dark = sum(int(value) for value in grounds.strip("rgb()").split(",")) < 200
        assert dark == (scheme == "dark"), grounds
    browser.click("tr[data-member=m3] [data-verb=weight]")
    browser.wait("#change[open]")
    browser.look_like(320, 640, "dark")
    assert not browser.run(looks)
    browser.complained_of_nothing()


def finds_nothing(browser, what):
    """In light and dark, on a wide screen and on a phone."""
    for scheme in "light", "dark":
        for width in 1366, 400:
            browser.look_like(width, 900, scheme)
            wrong = findings(browser)
            assert not wrong, f"{what}, {scheme}, {width} pixels wide:\n" + "\n".join(wrong)


def test_axe_finds_nothing(ctx):
    browser = start(ctx)
    finds_nothing(browser, "the page as it opens")
    browser.unlock(token)
    say(ctx, "m2", admin="drain", reason="CHG-42", **{"for": "2h"})
    browser.wait("#override-list li[data-member=m2]")
    show_pool(browser, "many")
    browser.click("li[data-pool='lb.example:many'] [data-sort=State]")
    browser.click("li[data-pool='lb.example:many'] [data-pick=shown]")
    explain(browser, "many.lb.example")
    finds_nothing(browser, "with members selected and an answer explained")
    browser.click("li[data-pool='lb.example:many'] [data-many=drain]")
    browser.wait("#change[open] .shares")
    finds_nothing(browser, "the dialog of a change")
    browser.click("#change [value=cancel]")
    browser.click("#unlock")
    browser.click("#unlock")
    browser.expected = "401"
    browser.type("#token [name=token]", "another-token-of-22-letters")
    browser.click("#token button.main")
    browser.wait("#token-error", "unknown token")
    finds_nothing(browser, "the dialog of the token")
    browser.click("#token [value=cancel]")
    browser.type("#filter", "no such pool")
    browser.wait("#pools-unmatched")
    finds_nothing(browser, "a filter that nothing matches")
    browser.complained_of_nothing()


def test_hostile_names_and_reasons_are_text(ctx):
    browser = start(ctx)
    show_pool(browser, "many")
    say(ctx, "m1", admin="drain", reason=hostile)
    browser.wait("tr[data-member=m1] .override", "<script>document.title='reason'</script> \"double\" 'single' &amp;")
    browser.wait("#event-list li[data-kind=override]", "<script>document.title='reason'</script>")
    browser.wait("#pool-list .title b", "^<b>pool$")
    browser.wait("tr[data-member^='<img'] b", "<img&src=x&onerror=\"document.title='member'\">")
    explain(browser, "any.lb.example")
    browser.type("#filter", "<b>")
    browser.wait("#pools-count", "1 of 3")
    assert browser.run("return document.querySelectorAll('script, main img, [onerror]').length") == 1
    assert browser.run("return document.title").endswith("rota")
    browser.complained_of_nothing()


def test_the_policy_lets_nothing_else_in(ctx):
    """The page breaks its own policy in every way: the browser refuses each, so the policy is there."""
    browser = start(ctx)
    browser.complained_of_nothing()
    browser.expected = "Content Security Policy|Content-Security-Policy|violates|Framing|ERR_BLOCKED_BY_CSP"
    refused = browser.driver.execute_async_script("""
      const done = arguments[0], seen = new Set();
      document.addEventListener('securitypolicyviolation', (event) => {
        seen.add(event.effectiveDirective);
        if (seen.size === 4) done([...seen].sort());
      });
      const add = (tag, fields) => document.body.append(Object.assign(document.createElement(tag), fields));
      add('script', { textContent: 'window.broken = 1' });
      add('style', { textContent: 'body { display: none }' });
      add('img', { src: 'http://192.0.2.99/x.png' });
      fetch('http://192.0.2.99/').catch(() => {});
    """)
    assert refused == ["connect-src", "img-src", "script-src-elem", "style-src-elem"], refused
    assert not browser.run("return window.broken")
    browser.complained_of_nothing()
