"""Letters on paper: a page of HTML, made a PDF by the press."""

from dataclasses import dataclass
from datetime import date
from html import escape

from minqing_chassis.press import HtmlPress
from notify.domain.errors import PressAway

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
        self._press = HtmlPress(PressAway, seconds=seconds)

    def print(self, page: LetterPage) -> bytes:
        """Return the PDF; raise PressAway where it cannot be made."""
        html = PAGE.format_map({k: escape(str(v)) for k, v in vars(page).items()})
        return self._press.print_html(html)
