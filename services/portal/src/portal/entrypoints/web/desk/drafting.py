"""存草稿: what is begun on a case's page stays, for its author and for colleagues."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import Response, abort, jsonify, request

from portal.adapters.staff_drafts import StaffDraft
from portal.bootstrap import Parts
from portal.domain.dates import say_shortly
from portal.domain.numbers import read_number
from portal.domain.staff import STAFF
from portal.entrypoints.web.desk.acts import ACTS
from portal.entrypoints.web.desk.schemas import LONGEST_REPLY
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, form, go, words

ONE: Final = "/desk/cases/<number>"
TAKE: Final = "take"


@dataclass(frozen=True, kw_only=True)
class Begun:
    """What was begun about a case: one's own, what one takes over, what others left.

    `shown` stands in the form; `taken` tells that a colleague wrote it.
    """

    shown: StaffDraft | None
    taken: bool
    others: list[StaffDraft]


class DraftPages:
    """Keeping what is begun, and giving it up."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        keep, drop = f"{ONE}/draft", f"{ONE}/draft/drop"
        about: dict[str, Any] = {"method": "POST", "roles": STAFF}
        return [
            Page(path=keep, view=self.keep, name="case-draft", **about),
            Page(path=drop, view=self.drop, name="case-draft-drop", **about),
        ]

    def keep(self, number: str) -> Response:
        """Keep what stands in the form of an act; a script that asks is told when."""
        plain, act = read_number(number), form().get("act", "")
        if act not in ACTS:
            abort(404)
        said = _fields_of(act, form())
        now = self._parts.clock.now()
        if any(said.values()):
            me = staff()
            about = (me.staff_id, me.organisation_id, plain)
            self._parts.own.drafts.keep(*about, act, said, now)
        else:
            self._parts.own.drafts.forget(staff().staff_id, plain)
        if "quiet" not in form():
            return go(f"/desk/cases/{plain}?draft=kept#next")
        zone = self._parts.settings.time_zone
        at = say_shortly(now, now, words().language, zone)
        return jsonify(said=words()("draft.kept", at=at))

    def drop(self, number: str) -> Response:
        """Throw one's own away."""
        plain = read_number(number)
        self._parts.own.drafts.forget(staff().staff_id, plain)
        return go(f"/desk/cases/{plain}?draft=dropped#next")


def begun(parts: Parts, number: str) -> Begun:
    """Return what was begun about a case, in one's own unit.

    Without what was begun for an act of a former version, that no page knows any more.
    """
    me = staff()
    kept = parts.own.drafts.of(number, me.organisation_id)
    found = [each for each in kept if each.act in ACTS]
    own = [each for each in found if each.staff_id == me.staff_id]
    others = [each for each in found if each.staff_id != me.staff_id]
    wanted = request.args.get(TAKE, "")
    taken = [each for each in others if each.draft_id == wanted]
    return Begun(shown=next(iter(taken or own), None), taken=bool(taken), others=others)


def sent(parts: Parts, number: str, act: str) -> None:
    """Throw one's own draft of an act away: what it was for is done."""
    me = staff()
    for each in parts.own.drafts.of(number, me.organisation_id):
        if (each.staff_id, each.act) == (me.staff_id, act):
            parts.own.drafts.forget(me.staff_id, number)


def _fields_of(act: str, said: Mapping[str, str]) -> dict[str, str]:
    """Return what stands in the fields of an act's form, and nothing beside them."""
    names = ACTS[act].form().fields
    return {name: said[name][:LONGEST_REPLY] for name in names if said.get(name)}
