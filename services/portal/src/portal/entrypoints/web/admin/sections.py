"""The archive's sections: what each asks; a new edition from a day on, seen first."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from flask import Response, request

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.staff import GOVERNING, OPERATING
from portal.entrypoints.web.admin.reach import MOVED, unseen
from portal.entrypoints.web.admin.section_forms import (
    CLASSES,
    KINDS,
    MOST_ROWS,
    NEW_ROWS,
    ROLES,
    SUBJECTS,
    TYPES,
    NewSectionForm,
    SectionForm,
    rows_said,
    said_of,
    section_body,
)
from portal.entrypoints.web.admin.units import today_at
from portal.entrypoints.web.desk.acts import revision_of
from portal.entrypoints.web.desk.house_section import Box
from portal.entrypoints.web.desk.looks import asker, told_or_none
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, draw, form, go
from portal.entrypoints.web.pages.tracking import loaded
from portal.entrypoints.web.soon import soon

SECTIONS: Final = "/admin/sections"
NEW: Final = f"{SECTIONS}/new"
ONE: Final = f"{SECTIONS}/<code>"
CONFIRMED: Final = "confirmed"
DONE: Final = ("new", "said")
UNCARRIED: Final = frozenset({"key", CONFIRMED})


class AdminSectionPages:
    """The list, one section with its editions, and the form of the next one."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            _page(SECTIONS, self.show, "sections"),
            _page(NEW, self.ask, "section-new", roles=OPERATING),
            _page(NEW, self.add, "section-add", "POST", roles=OPERATING),
            _page(ONE, self.show_one, "admin-section"),
            _page(ONE, self.say, "section-say", "POST", roles=OPERATING),
        ]

    def show(self) -> Response:
        """Show all, with how many households have each."""
        door, who = self._parts.desk.sections, asker()
        use = soon(lambda: told_or_none(lambda: door.use(who)))
        return draw(
            "admin/sections.html",
            sections=door.sections(who),
            use=use(),
            today=today_at(self._parts),
            may=staff().role in OPERATING,
        )

    def ask(self) -> Response:
        """Show the form for a new section."""
        roles = {f"reads_{role}": "true" for role in ROLES}
        roles |= {f"writes_{role}": "true" for role in ("clerk", "supervisor")}
        return self._new(roles | {"told_to_subject": "true", "subject": SUBJECTS[0]})

    def add(self) -> Response:
        """Show a new section as the household page will; said again, it is there."""
        said = form()
        told, faults = loaded(NewSectionForm, said)
        rows, wrong = rows_said(said)
        if faults or wrong:
            return self._new(said, 422, faults=faults | wrong)
        body = section_body(told, told["subject"], rows)
        if CONFIRMED not in said:
            return self._new(said, **_seen(body, ()))
        code: str = told["code"]
        try:
            self._parts.desk.sections.define(asker(), code, body, 0)
        except Refused as no:
            if no.status == 401:
                raise
            if no.code == MOVED:
                taken = {"code": "fault.section-taken"}
                return self._new(said, 409, faults=taken)
            return self._new(said, no.status, refusal=no.said)
        return go(f"{SECTIONS}/{code}?done=new")

    def show_one(self, code: str) -> Response:
        """Show what it asks and asked."""
        return self._drawn(code)

    def say(self, code: str) -> Response:
        """Show the next edition as the household page will; said again, it holds."""
        said = form()
        told, faults = loaded(SectionForm, said)
        rows, wrong = rows_said(said)
        if faults or wrong:
            return self._drawn(code, 422, faults=faults | wrong, said=said)
        newest = self._parts.desk.sections.editions(asker(), code)[-1]
        body = section_body(told, newest["subject"], rows)
        if CONFIRMED not in said:
            return self._drawn(code, said=said, **_seen(body, newest["rows"]))
        try:
            seen = revision_of(said) or 0
            self._parts.desk.sections.define(asker(), code, body, seen)
        except Refused as no:
            if no.status in {401, 404}:
                raise
            if no.code == MOVED:
                return self._drawn(code, 409, moved=True, said=unseen(said))
            return self._drawn(code, no.status, refusal=no.said, said=said)
        return go(f"{SECTIONS}/{code}?done=said")

    def _new(self, said: Mapping[str, str], status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        today = today_at(self._parts).isoformat()
        shown = _shown() | {"said": {"valid_from": today, **said}}
        return draw("admin/section-new.html", status, **shown | more)

    def _drawn(self, code: str, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        door, who = self._parts.desk.sections, asker()
        use = soon(lambda: told_or_none(lambda: door.use(who)))
        editions, today = door.editions(who, code), today_at(self._parts)
        begun = [each for each in editions if each["valid_from"] <= today]
        newest, used = editions[-1], use()
        done = request.args.get("done", "") if request.method == "GET" else ""
        said = said_of(newest) | {"valid_from": today.isoformat()}
        return draw(
            "admin/section.html",
            status,
            editions=editions[::-1],
            holds=begun[-1] if begun else None,
            newest=newest,
            use=None if used is None else used.get(code, NOBODY),
            today=today,
            may=staff().role in OPERATING,
            done=done if done in DONE else "",
            **_shown() | {"said": said, "moved": False} | more,
        )


NOBODY: Final = {"files": 0, "households": 0}


def _page(
    path: str,
    view: Any,  # noqa: ANN401
    name: str,
    method: str = "GET",
    roles: Any = GOVERNING,  # noqa: ANN401
) -> Page:
    return Page(path=path, view=view, name=name, method=method, roles=roles)


def _shown() -> dict[str, Any]:
    return {
        "faults": {},
        "refusal": "",
        "asks": None,
        "rows": MOST_ROWS,
        "new_rows": NEW_ROWS,
        "types": TYPES,
        "kinds": KINDS,
        "classes": CLASSES,
        "subjects": SUBJECTS,
        "roles": ROLES,
    }


def _seen(
    body: Mapping[str, Any], before: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Return what is shown before an edition is said: how it looks, what changes."""
    known = {each["code"]: each for each in before}
    now = {each["code"]: each for each in body["fields"]}
    carried = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in UNCARRIED
    ]
    return {
        "asks": {**body, "day": date.fromisoformat(body["valid_from"])},
        "boxes": [Box(asked=e, was="", said="", hidden=False) for e in now.values()],
        "carried": carried,
        "came": [each for code, each in now.items() if code not in known],
        "went": [each for code, each in known.items() if code not in now],
        "changed": [
            each
            for code, each in now.items()
            if code in known and any(known[code][name] != each[name] for name in each)
        ],
    }
