"""Notices on residents' first page: written, seen as they will stand, taken back."""

from datetime import date
from typing import Any, Final
from uuid import UUID

from flask import Response, abort, request
from marshmallow import ValidationError, validates_schema

from portal.adapters.home_notices import Notice
from portal.bootstrap import Parts
from portal.domain.notices import (
    MOST_AT_ONCE,
    PLAIN,
    SAID_BEFORE,
    Saying,
    coming_rest,
    fault_of_span,
    said_in,
)
from portal.domain.staff import GOVERNING
from portal.entrypoints.web.admin.forms import an_id
from portal.entrypoints.web.admin.reach import units_in_reach
from portal.entrypoints.web.admin.units import today_at
from portal.entrypoints.web.desk.rooms import day
from portal.entrypoints.web.desk.schemas import StaffForm, needed, optional
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, draw, form, go
from portal.entrypoints.web.pages.tracking import loaded
from portal.entrypoints.web.told_today import Shown
from portal.entrypoints.web.words import NAMES

NOTICES: Final = "/admin/notices"
PAGE: Final = "admin/notices.html"
DONE: Final = ("said", "ended")
LONGEST_TITLE: Final = 60
LONGEST_BODY: Final = 500
FIELDS: Final = {PLAIN: "", "zh-TW": "_zh_tw", "en": "_en"}
"""What ends the names of the fields of a language."""


class NoticeForm(StaffForm):
    """A notice, in Simplified Chinese at least, and the days on which it is shown."""

    unit = an_id("fault.unit.empty")
    title = needed("notice-title", LONGEST_TITLE)
    body = needed("notice-body", LONGEST_BODY)
    title_zh_tw = optional(LONGEST_TITLE)
    body_zh_tw = optional(LONGEST_BODY)
    title_en = optional(LONGEST_TITLE)
    body_en = optional(LONGEST_BODY)
    first = day()
    last = day()
    take = optional(1)

    @validates_schema
    def _whole(self, said: dict[str, Any], **_: object) -> None:
        for end in FIELDS.values():
            if bool(said[f"title{end}"]) != bool(said[f"body{end}"]):
                lacking = "body" if said[f"title{end}"] else "title"
                raise ValidationError("fault.notice.half", f"{lacking}{end}")


class NoticePages:
    """One page: what is shown now, what was, and a form for another."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._notices = parts.own.notices

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        write: dict[str, Any] = {"method": "POST", "roles": GOVERNING}
        end = f"{NOTICES}/<uuid:notice_id>/end"
        return [
            Page(path=NOTICES, view=self.show, name="notices", roles=GOVERNING),
            Page(path=NOTICES, view=self.say, name="notice-say", **write),
            Page(path=end, view=self.end, name="notice-end", **write),
        ]

    def show(self) -> Response:
        """Show them, and the form."""
        return self._drawn()

    def say(self) -> Response:
        """Show a notice as residents will see it; the second press lets it stand."""
        told, faults = loaded(NoticeForm, form())
        reach = units_in_reach(self._parts)
        faults = faults or _more_faults(told, reach, today_at(self._parts))
        if faults:
            return self._drawn(422, faults=faults)
        notice = self._of(told, reach[told["unit"]])
        if not told["take"]:
            start = max(notice.first, today_at(self._parts))
            return self._drawn(seen=self._previews(notice), from_day=start)
        if not self._notices.say(notice):
            return self._drawn(422, faults={"first": "fault.notice.many"})
        return go(f"{NOTICES}?done=said")

    def end(self, notice_id: UUID) -> Response:
        """Take one back before its last day."""
        who, at = staff().staff_id, self._parts.clock.now()
        if not self._notices.end(notice_id, units_in_reach(self._parts), who, at):
            abort(404)
        return go(f"{NOTICES}?done=ended")

    def _of(self, told: dict[str, Any], unit_name: str) -> Notice:
        texts = {
            language: Saying(
                language=language, title=told[f"title{end}"], body=told[f"body{end}"]
            )
            for language, end in FIELDS.items()
            if told[f"title{end}"]
        }
        return Notice(
            notice_id=UUID(nonce_of(form())),
            unit=told["unit"],
            unit_name=unit_name,
            texts=texts,
            first=told["first"],
            last=told["last"],
            by=staff().staff_id,
            said_at=self._parts.clock.now(),
        )

    def _previews(self, notice: Notice) -> dict[str, Shown]:
        """Return it as readers of each language will see it."""
        return {
            language: Shown(
                said=said_in(notice.texts, language),
                unit=notice.unit_name,
                said_on=today_at(self._parts),
                last=notice.last,
            )
            for language in NAMES
        }

    def _drawn(self, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        done = request.args.get("done", "") if request.method == "GET" else ""
        units, today = units_in_reach(self._parts), today_at(self._parts)
        held = self._notices.of(units)
        open_ones = [e for e in held if e.last >= today and e.ended_at is None]
        shown: dict[str, Any] = {"faults": {}, "seen": {}}
        return draw(
            PAGE,
            status,
            units=units,
            said={"unit": staff().organisation_id, "first": today.isoformat()} | form(),
            standing=open_ones,
            past=[each for each in held if each not in open_ones],
            today=today,
            rest=coming_rest(self._parts.calendar, today),
            before=SAID_BEFORE.days,
            most=MOST_AT_ONCE,
            longest=LONGEST_BODY,
            languages_of=FIELDS,
            done=done if done in DONE else "",
            nonce=nonce_of(form()),
            **shown | more,
        )


def _more_faults(
    told: dict[str, Any], reach: dict[str, str], today: date
) -> dict[str, str]:
    if told["unit"] not in reach:
        return {"unit": "fault.unit.empty"}
    fault = fault_of_span(told["first"], told["last"], today)
    return {"last": fault} if fault else {}
