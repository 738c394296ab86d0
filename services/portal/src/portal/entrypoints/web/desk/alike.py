"""同类或重复: what resembles a case on its page, and 并单 with one of them."""

from typing import Any, Final
from urllib.parse import urlencode

from flask import Response
from marshmallow import fields, validate

from portal.bootstrap import Parts
from portal.domain.numbers import read_number
from portal.domain.staff import DECIDING
from portal.entrypoints.web.desk.looks import asker, told_or_none
from portal.entrypoints.web.desk.schemas import LONGEST_WORDS, StaffForm, needed
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, draw_faults, form, go
from portal.entrypoints.web.pages.tracking import loaded

MERGE: Final = "/desk/cases/<number>/merge"
SAME_PERSON: Final = "same-person"
SHOWN: Final = 5
OVER: Final = frozenset({"merged", "withdrawn", "refused", "referred", "lapsed"})
"""States of what no case can go on with."""


class MergeForm(StaffForm):
    """Which matter leads on, and why the two are one."""

    lead = fields.String(
        required=True,
        validate=validate.Regexp(r"[A-Z0-9-]{3,40}\Z", error="fault.lead"),
        error_messages={"required": "fault.lead"},
    )
    reason = needed("why", LONGEST_WORDS - 100)


class AlikePages:
    """Making two matters one."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(
                path=MERGE,
                view=self.merge,
                name="case-merge",
                method="POST",
                roles=DECIDING,
            )
        ]

    def merge(self, number: str) -> Response:
        """Let a case go on with another; both petitioners are told of the result."""
        plain = read_number(number)
        told, faults = loaded(MergeForm, form())
        if faults:
            return draw_faults(
                "desk/merge.html",
                faults,
                number=plain,
                lead=form().get("lead", "")[:40],
                said=form(),
            )
        key = f"merge-{plain}-{told['lead']}"
        self._parts.desk.matters.decide(asker(), plain, "merge", told, key)
        done = urlencode({"done": "merge", "of": plain})
        return go(f"/desk/cases/{told['lead']}?{done}")


def alike_of(parts: Parts, number: str) -> dict[str, Any] | None:
    """Return what resembles a case: of the same person, and others; None if away.

    `may`: whether who reads decides about merging.
    """
    found = told_or_none(lambda: parts.desk.matters.similar(asker(), number))
    if found is None:
        return None
    own = [each for each in found if SAME_PERSON in each["reasons"]]
    others = [each for each in found if SAME_PERSON not in each["reasons"]]
    may = staff().role in DECIDING
    return {
        "own": own[:SHOWN],
        "others": others[:SHOWN],
        "leads": {
            each["receipt"]
            for each in found
            if may and each["yours"] and each["state"] not in OVER
        },
    }
