"""An operator's tasks on the status page by keyboard alone: no pointer is moved, no element is clicked."""
import os

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

from support.ask import values
from support.backend import Backend
from support.browser import Browser
from support.waiting import until

token = "a-token-of-22-letters-or-more"
furthest = 120  # steps of Tab from one end of this page to the other


class Keyboard:
    def __init__(self, browser):
        self.browser = browser

    def press(self, *keys):
        ActionChains(self.browser.driver).send_keys(*keys).perform()
        return self

    def back(self):
        ActionChains(self.browser.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT).perform()

    def is_at(self, selector):
        return self.browser.run("return document.activeElement.matches(arguments[0])", selector)

    def go(self, selector, backwards=False):
        """With Tab alone; each place on the way is seen to have the focus."""
        self.browser.wait(selector)
        for _ in range(furthest):
            if self.is_at(selector):
                return self
            self.back() if backwards else self.press(Keys.TAB)
            shown = self.browser.run("const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);"
                                     "return document.activeElement === document.body || (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2)")
            assert shown, self.browser.run("return `no focus is shown at ${document.activeElement.outerHTML.slice(0, 200)}`")
        raise AssertionError(f"Tab does not reach {selector}")


def start(ctx):
    backends = {number: Backend(ctx, number) for number in (11, 12, 13, 14)}
    os.chmod(ctx.path("conf/tokens"), 0o600)
    rota = ctx.rota()
    rota.wait_for(r"both/two \(IPv6 ::1\) down")
    browser = Browser(ctx, f"http://{ctx.ip(2)}:{ctx.port}/").open()
    browser.wait("li[data-pool='lb.example:web'][data-state=healthy]")
    return backends, rota, browser, Keyboard(browser)


def unlock(browser, keyboard):
    keyboard.go("#unlock").press(Keys.ENTER)
    browser.wait("#token[open] [name=token]:focus")
    keyboard.press(token, Keys.ENTER)
    browser.wait("#unlock", r"\(bea\)")
    assert keyboard.is_at("#unlock"), "the focus is lost after the dialog"


def open_pool(browser, keyboard, pool):
    keyboard.go(f"li[data-pool='lb.example:{pool}'] .row").press(Keys.ENTER)
    browser.wait(f"li[data-pool='lb.example:{pool}'] tr[data-member]")


def test_drain_and_undo(ctx):
    _, rota, browser, keyboard = start(ctx)
    unlock(browser, keyboard)
    open_pool(browser, keyboard, "web")
    keyboard.go("tr[data-member=lb1] [data-verb=drain]").press(Keys.ENTER)
    browser.wait("#change[open] [name=reason]:focus")
    browser.wait("#change-preview [data-member=lb2]", r"^lb2 25 % 100 %$")
    keyboard.press("CHG-42 new kernel")
    keyboard.go("#change [name=for]").press("2h")
    keyboard.go("#change button.main").press(Keys.ENTER)
    browser.wait("tr[data-member=lb1][data-state=drain] .override", "drain by bea until .*: CHG-42 new kernel")
    until(lambda: values(rota.ask("www.lb.example")) == [ctx.ip(12)], 10 * ctx.slack, "lb1 is out of the answers")
    keyboard.go("#override-list li[data-member=lb1] button").press(Keys.SPACE)
    browser.wait("#change[open] [name=reason]:focus")
    keyboard.press("done", Keys.ENTER)
    browser.wait("tr[data-member=lb1][data-state=up]")
    browser.wait("#override-none")
    browser.complained_of_nothing()


def test_select_with_the_space_bar_and_give_up(ctx):
    _, _, browser, keyboard = start(ctx)
    unlock(browser, keyboard)
    open_pool(browser, keyboard, "many")
    keyboard.go("tr[data-member=m2] .pick").press(Keys.SPACE)
    browser.wait(".selection [role=status]", "^1 member selected$")
    keyboard.go("[data-many=weight]", backwards=True).press(Keys.ENTER)
    browser.wait("#change[open] [name=weight]:focus")
    keyboard.press(Keys.ESCAPE)
    browser.gone("#change[open]")
    assert keyboard.is_at("[data-many=weight]"), "the focus went elsewhere"
    keyboard.go("[data-sort=Member]").press(Keys.ENTER)
    browser.wait("th[aria-sort=ascending]", "Member")
    assert keyboard.is_at("[data-sort=Member]"), "the focus went elsewhere"
    browser.complained_of_nothing()


def test_explain_and_filter(ctx):
    _, _, browser, keyboard = start(ctx)
    keyboard.go("#explain-form [name=name]").press("www.lb.example")
    keyboard.go("#explain-form [name=client]").press("198.51.100.7", Keys.ENTER)
    browser.wait("#explain-result .outcome", "www.lb.example A from 198.51.100.7: a pool answers")
    browser.wait("#explain-result .answer", rf"75 % {ctx.ip(11)}\s+25 % {ctx.ip(12)}")
    keyboard.go("#filter").press("many")
    browser.wait("#pools-count", "^1 of 4$")
    open_pool(browser, keyboard, "many")
    keyboard.go("#filter", backwards=True).press(*[Keys.BACKSPACE] * 4)
    browser.wait("#pools-count", "^4$")
    browser.complained_of_nothing()


def test_read_a_failover(ctx):
    backends, _, browser, keyboard = start(ctx)
    for number in 11, 12:
        backends[number].mode = "503"
    browser.wait("#verdict", "pool lb.example:web is down: serving from pool dr")
    keyboard.go("#verdict a[href='#lb.example%3Aweb']").press(Keys.ENTER)
    browser.wait("li[data-pool='lb.example:web'] .failover", "Serving from pool dr")
    assert keyboard.is_at("li[data-pool='lb.example:web'] .row"), "the link does not lead to the pool"
    keyboard.go("li[data-pool='lb.example:web'] .failover a").press(Keys.ENTER)
    browser.wait("li[data-pool='lb.example:dr'] tr[data-member=far1][data-state=up]")
    assert keyboard.is_at("li[data-pool='lb.example:dr'] .row"), "the link does not lead to the fallback pool"
    browser.complained_of_nothing()
