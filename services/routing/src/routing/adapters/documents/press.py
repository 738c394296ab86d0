"""The press for documents: fills a template and has the house's press print it."""

from dataclasses import asdict
from importlib.resources import files

import jinja2

from minqing_chassis.press import HtmlPress
from routing.application.documents.views import Sheet
from routing.domain.documents.errors import PressUnavailable
from routing.domain.documents.layout import DocumentKind
from routing.domain.local_days import chinese_date

TEMPLATES = "templates"


class SubprocessPress(HtmlPress):
    """Prints documents; `seconds` is how long one may take."""

    def __init__(self, *, seconds: float = 60.0, at_once: int = 1) -> None:
        super().__init__(PressUnavailable, seconds=seconds, at_once=at_once)
        self._pages = Pages()

    def print(self, sheet: Sheet) -> bytes:
        """Return the PDF of a sheet; raise PressUnavailable when it fails."""
        return self.print_html(self._pages.fill(sheet))


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
