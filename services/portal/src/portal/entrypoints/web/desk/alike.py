"""同类或重复: what resembles a case on its page, and 并单 with one of them."""

from typing import Any, Final
from urllib.parse import urlencode

from flask import Response, abort
from marshmallow import fields, validate

from portal.bootstrap import Parts
from portal.domain.numbers import read_number
from portal.domain.staff import DECIDING, STAFF
from portal.entrypoints.web.desk.looks import asker, told_or_none
from portal.entrypoints.web.desk.schemas import LONGEST_WORDS, StaffForm, needed
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, draw_faults, form, go
from portal.entrypoints.web.pages.tracking import loaded

MERGE: Final = "/desk/cases/<number>/merge"
UNLIKE: Final = "/desk/cases/<number>/unlike"
SAME_PERSON: Final = "same-person"
SHOWN: Final = 5
OVER: Final = frozenset({"merged", "withdrawn", "refused", "referred", "lapsed"})
"""States of what no case can go on with."""


def _number() -> fields.String:
    return fields.String(
        required=True,
        validate=validate.Regexp(r"[A-Z0-9-]{3,40}\Z", error="fault.lead"),
        error_messages={"required": "fault.lead"},
    )


class MergeForm(StaffForm):
    """Which matter leads on, and why the two are one."""

    lead = _number()
    reason = needed("why", LONGEST_WORDS - 100)


class UnlikeForm(StaffForm):
    """Which matter is another one; `again`: it may be the same after all."""

    other = _number()
    again = fields.String(load_default="", validate=validate.OneOf(["", "1"]))


class AlikePages:
    """Making two matters one, or saying that they are two."""

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
            ),
            Page(
                path=UNLIKE,
                view=self.part,
                name="case-unlike",
                method="POST",
                roles=STAFF,
            ),
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

    def part(self, number: str) -> Response:
        """Note that a matter is not the same, or that it may be after all."""
        told, faults = loaded(UnlikeForm, form())
        if faults or told["other"] == read_number(number):
            abort(422)
        case = self._parts.desk.cases.sheet(asker(), read_number(number))
        pairs, other = self._parts.own.unlike, told["other"]
        if told["again"]:
            pairs.take_back(case["receipt"], other)
        elif other not in self._resembling(case["receipt"]):
            abort(422)
        else:
            now = self._parts.clock.now()
            pairs.say(case["receipt"], other, staff().staff_id, now)
        return go(f"/desk/cases/{case['receipt']}#beside")

    def _resembling(self, number: str) -> set[str]:
        """Return what stands beside a case: of no other anything is said."""
        found = self._parts.desk.matters.similar(asker(), number)
        return {each["receipt"] for each in found}


def alike_of(parts: Parts, number: str) -> dict[str, Any] | None:
    """Return what resembles a case: of the same person, and others; None if away.

    `unlike`: what would be among the others, had nobody said that it is not the same;
    `leads`: with which of them who reads may merge it.
    """
    found = told_or_none(lambda: parts.desk.matters.similar(asker(), number))
    if found is None:
        return None
    own = [each for each in found if SAME_PERSON in each["reasons"]]
    near = [each for each in found if SAME_PERSON not in each["reasons"]]
    known = parts.own.unlike.of(number)
    may = staff().role in DECIDING
    return {
        "own": own[:SHOWN],
        "others": [each for each in near if each["receipt"] not in known][:SHOWN],
        "unlike": [
            each
            | {"said_by": parts.desk.people.name(asker(), said.by), "said_at": said.at}
            for each in near
            if (said := known.get(each["receipt"]))
        ],
        "leads": {
            each["receipt"]
            for each in found
            if may and each["yours"] and each["state"] not in OVER
        },
    }
