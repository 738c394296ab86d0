"""A report as PDF: WeasyPrint in a short process of its own, a few at the same time."""

import subprocess
import sys
from dataclasses import asdict
from importlib.resources import files
from threading import BoundedSemaphore
from typing import Final

import jinja2

from minqing_chassis.http.problems import Unavailable
from notify.application.reports.sheets import Report, in_words, stamp

COMMAND: Final = (
    sys.executable,
    "-W",
    "ignore",
    "-m",
    "notify.adapters.reports.printing",
)


class Paper:
    """Prints reports; `seconds` is how long one may take."""

    def __init__(self, *, seconds: float = 60.0, at_once: int = 1) -> None:
        self._seconds = seconds
        self._turns = BoundedSemaphore(at_once)
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
        with self._turns:
            return self._run(self.html(report))

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
            raise Unavailable(f"not printed within {self._seconds:g} s") from None
        if done.returncode or not done.stdout.startswith(b"%PDF-"):
            said = done.stderr.decode(errors="replace").strip().splitlines()
            raise Unavailable(said[-1] if said else "nothing was printed")
        return done.stdout
