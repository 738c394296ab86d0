"""A report as PDF, made by the press of the house."""

from dataclasses import asdict
from importlib.resources import files

import jinja2

from minqing_chassis.http.problems import Unavailable
from minqing_chassis.press import HtmlPress
from notify.application.reports.sheets import Report, in_words, stamp


class Paper:
    """Prints reports; `seconds` is how long one may take."""

    def __init__(self, *, seconds: float = 60.0) -> None:
        self._press = HtmlPress(Unavailable, seconds=seconds)
        source = files("notify.adapters.reports").joinpath("report.html.j2")
        self._template = jinja2.Environment(
            autoescape=True, undefined=jinja2.StrictUndefined
        ).from_string(source.read_text("utf-8"))

    def html(self, report: Report) -> str:
        """Return a report as HTML."""
        return self._template.render(
            asdict(in_words(report)), stamp=stamp(report.as_of)
        )

    def print(self, report: Report) -> bytes:
        """Return a report as PDF; raise Unavailable where there is no press."""
        return self._press.print_html(self.html(report))
