"""Letters on paper: a page of HTML, made a PDF by a short process of its own.

Rendering is a second of pure CPU: in the service's own process everything else would
wait for it.
"""

import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from html import escape
from threading import BoundedSemaphore

from notify.domain.errors import PressAway

COMMAND = (sys.executable, "-W", "ignore", "-m", "notify.adapters.sending.printing")
PAGE = """<!doctype html><html lang="{language}"><meta charset="utf-8"><style>
@page {{ size: A4; margin: 25mm }}
body {{ font: 12pt/1.7 "WenQuanYi Micro Hei", "Noto Sans CJK SC", sans-serif }}
address {{ height: 45mm; font-style: normal; white-space: pre-line }}
h1 {{ font-size: 14pt }} p {{ white-space: pre-line }} footer {{ text-align: right }}
</style><address>{name}
{address}</address><h1>{subject}</h1><p>{body}</p><footer>{day}</footer></html>"""


@dataclass(frozen=True, kw_only=True)
class LetterPage:
    """What stands on the page."""

    name: str
    address: str
    subject: str
    body: str
    language: str
    day: date


class LetterPress:
    """Prints one page at a time; `seconds` is how long it may take."""

    def __init__(self, *, seconds: float = 60.0) -> None:
        self._seconds = seconds
        self._turn = BoundedSemaphore(1)

    def print(self, page: LetterPage) -> bytes:
        """Return the PDF; raise PressAway where it cannot be made."""
        html = PAGE.format_map({k: escape(str(v)) for k, v in vars(page).items()})
        with self._turn:
            return self._run(html)

    def _run(self, html: str) -> bytes:
        try:
            done = subprocess.run(
                COMMAND,
                input=html.encode(),
                capture_output=True,
                timeout=self._seconds,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise PressAway(f"not done within {self._seconds:g} s") from None
        if done.returncode or not done.stdout.startswith(b"%PDF-"):
            raise PressAway("it printed nothing")
        return done.stdout
