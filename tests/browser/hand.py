"""A hand that counts what it does: clicks, fields, stops of the tab key, signs."""

import time
from typing import Any

from services.portal.tests.browsing import Reader

TYPING_MS = 120
"""One sign every eighth of a second: a practised clerk with an input method."""


class Hand:
    """Somebody at a page; every click and key goes through here and is counted."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.page: Any = reader.page
        self.clicks = self.fields = self.stops = self.typed = 0
        self._began = time.monotonic()

    @property
    def seconds(self) -> float:
        """Return how long it has taken so far."""
        return time.monotonic() - self._began

    def begin(self) -> None:
        """Forget what was done so far: the task begins here."""
        self.clicks = self.fields = self.stops = self.typed = 0
        self._began = time.monotonic()

    def click(self, what: str) -> None:
        """Click the first that is like this; a link, a button, a box to tick."""
        self.page.locator(what).first.click()
        self.page.wait_for_load_state()
        self.clicks += 1

    def choose(self, what: str) -> None:
        """Tick one of several answers: it is a field that was filled in."""
        self.click(what)
        self.fields += 1

    def fill(self, what: str, text: str) -> None:
        """Write into a field."""
        self.page.locator(what).first.fill(text)
        self.fields += 1
        self.typed += len(text)

    def type(self, text: str) -> None:
        """Type where the cursor stands, as fast as people do."""
        self.page.keyboard.type(text, delay=TYPING_MS)
        self.fields += 1
        self.typed += len(text)

    def tab(self) -> None:
        """Go to the next stop."""
        self.page.keyboard.press("Tab")
        self.stops += 1

    def enter(self) -> None:
        """Press the key that sends."""
        with self.page.expect_navigation():
            self.page.keyboard.press("Enter")
        self.typed += 1

    def sees(self, what: str) -> None:
        """Wait until this stands on the page; raises where it never does."""
        self.page.locator(what).first.wait_for()
