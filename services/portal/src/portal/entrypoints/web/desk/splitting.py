"""拆成几件: the form that divides a matter that is written down."""

from hashlib import sha256
from typing import Any, Final

from flask import Response
from marshmallow import ValidationError, fields, validate, validates_schema

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.numbers import read_number
from portal.domain.staff import DECIDING
from portal.entrypoints.web.desk.acts import revision_of
from portal.entrypoints.web.desk.looks import asker, category_names
from portal.entrypoints.web.desk.schemas import (
    LONGEST_MATTER,
    StaffForm,
    needed,
    optional,
)
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, draw, form
from portal.entrypoints.web.pages.tracking import loaded

SPLIT: Final = "/desk/cases/<number>/split"
PARTS: Final = range(1, 6)
"""So many more matters may come of one act: intake's own limit."""
OVER: Final = frozenset(
    {
        *("refused", "referred", "noted", "lapsed", "withdrawn"),
        *("resolved", "closed", "merged", "handed-over"),
    }
)
"""In which states nothing is divided; intake decides in the end, and says why."""
FIELDS: Final = ("text", "category", "place", "division")
"""What is asked of each part, as the page asks it."""
NAMED: Final = {"division": "division_code"}
"""What intake's door calls a field otherwise than the page."""
STALE: Final = "stale-revision"
LONGEST_PLACE: Final = 300


def _category() -> fields.String:
    known = validate.Regexp(r"[a-z0-9-]{0,64}\Z", error="fault.category")
    return fields.String(load_default="", validate=known)


def _division() -> fields.String:
    known = validate.Regexp(r"([0-9]{2,12})?\Z", error="fault.division")
    return fields.String(load_default="", validate=known)


class SplitForm(
    StaffForm.from_dict(  # type: ignore[misc]
        {
            **{f"text-{at}": optional(LONGEST_MATTER) for at in PARTS},
            **{f"place-{at}": optional(LONGEST_PLACE) for at in PARTS},
            **{f"category-{at}": _category() for at in PARTS},
            **{f"division-{at}": _division() for at in PARTS},
            "why": needed("why", 500),
        },
        name="PartsForm",
    )
):
    """Why, and up to five parts: each its words; place, community and category where
    they are others."""

    @validates_schema(pass_original=True, skip_on_field_errors=False)
    def _say_something(
        self, _: dict[str, Any], typed: dict[str, str], **__: object
    ) -> None:
        """Name every part that says too little, beside whatever else is wrong."""
        wordless = [at for at in PARTS if not typed.get(f"text-{at}", "").strip()]
        faults = {
            f"text-{at}": ["fault.split.words"]
            for at in wordless
            if any(typed.get(f"{name}-{at}", "").strip() for name in FIELDS)
        }
        if not faults and len(wordless) == len(PARTS):
            faults = {"text-1": ["fault.split.empty"]}
        if faults:
            raise ValidationError(faults)


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
            return self._drawn(plain, faults=_as_drawn(faults), status=422)
        wanted = _parts_of(told)
        seen = _print_of(told)
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
        names = category_names(self._parts)
        about = {"matter": matter, "given": given, "wanted": wanted, "names": names}
        return draw("desk/split-done.html", **about)

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
            places=self._parts.desk.units.divisions(asker())[0],
            slots=PARTS,
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


def _as_drawn(faults: dict[str, str]) -> dict[str, str]:
    """Return faults in the order of their fields on the page: why comes last."""
    order = [f"{name}-{at}" for at in PARTS for name in FIELDS] + ["why"]
    return {name: faults[name] for name in order if name in faults}


def _parts_of(told: dict[str, Any]) -> list[dict[str, str]]:
    """Return what intake's door takes: of each part what was typed."""
    rows = [
        {NAMED.get(name, name): told[f"{name}-{at}"] for name in FIELDS} for at in PARTS
    ]
    return [{k: v for k, v in each.items() if v} for each in rows if each["text"]]


def _print_of(told: dict[str, Any]) -> str:
    """Return by what is known that just this was seen: what changed is shown anew."""
    return sha256(repr(sorted(told.items())).encode()).hexdigest()
