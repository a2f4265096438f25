"""axe-core in the page that a Browser shows: what a person with a screen reader, a keyboard or weak vision
would miss. `tools/setup test` installs it."""
import os

from support.waiting import until

path = f"{os.path.dirname(os.path.abspath(__file__))}/../../npm/node_modules/axe-core/axe.min.js"
ask = """
const done = arguments[0];
axe.run(document, { resultTypes: ['violations'] }).then(
  ({ violations, passes }) => done([passes.length, violations.map(({ id, help, nodes }) =>
    `${id}: ${help}: ${nodes.slice(0, 5).map(({ html, any }) => `${html.slice(0, 160)} (${any.map(({ message }) => message).join('; ')})`).join(' | ')}`)]),
  (failure) => done([0, [String(failure)]]));
"""


def findings(browser):
    """One line for each rule that is broken, with where. Transitions are over first."""
    if not browser.run("return Boolean(window.axe)"):
        with open(path, encoding="utf-8") as file:
            browser.run(file.read())
    until(lambda: browser.run("return document.getAnimations().length === 0"), 5 * browser.slack, "nothing moves any more")
    passes, broken = browser.driver.execute_async_script(ask)
    assert passes > 10, f"axe looked at {passes} rules only"
    return broken
