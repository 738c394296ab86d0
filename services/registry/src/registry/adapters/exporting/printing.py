"""Lists as PDF: one table, its title, its figures in a line, and the mark below."""

import re
from collections.abc import Iterable, Sequence
from importlib.resources import files
from typing import Any, Final

import jinja2

from minqing_chassis.press import HtmlPress
from registry.adapters.exporting.writing import said_of
from registry.domain.archive.errors import PressUnavailable
from registry.domain.exporting.lists import MOST_PRINTED, TooLongToPrint

WHOLE: Final = re.compile(r".{1,4}|-?[\d.]{1,16}|\d{4}-\d{2}(-\d{2})?( \d{2}:\d{2})?")
"""Numbers, days and names: what is never broken in two lines."""


class TablePress:
    """Prints tables, each in a short process of its own."""

    def __init__(self) -> None:
        self._press = HtmlPress(PressUnavailable)
        folder = files("registry.adapters.exporting").joinpath("templates")
        environment = jinja2.Environment(
            undefined=jinja2.StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.tests["whole"] = lambda said: bool(WHOLE.fullmatch(said))
        text = folder.joinpath("table.html.j2").read_text("utf-8")
        self._template = environment.from_string(text)

    def print(self, **said: Any) -> bytes:  # noqa: ANN401
        """Return a table as PDF; raises PressUnavailable, TooLongToPrint."""
        return self._press.print_html(self.fill(**said))

    def fill(
        self,
        *,
        title: str,
        heading: Sequence[str],
        rows: Iterable[Sequence[Any]],
        mark: str,
        summary: str = "",
        most: int | None = MOST_PRINTED,
    ) -> str:
        """Return a table as HTML."""
        told: list[list[str]] = []
        for row in rows:
            if len(told) == most:
                raise TooLongToPrint(fields={"form": "too-many-rows"})
            told.append([said_of(cell) for cell in row])
        return self._template.render(
            title=title, summary=summary, heading=heading, rows=told, mark=mark
        )
