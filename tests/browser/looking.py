"""One page at three widths, in three colours and languages: picture and faults."""

from dataclasses import dataclass, field
from typing import Any, Final

from services.portal.tests.browsing import WIDTHS, Reader

THEMES: Final = ("dark", "hc")
"""Beside the light one: they change colours, and nothing else."""
OTHERS: Final = ("zh-TW", "en")
DRESS = "theme => document.documentElement.dataset.theme = theme"


@dataclass
class Found:
    """What was seen of one page."""

    name: str
    looks: int = 0
    faults: dict[str, list[str]] = field(default_factory=dict)

    def add(self, where: str, faults: list[str]) -> None:
        """Write down one look."""
        self.looks += 1
        if faults:
            self.faults[where] = faults


def look(reader: Reader, name: str, *, again: bool = True) -> Found:
    """Look at the page that is open; leave the browser as it was found."""
    found, page = Found(name), reader.page
    for width in WIDTHS:
        reader.wide(width).picture(f"{name}-{width}")
        found.add(f"{width}", seen(reader))
        for theme in THEMES:
            page.evaluate(DRESS, theme)
            found.add(f"{width} {theme}", reader.pale())
        page.evaluate(DRESS, "auto")
    reader.wide(WIDTHS[0])
    for language in OTHERS if again else ():
        reader.choose(lang=language)
        page.reload()
        reader.picture(f"{name}-{language}-{WIDTHS[0]}")
        found.add(f"{WIDTHS[0]} {language}", seen(reader))
    if again:
        reader.choose(lang="zh-CN")
        page.reload()
    return found


def seen(reader: Reader) -> list[str]:
    """Return the faults of this moment; what the browser said is said once."""
    faults: list[str] = reader.faults()
    reader.complaints.clear()
    return faults


def entered(reader: Reader, account: tuple[str, str]) -> Reader:
    """Sign in by keys."""
    page: Any = reader.go("/sign-in").page
    page.locator("#account").fill(account[0])
    page.locator("#password").fill(account[1])
    page.keyboard.press("Enter")
    page.wait_for_url(lambda address: "/sign-in" not in address)
    return reader
