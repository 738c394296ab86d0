"""晒账: one writes for the public, another approves what the public will read."""

from typing import Any, Final
from uuid import UUID, uuid4

from flask import Response, request
from marshmallow import fields

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.staff import DECIDING, LEADING, STAFF
from portal.entrypoints.web.desk.looks import (
    asker,
    category_names,
    told_or_away,
    told_or_none,
    unit_names,
)
from portal.entrypoints.web.desk.schemas import StaffForm, needed, one_of, optional
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, draw, draw_faults, form, go
from portal.entrypoints.web.pages.tracking import loaded
from portal.entrypoints.web.soon import soon

PUBLISH: Final = "/desk/publish"
NEW: Final = f"{PUBLISH}/new/<uuid:item>"
ONE: Final = f"{PUBLISH}/<uuid:publication>"
STATES: Final = ("draft", "published", "rejected", "withdrawn")
LOOKS: Final = {
    "draft": "waiting",
    "published": "done",
    "rejected": "redo",
    "withdrawn": "paused",
}
REASONS: Final = ("mistake", "consent-withdrawn", "objection", "changed", "other")


class DraftForm(StaffForm):
    """What the public is to read."""

    done = needed("done", 2_000)
    result = needed("result", 2_000)
    personal = fields.Boolean(load_default=False)
    consent_on = optional(10)
    consent_ref = optional(40)


class WithdrawForm(StaffForm):
    """Why it is public no more."""

    reason = one_of(REASONS, "fault.withdraw.empty")


class PublishPages:
    """The lists, a draft, and its second pair of eyes."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=PUBLISH, view=self.show, name="publish", roles=STAFF),
            Page(path=NEW, view=self.ask, name="publish-new", roles=STAFF),
            Page(
                path=NEW,
                view=self.write,
                name="publish-write",
                method="POST",
                roles=STAFF,
            ),
            Page(path=ONE, view=self.show_one, name="publish-one", roles=STAFF),
            Page(
                path=f"{ONE}/withdrawal",
                view=self.withdraw,
                name="publish-withdraw",
                method="POST",
                roles=DECIDING,
            ),
        ]

    def show(self) -> Response:
        """Show publications in a state, and what could be written about."""
        state, after = request.args.get("state", ""), request.args.get("after", "")[:40]
        state = state if state in STATES else STATES[0]
        query = {"state": state} | ({"after": after} if after else {})
        door = self._parts.desk.publications
        try:
            told = told_or_away(lambda: door.page(asker(), **query))
        except Refused as no:
            if not after or no.status != 422:
                raise
            told, after = door.page(asker(), state=state), ""
        return draw(
            "desk/publish.html",
            rows=told["items"] if told else None,
            more=told["next"] if told else None,
            state=state,
            states=STATES,
            looks=LOOKS,
            items=self._items() if told and state == "draft" and not after else [],
            names=category_names(self._parts),
            units=unit_names(self._parts),
            me=staff().staff_id,
        )

    def ask(self, item: UUID) -> Response:
        """Show the empty draft about an item."""
        return draw("desk/publish-new.html", **_shown(item, {}))

    def write(self, item: UUID) -> Response:
        """Write it; what tells of a person is refused, and named."""
        told, faults = loaded(DraftForm, form())
        if faults:
            return draw_faults("desk/publish-new.html", faults, **_shown(item, form()))
        publication = UUID(nonce_of(form()))
        said = {name: value for name, value in told.items() if value}
        body = {"item_id": str(item), **said}
        try:
            self._parts.desk.publications.write(asker(), publication, body)
        except Refused as no:
            if no.status in {401, 404}:
                raise
            shown = _shown(item, form()) | {"refusal": no.said}
            return draw("desk/publish-new.html", no.status, **shown)
        return go(f"{PUBLISH}/{publication}?done=write")

    def show_one(self, publication: UUID) -> Response:
        """Show just what the public will read."""
        return self._drawn(publication)

    def withdraw(self, publication: UUID) -> Response:
        """Take it from the public, at once."""
        told, faults = loaded(WithdrawForm, form())
        if faults:
            return self._drawn(publication, status=422, faults=faults)
        door = self._parts.desk.publications
        try:
            door.withdraw(asker(), publication, told["reason"])
        except Refused as no:
            if no.status in {401, 404}:
                raise
            return self._drawn(publication, status=no.status, refusal=no.said)
        return go(f"{PUBLISH}/{publication}?done=withdraw")

    def _items(self) -> list[dict[str, Any]] | None:
        door, who = self._parts.desk.publications, asker()
        told = soon(lambda: told_or_none(lambda: door.written_about(who)))
        found, known = told_or_none(lambda: door.done_items(who)), told()
        if found is None or known is None:
            return None
        solved = [each for each in found if each["solved"]]
        return [each for each in solved if str(each["item_id"]) not in known]

    def _drawn(self, publication: UUID, *, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        told = self._parts.desk.publications.one(asker(), publication)
        about = told["publication"]
        shown: dict[str, Any] = {"faults": {}, "refusal": ""}
        return draw(
            "desk/publish-one.html",
            status,
            told=told,
            about=about,
            look=LOOKS.get(about["state"], "working"),
            own=about["author"] == staff().staff_id,
            leads=staff().role in LEADING,
            may_withdraw=staff().role in DECIDING,
            reasons=REASONS,
            units=unit_names(self._parts),
            **shown | more,
        )


def _shown(item: UUID, said: dict[str, str]) -> dict[str, Any]:
    nonce = nonce_of(said) if said else str(uuid4())
    return {"item": item, "said": said, "nonce": nonce, "refusal": ""}
