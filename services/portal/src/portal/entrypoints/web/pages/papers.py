"""My documents: what was issued to the petitioner, listed and given as files."""

from typing import Any, Final
from uuid import UUID

from flask import Response

from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.numbers import read_number
from portal.entrypoints.web.page import Page, draw, visitor, words
from portal.entrypoints.web.pages.opened import with_matter

ONE: Final = "/track/<number>/papers"


class PaperPages:
    """For who opened the matter with its code."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        paper = f"{ONE}/<uuid:document>"
        return [
            Page(path=ONE, view=self.show, name="papers"),
            Page(path=paper, view=self.give, name="paper"),
        ]

    def show(self, number: str) -> Response:
        """List them; while nobody can say which there are, the page says so."""
        return with_matter(self._parts, number, self._listed)

    def give(self, number: str, document: UUID) -> Response:
        """Give one as a file; routing has written down that it was read."""
        plain = read_number(number)
        code = visitor().code_of(plain)
        if code is None:
            return draw("track.html", said={"number": plain})
        try:
            content = self._parts.own_papers.paper(
                plain, code, document, words().language
            )
        except Away:
            return self.show(number)
        except Refused as no:
            back = f"/track/{plain}/papers"
            return draw("refused.html", no.status, said=no.said, back=back)
        name = f'attachment; filename="{document}.pdf"'
        return Response(
            content,
            content_type="application/pdf",
            headers={"Content-Disposition": name},
        )

    def _listed(self, matter: dict[str, Any], code: str) -> Response:
        try:
            papers = self._parts.own_papers.papers(
                matter["receipt"], code, words().language
            )
        except (Away, Refused):
            return draw("papers.html", 503, matter=matter, papers=None)
        return draw("papers.html", matter=matter, papers=papers)
