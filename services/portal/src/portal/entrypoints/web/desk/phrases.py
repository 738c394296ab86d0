"""常用语: a unit's own phrases, and how one comes into an answer."""

from typing import Any, Final
from uuid import UUID

from flask import Response, abort, request
from marshmallow import fields, validate

from portal.adapters.phrases import Phrase
from portal.bootstrap import Parts
from portal.domain.dates import say_date
from portal.domain.phrases import Slot, added, filled
from portal.domain.staff import STAFF
from portal.entrypoints.web.desk.acts import revision_of
from portal.entrypoints.web.desk.looks import category_names, unit_names
from portal.entrypoints.web.desk.schemas import StaffForm, needed
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, draw, form, go, words
from portal.entrypoints.web.pages.tracking import loaded

PHRASES: Final = "/desk/phrases"
DONE: Final = ("added", "changed", "dropped")


class PhraseForm(StaffForm):
    """What a phrase is called, what it is for, and what it says."""

    title = needed("phrase-title", 80)
    category = fields.String(
        load_default="",
        validate=validate.Regexp(r"[a-z0-9-]{0,64}\Z", error="fault.category"),
    )
    body = needed("phrase-body", 4_000)


class PhrasePages:
    """The phrases of one's unit."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        one = f"{PHRASES}/<uuid:phrase_id>"
        write: dict[str, Any] = {"method": "POST", "roles": STAFF}
        return [
            Page(path=PHRASES, view=self.show, name="phrases", roles=STAFF),
            Page(path=PHRASES, view=self.add, name="phrase-add", **write),
            Page(path=one, view=self.show_one, name="phrase", roles=STAFF),
            Page(path=one, view=self.change, name="phrase-change", **write),
            Page(path=f"{one}/drop", view=self.drop, name="phrase-drop", **write),
        ]

    def show(self) -> Response:
        """Show them, and a form for one more."""
        return self._drawn()

    def add(self) -> Response:
        """Add one, once."""
        told, faults = loaded(PhraseForm, form())
        if faults:
            return self._drawn(faults)
        phrase_id = UUID(nonce_of(form()))
        mine, unit = self._of(told, phrase_id, 1), staff().organisation_id
        if not self._parts.own.phrases.add(unit, mine):
            return self._drawn({"title": "fault.phrases-many"})
        return go(f"{PHRASES}?done=added")

    def show_one(self, phrase_id: UUID) -> Response:
        """Show one in its form."""
        return self._drawn(one=self._found(phrase_id))

    def change(self, phrase_id: UUID) -> Response:
        """Change one; where another did meanwhile, both are shown."""
        found = self._found(phrase_id)
        told, faults = loaded(PhraseForm, form())
        if faults:
            return self._drawn(faults, one=found)
        mine = self._of(told, phrase_id, revision_of(form()) or 0)
        if not self._parts.own.phrases.change(staff().organisation_id, mine):
            return self._drawn(one=self._found(phrase_id), moved=True)
        return go(f"{PHRASES}?done=changed")

    def drop(self, phrase_id: UUID) -> Response:
        """End one."""
        self._parts.own.phrases.drop(staff().organisation_id, phrase_id)
        return go(f"{PHRASES}?done=dropped")

    def _found(self, phrase_id: UUID) -> Phrase:
        found = self._parts.own.phrases.one(staff().organisation_id, phrase_id)
        if found is None:
            abort(404)
        return found

    def _of(self, told: dict[str, Any], phrase_id: UUID, revision: int) -> Phrase:
        return Phrase(
            phrase_id=phrase_id,
            by=staff().staff_id,
            changed_at=self._parts.clock.now(),
            revision=revision,
            **told,
        )

    def _drawn(
        self,
        faults: dict[str, str] | None = None,
        one: Phrase | None = None,
        *,
        moved: bool = False,
    ) -> Response:
        names = category_names(self._parts)
        done = request.args.get("done", "")
        return draw(
            "desk/phrases.html",
            422 if faults else 409 if moved else 200,
            faults=faults or {},
            one=one,
            moved=moved,
            said=form() if faults or moved else vars(one) if one else {},
            phrases=self._parts.own.phrases.of(staff().organisation_id),
            names=names,
            categories=sorted(names.items(), key=lambda pair: pair[1]),
            known=list(Slot),
            done=done if done in DONE else "",
            nonce=nonce_of(form()),
        )


def phrases_for(parts: Parts, category: str) -> list[Phrase]:
    """Return one's unit's phrases: those of a category first, then those of any."""
    own = parts.own.phrases.of(staff().organisation_id)
    fits = [each for each in own if each.category == category]
    return fits + [each for each in own if not each.category]


def put_in(
    parts: Parts, case: dict[str, Any], matter: dict[str, Any] | None
) -> dict[str, str]:
    """Return what stood in the form of an answer, with the chosen phrase after it."""
    said = form()
    chosen = [
        each
        for each in parts.own.phrases.of(staff().organisation_id)
        if str(each.phrase_id) == said.get("phrase")
    ]
    if not chosen:
        return said
    t, zone = words(), parts.settings.time_zone
    category, unit = case["category"], case["organisation_id"] or ""
    known: dict[str, str] = {
        Slot.NUMBER: case["receipt"],
        Slot.UNIT: unit_names(parts).get(unit, ""),
        Slot.CATEGORY: category_names(parts).get(category, ""),
        Slot.PLACE: matter["staff"]["place"] if matter else "",
        Slot.TODAY: say_date(parts.clock.now(), t.language, zone),
    }
    return said | {"reply": added(said.get("reply", ""), filled(chosen[0].body, known))}
