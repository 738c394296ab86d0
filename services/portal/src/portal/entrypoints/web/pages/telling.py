"""Telling a matter: three steps, no account, nothing lost on the way."""

from contextlib import suppress
from typing import Any, Final
from uuid import UUID

from flask import Response, abort

from portal.adapters.limits import Kind
from portal.adapters.matter_form import form_of
from portal.application.carrying import cause_of
from portal.bootstrap import Parts
from portal.domain.danger import calls_for
from portal.domain.errors import KeptTwice
from portal.domain.kept import KeptState
from portal.domain.telling import LONGEST_TEXT, Step, Telling, Where
from portal.entrypoints.web.keeping import keep_command
from portal.entrypoints.web.often import seldom_enough
from portal.entrypoints.web.page import (
    Page,
    draw,
    draw_faults,
    form,
    go,
    visitor,
)
from portal.entrypoints.web.pages import nearby
from portal.entrypoints.web.pages.picking import Picker
from portal.entrypoints.web.told_today import told_today
from portal.entrypoints.web.uploads import (
    FIELD,
    LARGEST,
    MOST,
    USUAL,
    paper_limits,
    sent_pictures,
)
from portal.entrypoints.web.visitor import new_matter_id

TEMPLATES: Final = {
    Step.WHAT: "tell_what.html",
    Step.WHERE: "tell_where.html",
    Step.WHO: "tell_who.html",
}
FIRST: Final = {Step.WHAT: "text", Step.WHERE: "place", Step.WHO: "name"}
AGAIN: Final = frozenset({"add", "drop"})
"""Buttons that stay at the first step."""
DONE: Final = "done"
"""What is left of a draft that was handed in: the matter's id."""
NEXT: Final = {Step.WHAT: Step.WHERE, Step.WHERE: Step.WHO}


class TellingPages:
    """The three steps."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._picker = Picker(parts)

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path="/tell", view=self.begin, name="tell"),
            Page(path="/tell/<step>", view=self.show, name="tell-step"),
            Page(
                path="/tell/<step>",
                view=self.take,
                name="tell-taken",
                method="POST",
                largest=LARGEST,
                again=self.show_again,
            ),
        ]

    def begin(self) -> Response:
        """Lead to the first step."""
        return go("/tell/1")

    def show(self, step: str) -> Response:
        """Show one step with what was told so far; nobody skips a step before it."""
        asked, telling = _step(step), self._telling()
        first = telling.first_open()
        if first is not None and first < asked:
            return go(f"/tell/{first}")
        return draw(TEMPLATES[asked], **self._shown(telling))

    def take(self, step: str) -> Response:
        """Keep what one step was told; the last one hands the matter in."""
        asked = _step(step)
        draft = self._read()
        if DONE in draft and asked is Step.WHO:
            return _to_receipt(draft[DONE])
        if DONE in draft:
            visitor().draft = ""
            draft = _blank()
        telling = Telling.of(draft.get("told", {})).told(asked, self._picker.said())
        self._keep(draft, telling)
        listed = self._picker.listed() if asked is Step.WHERE else None
        if listed is not None:
            shown = self._shown(telling) | {"listed": listed}
            return draw(TEMPLATES[asked], **shown)
        faults = self._faults(asked, telling, draft)
        if faults:
            return draw_faults(TEMPLATES[asked], faults, **self._shown(telling))
        offered = self._nearby(asked, draft, telling)
        if offered:
            shown = self._shown(telling) | {"nearby": offered}
            return draw(TEMPLATES[asked], **shown)
        if asked is Step.WHAT and not AGAIN.isdisjoint(form()):
            return go("/tell/1")
        if asked in NEXT:
            return go(f"/tell/{NEXT[asked]}")
        return self._finish(draft, telling)

    def _finish(self, draft: dict[str, Any], telling: Telling) -> Response:
        """Hand the matter in, once nothing is lacking and nobody tells too often."""
        first = telling.first_open()
        if first:
            return go(f"/tell/{first}")
        if not seldom_enough(self._parts, Kind.TELL, Kind.TELL_FROM):
            faults = {FIRST[Step.WHO]: "fault.tell.many"}
            return draw_faults(TEMPLATES[Step.WHO], faults, **self._shown(telling))
        return self._hand_in(draft, telling)

    def _faults(
        self, asked: Step, telling: Telling, draft: dict[str, Any]
    ) -> dict[str, str]:
        """Take the pictures of the first step in; return what is wrong.

        Who only attaches one, or takes one off, goes on to write.
        """
        if asked is not Step.WHAT:
            return telling.faults(asked)
        wrong = self._pictures(UUID(draft["matter"]))
        faults = telling.faults(asked) if AGAIN.isdisjoint(form()) else {}
        return faults | ({FIELD: wrong} if wrong else {})

    def _nearby(
        self, asked: Step, draft: dict[str, Any], telling: Telling
    ) -> list[nearby.Offered]:
        """Return what is to be asked about at the second step, if anything."""
        if asked is not Step.WHERE:
            return []
        offered = nearby.asked(self._parts, draft, telling)
        self._keep(draft, telling)
        return offered

    def _pictures(self, matter_id: UUID) -> str:
        """Keep what was sent along, drop what was taken off; return what is wrong."""
        pictures = self._parts.pictures
        with suppress(ValueError):
            pictures.forget(matter_id, UUID(form().get("drop", "")))
        sent = sent_pictures(self._parts, MOST - len(pictures.of(matter_id)))
        for each in sent.pictures:
            pictures.add(matter_id, each)
        return sent.fault

    def show_again(self, step: str) -> Response:
        """Show a step whose page was too old, with all that was typed on it."""
        asked = _step(step)
        telling = self._telling().told(asked, form())
        faults = {FIRST[asked]: "fault.old-page"}
        return draw_faults(TEMPLATES[asked], faults, **self._shown(telling))

    def _hand_in(self, draft: dict[str, Any], telling: Telling) -> Response:
        """Keep the matter lastingly, then try at once to bring it to intake."""
        matter_id = UUID(draft["matter"])
        # The same form may be sent twice: what was kept the first time stands.
        with suppress(KeptTwice):
            body = form_of(telling, nearby.ref_of(draft))
            command = keep_command(self._parts, matter_id, body)
            self._parts.bus.handle(command, cause_of(matter_id))
        self._parts.carriers.matters.carry(matter_id)
        view = self._parts.kept.view(matter_id)
        if view is not None and view.state is KeptState.TURNED_AWAY:
            another = new_matter_id()
            draft["matter"] = str(another)
            self._keep(draft, telling)
            self._parts.pictures.move(matter_id, another)
            faults = {"text": "fault.turned-away"}
            shown = self._shown(telling)
            return draw_faults(TEMPLATES[Step.WHAT], faults, **shown)
        nearby.remember(draft)
        # Who pressed the button twice is led to the receipt twice.
        self._parts.drafts.keep(visitor().draft_key(), {DONE: str(matter_id)})
        return _to_receipt(str(matter_id))

    def _read(self) -> dict[str, Any]:
        draft = self._parts.drafts.read(visitor().draft) if visitor().draft else {}
        return draft or _blank()

    def _telling(self) -> Telling:
        return Telling.of(self._read().get("told", {}))

    def _keep(self, draft: dict[str, Any], telling: Telling) -> None:
        draft["told"] = telling.to_dict()
        self._parts.drafts.keep(visitor().draft_key(), draft)

    def _shown(self, telling: Telling) -> dict[str, Any]:
        draft = self._read() if visitor().draft else {}
        matter = draft.get("matter")
        return {
            "nearby": [],
            "today": told_today(self._parts),
            "communities": self._picker.communities,
            "listed": None,
            "joins": bool(nearby.ref_of(draft)),
            "told": telling,
            "pictures": self._parts.pictures.of(UUID(matter)) if matter else [],
            "most_pictures": MOST,
            "papers": paper_limits(self._parts) or USUAL,
            "most": LONGEST_TEXT,
            "places": list(Where),
            "calls": calls_for(telling.text),
        }


def _blank() -> dict[str, Any]:
    return {"matter": str(new_matter_id()), "told": {}}


def _to_receipt(matter_id: str) -> Response:
    visitor().matter, visitor().draft = matter_id, ""
    return go("/receipt")


def _step(said: str) -> Step:
    if said not in set(Step):
        abort(404)
    return Step(said)
