"""The press: fills a template, and has a process of its own make the PDF of it.

Rendering is a second of pure CPU. In a greenthread it would stop everything else, in a
thread it would fight for the interpreter; so each document costs one short process (1 s
and 75 MB with the small font, 170 MB with Noto), which eventlet waits for without
blocking, and no more than `at_once` at the same time.
"""

import shutil
import subprocess
import sys
from dataclasses import asdict
from importlib.resources import files
from importlib.util import find_spec
from threading import BoundedSemaphore

import jinja2

from routing.application.documents.views import Sheet
from routing.domain.documents.errors import PressUnavailable
from routing.domain.documents.layout import DocumentKind
from routing.domain.local_days import chinese_date

FONT_PACKAGE = "fonts-wqy-microhei"
COMMAND = (sys.executable, "-W", "ignore", "-m", "routing.adapters.documents.printing")
TEMPLATES = "templates"


class SubprocessPress:
    """Prints by WeasyPrint; `seconds` is how long one document may take."""

    def __init__(self, *, seconds: float = 60.0, at_once: int = 1) -> None:
        self._seconds = seconds
        self._turns = BoundedSemaphore(at_once)
        self._pages = Pages()
        self._ready = False

    def ensure_ready(self) -> None:
        """Raise PressUnavailable that says what is missing; asked anew until all is.

        The first time that nothing seems to be missing, one line is printed to see.
        """
        if self._ready:
            return
        if find_spec("weasyprint") is None:
            raise PressUnavailable("the Python library weasyprint is not installed")
        if not chinese_fonts():
            raise PressUnavailable(
                f"no Chinese font is installed: install the package {FONT_PACKAGE}"
            )
        self._run("<p>试印</p>")
        self._ready = True

    def print(self, sheet: Sheet) -> bytes:
        """Return the PDF of a sheet; raise PressUnavailable when it fails."""
        html = self._pages.fill(sheet)
        with self._turns:
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
            raise PressUnavailable(f"not done within {self._seconds:g} s") from None
        if done.returncode or not done.stdout.startswith(b"%PDF-"):
            said = done.stderr.decode(errors="replace").strip().splitlines()
            raise PressUnavailable(said[-1] if said else "it printed nothing")
        return done.stdout


class Pages:
    """The templates; one that names what there is not raises, and is never blank."""

    def __init__(self) -> None:
        folder = files("routing.adapters.documents").joinpath(TEMPLATES)
        sources = {
            each.name: each.read_text("utf-8")
            for each in folder.iterdir()
            if each.name.endswith(".j2")
        }
        self._templates = jinja2.Environment(
            loader=jinja2.DictLoader(sources),
            undefined=jinja2.StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters["day"] = chinese_date

    def fill(self, sheet: Sheet) -> str:
        """Return a sheet as HTML."""
        template = self._templates.get_template(f"{sheet.template}.html.j2")
        return template.render(asdict(sheet))

    @property
    def kinds(self) -> set[str]:
        """The kinds of documents that have a template."""
        names = {name.removesuffix(".html.j2") for name in self._list()}
        return names & set(DocumentKind)

    def _list(self) -> list[str]:
        return self._templates.list_templates()


def chinese_fonts() -> list[str]:
    """Return the families on this machine that can write Chinese."""
    program = shutil.which("fc-list")
    if program is None:
        return []
    asked = [program, ":lang=zh-cn", "family"]
    listed = subprocess.run(asked, capture_output=True, text=True, check=False)
    return [line for line in listed.stdout.splitlines() if line.strip()]
