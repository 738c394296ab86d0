"""Pictures and papers of a matter: given as files, for a reason, never inline."""

import re
from typing import Any, Final

from flask import Response, abort

from portal.adapters.doors import JPEG, PDF, kind_of
from portal.bootstrap import Parts
from portal.domain.numbers import read_number
from portal.domain.staff import STAFF
from portal.entrypoints.web.desk.looks import asker, told_or_none
from portal.entrypoints.web.desk.schemas import RevealForm
from portal.entrypoints.web.page import Page, draw, form
from portal.entrypoints.web.pages.tracking import loaded

ENDINGS: Final = {JPEG: "jpg", PDF: "pdf"}
SHA256: Final = re.compile(r"[0-9a-f]{64}\Z")


class PicturePages:
    """To see all in small, and to fetch one; both are looks."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's row of the table."""
        return [
            Page(
                path="/desk/pictures/<number>",
                view=self.give,
                name="matter-picture",
                method="POST",
                roles=STAFF,
            )
        ]

    def give(self, number: str) -> Response:
        """Give one as a file, or all in small; intake wrote down who, and what for."""
        told, faults = loaded(RevealForm, form())
        wanted = form().get("picture", "")
        if not faults and "small" in form():
            return self._in_small(read_number(number), told["purpose"])
        if faults or not SHA256.match(wanted):
            abort(422)
        content = self._parts.desk.pictures.one(
            asker(), read_number(number), wanted, told["purpose"]
        )
        kind = kind_of(content)
        name = f'attachment; filename="{wanted[:12]}.{ENDINGS[kind]}"'
        return Response(
            content,
            content_type=kind,
            headers={"Content-Disposition": name},
        )

    def _in_small(self, number: str, purpose: str) -> Response:
        """Show all in small, and beside each the way to the whole one."""
        door = self._parts.desk.pictures
        small = door.small(asker(), number, purpose)
        return draw(
            "desk/pictures.html",
            number=number,
            purpose=purpose,
            back="door" if form().get("back") == "door" else "cases",
            pictures=door.of(asker(), number),
            small={each["sha256"]: each["jpeg"] for each in small},
        )


def pictures_of(
    parts: Parts, matter: dict[str, Any] | None
) -> list[dict[str, Any]] | None:
    """Return what is told of a matter's pictures; None while nobody can say."""
    if not (matter and matter["pictures"]):
        return []
    receipt = matter["receipt"]
    return told_or_none(lambda: parts.desk.pictures.of(asker(), receipt))
