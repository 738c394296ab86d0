"""拆成几件: the form that divides a matter that is written down."""

from typing import Any, Final

from flask import Response

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.numbers import read_number
from portal.domain.staff import DECIDING
from portal.domain.unit_choices import told_apart
from portal.entrypoints.web.desk.acts import revision_of
from portal.entrypoints.web.desk.looks import asker, category_names
from portal.entrypoints.web.desk.pictures import pictures_of
from portal.entrypoints.web.desk.split_form import (
    PARTS,
    SplitForm,
    as_drawn,
    parts_of,
    print_of,
)
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, draw, form
from portal.entrypoints.web.pages.tracking import loaded

SPLIT: Final = "/desk/cases/<number>/split"
OVER: Final = frozenset(
    {
        *("refused", "referred", "noted", "lapsed", "withdrawn"),
        *("resolved", "closed", "merged", "handed-over"),
    }
)
"""In which states nothing is divided; intake decides in the end, and says why."""
STALE: Final = "stale-revision"


class SplitPages:
    """One page: what was told, what becomes of it, and only then the deed."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=SPLIT, view=self.show, name="split", roles=DECIDING),
            Page(
                path=SPLIT,
                view=self.split,
                name="split-do",
                method="POST",
                roles=DECIDING,
            ),
        ]

    def show(self, number: str) -> Response:
        """Ask."""
        return self._drawn(read_number(number))

    def split(self, number: str) -> Response:
        """Show what would come of it; divide once just that was seen."""
        plain = read_number(number)
        told, faults = loaded(SplitForm, form())
        if faults:
            return self._drawn(plain, faults=as_drawn(faults), status=422)
        wanted = parts_of(told)
        seen = print_of(told)
        if form().get("seen") != seen or "again" in form():
            return self._drawn(plain, wanted=wanted, seen=seen)
        body = {
            "parts": wanted,
            "reason": told["why"],
            "revision": revision_of(form()) or 1,
        }
        key = f"desk-{nonce_of(form())}"
        try:
            given = self._parts.desk.splits.split(asker(), plain, body, key)
        except Refused as no:
            return self._refused(plain, no)
        matter = self._parts.desk.matters.matter(asker(), plain)
        return draw(
            "desk/split-done.html",
            matter=matter,
            given=given,
            wanted=wanted,
            names=category_names(self._parts),
        )

    def _refused(self, number: str, no: Refused) -> Response:
        if no.status in {401, 404}:
            raise no
        if no.code == STALE:
            return self._drawn(number, moved=True, status=409)
        return self._drawn(number, refusal=no.said, status=no.status)

    def _drawn(self, number: str, *, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        matter = self._parts.desk.matters.matter(asker(), number)
        names = category_names(self._parts)
        moved = more.get("moved", False)
        shown: dict[str, Any] = {"refusal": "", "faults": {}, "wanted": [], "seen": ""}
        return draw(
            "desk/split.html",
            status,
            matter=matter,
            names=names,
            categories=sorted(names.items(), key=lambda pair: pair[1]),
            may=may_divide(matter),
            places=told_apart(self._parts.desk.units.divisions(asker())[0]),
            slots=PARTS,
            came_pictures=pictures_of(self._parts, matter) or [],
            said=form(),
            nonce=nonce_of({} if moved else form()),
            **{"moved": False} | shown | more,
        )


def may_divide(matter: dict[str, Any] | None) -> bool:
    """Tell whether who reads may be offered to divide a matter."""
    if matter is None or staff().role not in DECIDING:
        return False
    gone = matter["agency"] or matter["staff"]["lead"]
    return matter["state"] not in OVER and not gone and not _is_whole(matter)


def _is_whole(matter: dict[str, Any]) -> bool:
    """Tell whether it keeps together by law: accusations, and what many brought."""
    door = matter["staff"]["door"]
    accuses = bool(door) and door["nature"]["kind"] == "accusation"
    return accuses or bool(door and door["group_id"])
