"""A real Chromium without a screen, on rota's status page. What does not hold in it fails the test, and so
does everything it complains of: a policy that was broken, a script that threw."""
import json
import os
import re
import time

from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, TimeoutException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

switches = ["--headless=new", "--no-first-run", "--no-proxy-server", "--disable-background-networking",
            "--disable-component-update", "--disable-dev-shm-usage", "--disable-gpu", "--hide-scrollbars", "--disable-lcd-text"]

# Marks, in the browser's own time, when a selector first finds something and that has been painted.
marking = """(() => {
  const look = () => {
    if (!document.querySelector(%(selector)s)) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => performance.mark(%(selector)s)));
  };
  const observer = new MutationObserver(look);
  observer.observe(document, { attributes: true, childList: true, subtree: true });
  look();
})();"""


class Browser:
    """`expected` are complaints that the test provokes, as a pattern."""

    def __init__(self, ctx, url, width=1366, height=900, scheme="light"):
        self.ctx, self.url, self.slack, self.expected = ctx, url, ctx.slack, None
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for switch in [*switches, f"--user-data-dir={ctx.path('chromium')}", *["--no-sandbox"] * (os.geteuid() == 0)]:
            options.add_argument(switch)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver", log_path=os.devnull), options=options)
        ctx.closing.append(self.driver.quit)
        self.driver.set_script_timeout(30 * self.slack)
        self.look_like(width, height, scheme)

    def look_like(self, width, height, scheme, scale=1):
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                                    {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False})
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia",
                                    {"features": [{"name": "prefers-color-scheme", "value": scheme}]})

    def open(self, fragment="", state="live"):
        self.driver.get(self.url + fragment)
        self.wait(f"#link[data-state={state}]", timeout=20)
        return self

    def reload(self):
        self.driver.refresh()
        self.wait("#link[data-state=live]", timeout=20)

    def mark_at_load(self, selector):
        """From the next load on: arrived() tells after how many seconds this selector found something."""
        self.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": marking % {"selector": json.dumps(selector)}})

    def arrived(self, name):
        """Seconds after the start of the load; `name` may be first-contentful-paint, too."""
        find = "return performance.getEntriesByName(arguments[0])[0]?.startTime"
        return WebDriverWait(self.driver, 30 * self.slack, poll_frequency=0.02).until(lambda _: self.run(find, name), name) / 1000

    def mark(self, selector):
        """From now on: marked() tells when this selector found something, and it was painted."""
        self.run(marking % {"selector": json.dumps(selector)})

    def marked(self, selector):
        """As time.monotonic()."""
        wall = self.run("return performance.timeOrigin") / 1000 + self.arrived(selector)
        return wall - (time.time() - time.monotonic())

    def run(self, script, *arguments):
        return self.driver.execute_script(script, *arguments)

    def wait(self, selector, text="", timeout=20):
        """The first element of this CSS selector, shown, whose text matches."""
        def look(driver):
            for element in driver.find_elements(By.CSS_SELECTOR, selector):
                if element.is_displayed() and re.search(text, element.text):
                    return element
            return None
        what = f"no '{selector}'" + (f" with the text '{text}'" if text else "")
        try:
            return WebDriverWait(self.driver, timeout * self.slack, poll_frequency=0.02,
                                 ignored_exceptions=[StaleElementReferenceException]).until(look)
        except TimeoutException:
            raise AssertionError(f"{what}; the page says:\n{self.text()}") from None

    def gone(self, selector, timeout=20):
        WebDriverWait(self.driver, timeout * self.slack, poll_frequency=0.02).until(
            lambda driver: not driver.find_elements(By.CSS_SELECTOR, selector), f"'{selector}' is still there")

    def has(self, selector):
        return bool(self.driver.find_elements(By.CSS_SELECTOR, selector))

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def click(self, selector):
        self.wait(selector).click()

    def type(self, selector, text):
        self.wait(selector).send_keys(Keys.CONTROL + "a" + Keys.NULL, Keys.DELETE, text)

    def text(self):
        return self.driver.find_element(By.TAG_NAME, "body").text

    def unlock(self, token):
        self.click("#unlock")
        self.type("#token [name=token]", token)
        self.click("#token button.main")

    def change(self, member, verb, reason="", **fields):
        """Clicks a member's button and confirms with a reason."""
        self.click(f"tr[data-member='{member}'] [data-verb={verb}]")
        self.wait("#change[open]")
        for name, text in {"reason": reason, **fields}.items():
            self.type(f"#change [name={name}]", text)
        self.click("#change button.main")

    def complained_of_nothing(self):
        for entry in self.driver.get_log("browser"):
            assert self.expected and re.search(self.expected, entry["message"]), f"the browser says: {entry['message']}"
