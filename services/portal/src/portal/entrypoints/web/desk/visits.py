"""走访: write a visit down with what it found; each finding shows where it stands."""

import re
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4, uuid5

from flask import Response, request
from marshmallow import ValidationError, fields, validate, validates_schema

from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.staff import DECIDING, STAFF
from portal.entrypoints.web.desk.acts import nonce_of
from portal.entrypoints.web.desk.houses import kind_names
from portal.entrypoints.web.desk.looks import asker
from portal.entrypoints.web.desk.schemas import (
    PURPOSES,
    RevealForm,
    StaffForm,
    needed,
    one_of,
    optional,
)
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, draw, draw_faults, form, go
from portal.entrypoints.web.pages.tracking import loaded

VISITS: Final = "/desk/visits"
NEW: Final = f"{VISITS}/new/<uuid:household>"
ONE: Final = f"{VISITS}/<uuid:visit>"
OUTCOMES: Final = ("settled", "taken-back", "raised")
FAMILIES: Final = ("confirmed", "changed", "unasked")
ITEMS: Final = ("basics", "living", "thinking", "contact", "help")
"""五个要: what a visit is to tell of certain homes (C-08)."""
FOUND: Final = (1, 2, 3)
"""So many findings fit on the form; more are added on the visit's own page."""
ASKED: Final = frozenset({"household", "diary", "subjects", "outcome"})
"""What the form of a home asks: kinds that need more are not offered there."""
SHA256: Final = re.compile(r"[0-9a-f]{64}\Z")
DAY: Final = "%Y-%m-%dT%H:%M"


class VisitForm(StaffForm):
    """What is said of a visit to a home."""

    kind = fields.String(
        required=True,
        validate=validate.Regexp(r"[a-z][a-z0-9-]{1,31}\Z", error="fault.kind.empty"),
        error_messages={"required": "fault.kind.empty"},
    )
    held_at = fields.NaiveDateTime(
        format=DAY,
        required=True,
        error_messages={
            "required": "fault.held.empty",
            "invalid": "fault.held.empty",
        },
    )
    diary = needed("diary", 4_000)
    basics = optional(500)
    living = optional(500)
    thinking = optional(500)
    contact = optional(500)
    help = optional(500)


class FindingForm(StaffForm):
    """What a visit found, and what comes of it."""

    text = needed("finding", 2_000)
    outcome = one_of(OUTCOMES, "fault.outcome.empty")
    how = optional(1_000)
    place = optional(200)

    @validates_schema
    def _settled(self, said: dict[str, Any], **_: object) -> None:
        if said.get("outcome") == "settled" and not said.get("how"):
            raise ValidationError("fault.how.empty", "how")


class ClosingForm(StaffForm):
    """What closing says of the family."""

    family = one_of(FAMILIES, "fault.family.empty")


class VisitPages:
    """One's own visits, a new one, and the page of each."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        acts = [
            (NEW, "visit-record", self.record),
            (f"{ONE}/findings", "visit-finding", self.note),
            (f"{ONE}/close", "visit-close", self.close),
            (f"{ONE}/whole", "visit-whole", self.read_whole),
            (f"{ONE}/photos/<sha256>", "visit-photo", self.give_photo),
        ]
        return [
            Page(path=VISITS, view=self.show, name="visits", roles=STAFF),
            Page(path=NEW, view=self.ask, name="visit-new", roles=STAFF),
            Page(path=ONE, view=self.show_one, name="visit", roles=STAFF),
            *(
                Page(path=path, view=view, name=name, method="POST", roles=STAFF)
                for path, name, view in acts
            ),
        ]

    def show(self) -> Response:
        """Show one's own visits, and what leads nowhere yet in one's unit."""
        after = request.args.get("after", "")[:40]
        door = self._parts.desk.visits
        try:
            told = door.mine(asker(), **({"after": after} if after else {}))
        except Refused as no:
            if not after or no.status != 422:
                raise
            told, after = door.mine(asker()), ""
        return draw(
            "desk/visits.html",
            rows=told["items"],
            more=told["next"],
            first=not after,
            gaps=self._gaps(),
            kinds=kind_names(self._parts),
        )

    def ask(self, household: UUID) -> Response:
        """Show the empty form of a visit to a home."""
        return draw("desk/visit-new.html", **self._shown(household, {}))

    def record(self, household: UUID) -> Response:
        """Write it down with what it found, each thing once."""
        told, faults = loaded(VisitForm, form())
        found, wrong = _findings()
        if faults or wrong:
            shown = self._shown(household, form())
            return draw_faults("desk/visit-new.html", faults | wrong, **shown)
        visit, door = UUID(nonce_of(form())), self._parts.desk.visits
        try:
            door.record(asker(), visit, self._body(household, told))
            for at, each in found:
                door.note(asker(), visit, uuid5(visit, str(at)), each)
        except Refused as no:
            if no.status in {401, 404}:
                raise
            shown = self._shown(household, form()) | {"refusal": no.said}
            return draw("desk/visit-new.html", no.status, **shown)
        return go(f"{VISITS}/{visit}?done=record")

    def show_one(self, visit: UUID) -> Response:
        """Show a visit, masked, and where what it found stands now."""
        return self._drawn(visit)

    def note(self, visit: UUID) -> Response:
        """Write down one thing more that it found."""
        told, faults = loaded(FindingForm, form())
        if faults:
            return self._drawn(visit, status=422, faults=faults, opened="finding")
        body, finding = _found(told), UUID(nonce_of(form()))
        return self._done(
            visit,
            "finding",
            lambda: self._parts.desk.visits.note(asker(), visit, finding, body),
        )

    def close(self, visit: UUID) -> Response:
        """Close it; what is lacking is told at once."""
        told, faults = loaded(ClosingForm, form())
        if faults:
            return self._drawn(visit, status=422, faults=faults, opened="close")
        return self._done(
            visit,
            "close",
            lambda: self._parts.desk.visits.close(asker(), visit, told["family"]),
        )

    def read_whole(self, visit: UUID) -> Response:
        """Show its words, once, for a reason."""
        told, faults = loaded(RevealForm, form())
        if faults:
            return self._drawn(visit, status=422, faults=faults)
        door = self._parts.desk.visits
        return self._drawn(visit, whole=door.whole(asker(), visit, told["purpose"]))

    def give_photo(self, visit: UUID, sha256: str) -> Response:
        """Give a photograph as a file, for a reason; registry writes the look down."""
        told, faults = loaded(RevealForm, form())
        if faults or not SHA256.match(sha256):
            return self._drawn(visit, status=422, faults=faults)
        door = self._parts.desk.field
        content = door.fetch(asker(), visit, sha256, told["purpose"])
        name = f"{sha256[:12]}.jpg"
        return Response(
            content,
            content_type="image/jpeg",
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    def _done(self, visit: UUID, act: str, do: Any) -> Response:  # noqa: ANN401
        try:
            do()
        except Refused as no:
            if no.status in {401, 404}:
                raise
            return self._drawn(visit, status=no.status, opened=act, refusal=no.said)
        return go(f"{VISITS}/{visit}?done={act}")

    def _body(self, household: UUID, told: dict[str, Any]) -> dict[str, Any]:
        zone = self._parts.settings.time_zone
        held: datetime = told["held_at"].replace(tzinfo=zone)
        items = {name: told[name] for name in ITEMS if told[name]}
        return {
            "kind": told["kind"],
            "held_at": held.isoformat(),
            "visitors": [staff().staff_id],
            "subjects": [{"kind": "household", "id": str(household)}],
            "diary": told["diary"],
            **items,
        }

    def _shown(self, household: UUID, said: dict[str, str]) -> dict[str, Any]:
        kinds = self._parts.desk.visits.kinds(asker())
        zone = self._parts.settings.time_zone
        return {
            "household": household,
            "home": self._parts.desk.houses.file(asker(), household)["household"],
            "kinds": [
                each
                for each in kinds
                if "household" in each["subjects"]
                and ASKED.issuperset(each["requires"])
            ],
            "said": said,
            "now": self._parts.clock.now().astimezone(zone).strftime(DAY),
            "nonce": nonce_of(said) if said else str(uuid4()),
            "items": ITEMS,
            "outcomes": OUTCOMES,
            "found": FOUND,
            "refusal": "",
        }

    def _gaps(self) -> dict[str, Any] | None:
        if staff().role not in DECIDING:
            return None
        try:
            return self._parts.desk.visits.gaps(asker())
        except (Away, Refused):
            return None

    def _drawn(self, visit: UUID, *, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        door = self._parts.desk.visits
        shown: dict[str, Any] = {
            "whole": None,
            "faults": {},
            "refusal": "",
            "opened": "",
        }
        return draw(
            "desk/visit.html",
            status,
            visit=door.visit(asker(), visit),
            findings=door.findings(asker(), visit),
            kinds=kind_names(self._parts),
            items=ITEMS,
            outcomes=OUTCOMES,
            families=FAMILIES,
            purposes=PURPOSES,
            said=form(),
            nonce=nonce_of(form()),
            who=staff(),
            **shown | more,
        )


def _findings() -> tuple[list[tuple[int, dict[str, Any]]], dict[str, str]]:
    """Return what was found, by its place on the form, and what is wrong with it."""
    found: list[tuple[int, dict[str, Any]]] = []
    wrong: dict[str, str] = {}
    for at in FOUND:
        said = {
            name: form().get(f"{name}-{at}", "")
            for name in ("text", "outcome", "how", "place")
        }
        if not said["text"].strip() and not said["outcome"]:
            continue
        told, faults = loaded(FindingForm, said)
        wrong |= {f"{name}-{at}": fault for name, fault in faults.items()}
        found += [] if faults else [(at, _found(told))]
    return found, wrong


def _found(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value}
