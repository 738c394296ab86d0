"""A real browser for the tests: Chromium, its complaints, and what axe finds."""

import os
import shutil
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import expect, sync_playwright

WIDTHS = (360, 768, 1440)
PATIENCE = 60_000
"""Milliseconds until what a page shall do counts as not done; playwright's 5 s for
what it shall show are too few on a busy machine."""
SCREENS = Path(__file__).parents[3] / ".run" / "screens"
PICTURED = "PICTURES" in os.environ
"""Whether tests keep pictures, too: none looks at one, people do (`make screens`)."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOUR = ["color-contrast", "link-in-text-block"]
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
VIOLATIONS = """async rules => {
  const found = await axe.run(document, {runOnly: rules, resultTypes: ['violations'],
    preload: false, selectors: false});
  return found.violations.flatMap(each =>
    each.nodes.map(node => each.id + ': ' + node.html.slice(0, 120)));
}"""
"""What axe finds wrong, sorted out in the page: what is right is ten times as long.

No rule of `RULES` looks into style sheets, and no page has sound: nothing is preloaded.
"""
LISTEN = """addEventListener('securitypolicyviolation',
  e => console.error('csp ' + e.violatedDirective + ' ' + e.blockedURI))"""
SMALLEST = """[...document.querySelectorAll('body *')].filter(e =>
  [...e.childNodes].some(n => n.nodeType == 3 && n.textContent.trim()))
  .map(e => parseFloat(getComputedStyle(e).fontSize))
  .reduce((a, b) => Math.min(a, b))"""
WORDS_OF_CODE = """[...document.querySelectorAll('body *:not(script):not(code)')]
  .flatMap(e => [...e.childNodes]).filter(n => n.nodeType == 3)
  .map(n => n.textContent.trim())
  .filter(said => said != 'None' || document.documentElement.lang != 'en')
  .filter(said => /^(None|True|False|null|undefined|NaN|\\[object .*)$/.test(said))"""
"""What a page says where nobody thought of there being nothing."""
SMALL_TARGETS = """least => [...document.querySelectorAll(
    'button, input:not([type=hidden]), textarea, nav a, .button, .choices a, .option')]
  .filter(e => !e.closest('.option') || e.matches('.option'))
  .filter(e => e.checkVisibility())
  .map(e => [e.textContent.trim() || e.name, e.getBoundingClientRect().height])
  .filter(([, height]) => height < least - 0.5)"""

PRESSED_SMALL = """least => [...document.querySelectorAll(
    'a[href], button, summary, select, textarea, input:not([type=hidden]), .option')]
  .filter(e => !e.closest('.option') || e.matches('.option'))
  .filter(e => e.checkVisibility())
  .map(e => [e.textContent.trim() || e.name, e.getBoundingClientRect()])
  .filter(([, box]) => Math.min(box.width, box.height) < least - 0.5)
  .map(([said, box]) => `${said}: ${box.width} x ${box.height}`)"""
"""Whatever can be pressed, in a sentence as well, and is smaller than that."""


@cache
def axe():
    """The source of axe-core; a page's policy lets it in by evaluation alone."""
    return files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")


@contextmanager
def a_browser():
    """Yield a running Chromium."""
    program = shutil.which("chromium")
    assert program, "these tests need Debian's chromium: 'make test' installs it"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=program, headless=True, args=ARGUMENTS
        )
        try:
            yield browser
        finally:
            browser.close()


class Reader:
    """One visitor with one browser window; keeps every complaint of the browser."""

    def __init__(self, browser, url, *, pictured=PICTURED, **context):
        chosen = {"locale": "zh-CN", "viewport": {"width": 360, "height": 800}}
        self.context = browser.new_context(**(chosen | context))
        self.context.set_default_timeout(PATIENCE)
        self.page = self.context.new_page()
        self.url, self.pictured = url, pictured
        self.complaints = []
        self.page.add_init_script(LISTEN)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _hear(self, message):
        if message.type in {"error", "warning"} and "status of 4" not in message.text:
            self.complaints.append(message.text)

    def go(self, path):
        self.page.goto(self.url + path)
        return self

    def wide(self, width):
        self.page.set_viewport_size({"width": width, "height": 800})
        return self

    def choose(self, **cookies):
        self.context.add_cookies(
            [{"name": n, "value": v, "url": self.url} for n, v in cookies.items()]
        )
        return self

    def picture(self, name):
        """Keep a picture of the whole page, if this visitor is to keep any."""
        if not self.pictured:
            return
        SCREENS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENS / f"{name}.png", full_page=True)

    def faults(self):
        """What axe finds, and what no rule of axe sees."""
        faults = self._violations(RULES)
        faults += self.overflow()
        heads = self.page.locator("h1").count()
        if heads != 1:
            faults.append(f"{heads} first headings")
        smallest = self.page.evaluate(SMALLEST)
        if smallest < 14:
            faults.append(f"text of {smallest} px")
        said = self.page.evaluate(WORDS_OF_CODE)
        faults += [f"words of code: {each}" for each in said]
        return faults + self.complaints

    def pale(self):
        """What axe finds of colours alone: all that another theme can change."""
        return self._violations({"type": "rule", "values": OF_COLOUR})

    def _violations(self, rules):
        if self.page.evaluate("typeof axe") == "undefined":
            self.page.evaluate(axe())
        return self.page.evaluate(VIOLATIONS, rules)

    def overflow(self):
        """Whether the page is wider than the window: what a width alone can break."""
        wide = "document.documentElement.scrollWidth > innerWidth"
        is_wide = self.page.evaluate(wide)
        return ["the page is wider than the window"] if is_wide else []

    def close(self):
        self.context.close()
