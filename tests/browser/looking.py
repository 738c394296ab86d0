"""One page at three widths, in three colours and languages: picture and faults."""

from dataclasses import dataclass, field
from typing import Any, Final

from services.portal.tests.browsing import WIDTHS, Reader
from tests.browser.sheets import Shot

THEMES: Final = ("dark", "hc")
"""Beside the light one: they change colours, and nothing else."""
OTHERS: Final = ("zh-TW", "en")
DRESS: Final = "theme => document.documentElement.dataset.theme = theme"
FOOT: Final = """Math.round(document.querySelector('footer.foot')
  ?.getBoundingClientRect().top + scrollY) || 0"""
"""Where the foot begins that all pages have alike."""


@dataclass
class Found:
    """What was seen of one page."""

    name: str
    looks: int = 0
    faults: dict[str, list[str]] = field(default_factory=dict)
    shots: list[Shot] = field(default_factory=list)

    def add(self, where: str, faults: list[str]) -> None:
        """Write down one look."""
        self.looks += 1
        if faults:
            self.faults[where] = faults


def look(reader: Reader, name: str, *, again: bool = True) -> Found:
    """Look at the page that is open; leave the browser as it was found."""
    found, page = Found(name), reader.page
    for width in WIDTHS:
        take(found, reader.wide(width), f"{width}", width)
        found.add(f"{width}", seen(reader))
        for theme in THEMES:
            page.evaluate(DRESS, theme)
            found.add(f"{width} {theme}", reader.pale())
            if (width, theme) == (WIDTHS[0], THEMES[0]):
                take(found, reader, f"{theme}-{width}", width)
        page.evaluate(DRESS, "auto")
    for language in OTHERS if again else ():
        reader.choose(lang=language)
        page.reload()
        for width in reversed(WIDTHS[1:]):
            found.add(f"{width} {language}", reader.wide(width).overflow())
        take(found, reader.wide(WIDTHS[0]), f"{language}-{WIDTHS[0]}", WIDTHS[0])
        found.add(f"{WIDTHS[0]} {language}", seen(reader))
    if again:
        reader.choose(lang="zh-CN")
        page.reload()
    reader.wide(WIDTHS[0])
    return found


def take(found: Found, reader: Reader, kind: str, width: int) -> None:
    """Take a picture, and remember where the page's own part ends."""
    shot = Shot(found.name, kind, width, kept=reader.page.evaluate(FOOT))
    reader.picture(f"{shot.name}-{kind}")
    found.shots.append(shot)


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
