"""A category's guide: what is said of it at the telephone, what to bring, its words."""

from collections.abc import Mapping
from typing import Any, Final

from flask import Response, abort, request
from marshmallow import ValidationError, fields, validate

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.staff import GOVERNING
from portal.entrypoints.web.admin.categories import ONE
from portal.entrypoints.web.desk.looks import asker
from portal.entrypoints.web.desk.schemas import StaffForm
from portal.entrypoints.web.page import Page, draw, form, go
from portal.entrypoints.web.pages.tracking import loaded

GUIDE: Final = f"{ONE}/guide"
LONGEST_ANSWER: Final = 2_000
LONGEST_LINE: Final = 100
MOST_LINES: Final = 30


def _short_lines(said: str) -> None:
    lines = lines_of(said)
    if len(lines) > MOST_LINES or any(len(each) > LONGEST_LINE for each in lines):
        raise ValidationError("fault.guide.lines")


class GuideForm(StaffForm):
    """What a guide says; materials and words stand one on a line."""

    answer = fields.String(
        load_default="",
        validate=validate.Length(max=LONGEST_ANSWER, error="fault.words.long"),
    )
    materials = fields.String(load_default="", validate=_short_lines)
    words = fields.String(load_default="", validate=_short_lines)


class GuidePages:
    """Reads a guide and says it anew; each edition is kept by intake."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        roles = GOVERNING
        return [
            Page(path=GUIDE, view=self.show, name="category-guide", roles=roles),
            Page(
                path=GUIDE,
                view=self.say,
                name="category-guide-say",
                method="POST",
                roles=roles,
            ),
        ]

    def show(self, code: str) -> Response:
        """Show the form with what stands."""
        known = self._parts.desk.telephone.guides(asker()).get(code, {})
        said = {
            "answer": known.get("answer", ""),
            "materials": "\n".join(known.get("materials", ())),
            "words": "\n".join(known.get("words", ())),
        }
        done = request.args.get("done") == "said"
        return self._drawn(code, said, done=done)

    def say(self, code: str) -> Response:
        """Let it read thus."""
        said = form()
        told, faults = loaded(GuideForm, said)
        if faults:
            return self._drawn(code, said, 422, faults=faults)
        body = {
            "answer": told["answer"],
            "materials": lines_of(told["materials"]),
            "words": lines_of(told["words"]),
        }
        try:
            self._parts.desk.telephone.say_guide(asker(), code, body)
        except Refused as no:
            if no.status == 401:
                raise
            return self._drawn(code, said, no.status, refusal=no.said)
        return go(f"{GUIDE.replace('<code>', code)}?done=said")

    def _drawn(
        self,
        code: str,
        said: Mapping[str, str],
        status: int = 200,
        **more: Any,  # noqa: ANN401
    ) -> Response:
        known = self._parts.desk.categories.categories(asker())
        category = next((each for each in known if each["code"] == code), None)
        if category is None:
            abort(404)
        shown: dict[str, Any] = {"faults": {}, "refusal": "", "done": False}
        return draw(
            "admin/guide.html", status, category=category, said=said, **shown | more
        )


def lines_of(said: str) -> list[str]:
    """Return the lines of a field, empty ones left out."""
    return [each.strip() for each in said.splitlines() if each.strip()]
