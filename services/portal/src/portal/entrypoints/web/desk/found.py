"""查找: a matter by (a part of) its number, words, address, pinyin, name, telephone.

What was typed may say who somebody is: it stands sealed in the address, for who typed
it alone, so that going back and forth asks the same again and no log ever holds it.
"""

from collections.abc import Callable
from functools import partial
from typing import Any, Final
from urllib.parse import quote, urlencode

from flask import Response, request
from marshmallow import fields, validate

from minqing_chassis.sealing import SealBroken
from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.asked import (
    ADDRESS,
    KINDS,
    LONGEST,
    NAMES,
    TELEPHONES,
    WORDS,
    is_spelt,
    is_telephone,
    may_be_name,
    number_of,
    parts_of_number,
)
from portal.domain.staff import STAFF
from portal.entrypoints.web.desk.looks import (
    LOOKS,
    asker,
    category_names,
    told_or_none,
    unit_names,
)
from portal.entrypoints.web.desk.schemas import StaffForm
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, draw, draw_faults, form, go
from portal.entrypoints.web.pages.tracking import loaded
from portal.entrypoints.web.soon import soon

FOUND: Final = "/desk/found"
PAGE: Final = "desk/found.html"
TRIES: Final = ("words", "address", "pinyin", "person", "number")
"""What may be typed; its words are `found.try.<each>`."""
CHIPS: Final = {**LOOKS, "received": "new", "awaiting-petitioner": "waiting"}
"""State -> look of its chip: here cases and what waits at the door stand together."""


class SearchForm(StaffForm):
    """What is looked for; one character alone is in nearly every matter."""

    text = fields.String(
        required=True,
        validate=validate.Length(min=2, max=LONGEST, error="fault.search.short"),
        error_messages={"required": "fault.search.short"},
    )


class FoundPages:
    """One field for whatever somebody knows of a matter."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=FOUND, view=self.show, name="found", roles=STAFF),
            Page(
                path=FOUND,
                view=self.find,
                name="found-find",
                method="POST",
                roles=STAFF,
            ),
        ]

    def find(self) -> Response:
        """Lead on: to the matter of a number, else to what is found."""
        told, faults = loaded(SearchForm, form())
        if faults:
            return draw_faults(PAGE, faults, **self._nothing(form().get("text", "")))
        number = number_of(told["text"])
        return go(f"/desk/cases/{quote(number)}" if number else self._to(told["text"]))

    def show(self) -> Response:
        """Show what is found; an empty field where nothing was asked, or by another."""
        text = self._opened(request.args.get("q", ""))
        if not text:
            return draw(PAGE, **self._nothing(""))
        of = request.args.get("of", "")
        kinds = (of,) if of in KINDS else _kinds(text)
        asked = {kind: soon(partial(self._group, kind, text)) for kind in kinds}
        spelt = soon(partial(self._places, text)) if of not in KINDS else None
        groups = {kind: told() for kind, told in asked.items()}
        places = spelt() if spelt else []
        if len(places) == 1:
            groups[ADDRESS] = self._group(ADDRESS, places[0]["label"])
        return draw(
            PAGE,
            said=text,
            tries=TRIES,
            of=of if of in KINDS else "",
            groups=_told_apart(groups),
            places=[{**e, "to": self._to(e["label"], of=ADDRESS)} for e in places],
            by_name=self._to(text, of=NAMES)
            if may_be_name(text) and NAMES not in groups
            else "",
            whole=self._to(text),
            looks=CHIPS,
            names=category_names(self._parts),
            units=unit_names(self._parts),
        )

    def _nothing(self, said: str) -> dict[str, Any]:
        return {"said": said, "groups": None, "tries": TRIES}

    def _group(self, kind: str, text: str) -> dict[str, Any] | None:
        """Return a page of what is found by one kind; None where intake is away."""
        before = _number(request.args.get("before", ""))
        found = told_or_none(lambda: self._found(kind, text, before))
        if found is None:
            return None
        more = found["before"]
        onward = self._to(text, of=kind, before=str(more)) if more else ""
        return {"rows": found["petitions"], "more": onward}

    def _found(self, kind: str, text: str, before: int | None) -> dict[str, Any]:
        try:
            return self._parts.desk.finding.found(asker(), kind, text, before)
        except Refused as no:
            if no.status != 422:
                raise
            return {"petitions": [], "before": None}

    def _places(self, text: str) -> list[dict[str, Any]]:
        """Return the places whose pinyin, or its initials, somebody may have typed."""
        if not is_spelt(text):
            return []
        ask: Callable[[], list[dict[str, Any]]] = partial(
            self._parts.desk.telephone.places, asker(), text
        )
        return told_or_none(ask) or []

    def _to(self, text: str, **more: str) -> str:
        sealed = self._parts.sealer.seal({"text": text}, _about())
        return f"{FOUND}?{urlencode({'q': sealed, **more})}"

    def _opened(self, sealed: str) -> str:
        try:
            told = self._parts.sealer.open(sealed, _about())
        except SealBroken:
            return ""
        return str(told["text"])


def _about() -> str:
    return f"portal.found.{staff().staff_id}"


def _kinds(text: str) -> tuple[str, ...]:
    by_number = parts_of_number(text)
    if is_telephone(text):
        return (*by_number, TELEPHONES, WORDS)
    return (*by_number, ADDRESS, WORDS)


def _number(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 19 else None


def _told_apart(
    groups: dict[str, dict[str, Any] | None],
) -> dict[str, dict[str, Any] | None]:
    """Return the groups; what stands in one before is left out of those behind."""
    known: set[str] = set()
    apart: dict[str, dict[str, Any] | None] = {}
    for kind in sorted(groups, key=lambda each: each == WORDS):
        group = groups[kind]
        if group:
            rows = [each for each in group["rows"] if each["receipt"] not in known]
            known |= {each["receipt"] for each in rows}
            group = {**group, "rows": rows}
        apart[kind] = group
    return apart
