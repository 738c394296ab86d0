"""走访: one's own visits, and each by itself; its findings show where they stand."""

import re
from typing import Any, Final
from uuid import UUID

from flask import Response, request

from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.staff import DECIDING, STAFF
from portal.entrypoints.web.desk import visit_forms as forms
from portal.entrypoints.web.desk.houses import kind_names
from portal.entrypoints.web.desk.looks import asker, category_names, told_or_none
from portal.entrypoints.web.desk.schemas import PURPOSES, RevealForm
from portal.entrypoints.web.desk.visit_new import VISITS, people_of
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, View, draw, form, go
from portal.entrypoints.web.pages.tracking import loaded

ONE: Final = f"{VISITS}/<uuid:visit>"
SHA256: Final = re.compile(r"[0-9a-f]{64}\Z")
SAID: Final = (
    *("kind", "attendance", "outcome", "premises_id"),
    *("topic", "diary", *forms.ITEMS, "subjects", "photos", "checklist"),
)
"""What is said again of a visit to which something is added."""


class VisitPages:
    """One's own visits, and the page of each."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        acts: list[tuple[str, str, View]] = [
            (f"{ONE}/findings", "visit-finding", self.note),
            (f"{ONE}/items", "visit-items", self.supply),
            (f"{ONE}/close", "visit-close", self.close),
            (f"{ONE}/whole", "visit-whole", self.read_whole),
            (f"{ONE}/photos/<sha256>", "visit-photo", self.give_photo),
        ]
        return [
            Page(path=VISITS, view=self.show, name="visits", roles=STAFF),
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

    def show_one(self, visit: UUID) -> Response:
        """Show a visit, masked, and where what it found stands now."""
        return self._drawn(visit)

    def note(self, visit: UUID) -> Response:
        """Write down one thing more that it found."""
        told, faults = loaded(forms.FindingForm, forms.asked(form()))
        if faults:
            return self._drawn(visit, status=422, faults=faults, opened="finding")
        body, finding = forms.finding_of(told), UUID(nonce_of(form()))
        return self._done(
            visit,
            "finding",
            lambda: self._parts.desk.visits.note(asker(), visit, finding, body),
        )

    def supply(self, visit: UUID) -> Response:
        """Add some of the five items; all that was said before is said again.

        What was said is read whole for it, which is written down.
        """
        told, faults = loaded(forms.ItemsForm, form())
        if faults:
            return self._drawn(visit, status=422, faults=faults, opened="items")
        added = {name: text for name, text in told.items() if text}
        return self._done(visit, "items", lambda: self._add(visit, added))

    def close(self, visit: UUID) -> Response:
        """Close it; what is lacking is told at once."""
        told, faults = loaded(forms.ClosingForm, form())
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

    def _add(self, visit: UUID, added: dict[str, str]) -> None:
        door = self._parts.desk.visits
        known = door.whole(asker(), visit, "visit")["visit"]
        body = {name: known[name] for name in SAID if known[name]}
        body |= {
            "held_at": known["held_at"].isoformat(),
            "visitors": sorted(known["units"]),
        }
        door.record(asker(), visit, body | added)

    def _done(self, visit: UUID, act: str, do: Any) -> Response:  # noqa: ANN401
        try:
            do()
        except Refused as no:
            if no.status in {401, 404}:
                raise
            return self._drawn(visit, status=no.status, opened=act, refusal=no.said)
        return go(f"{VISITS}/{visit}?done={act}")

    def _gaps(self) -> dict[str, Any] | None:
        if staff().role not in DECIDING:
            return None
        return told_or_none(lambda: self._parts.desk.visits.gaps(asker()))

    def _people(self, visit: dict[str, Any]) -> list[tuple[str, str]]:
        """Return who lives where it was; it stands without them."""
        homes = [e["id"] for e in visit["subjects"] if e["kind"] == "household"]
        if visit["closed_at"] or visit["recorded_by"] != staff().staff_id:
            return []
        houses = self._parts.desk.houses
        try:
            return [
                who
                for home in homes[:3]
                for who in people_of(houses.file(asker(), UUID(home)))
            ]
        except (Away, Refused):
            return []

    def _points(self, kind: str) -> dict[str, str]:
        """Return what the points of a kind's list are called."""
        kinds = told_or_none(lambda: self._parts.desk.visits.kinds(asker()))
        lists = [each["checklist"] for each in kinds or () if each["code"] == kind]
        return {each["code"]: each["title"] for points in lists for each in points}

    def _drawn(self, visit: UUID, *, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        door = self._parts.desk.visits
        found = door.visit(asker(), visit)
        shown: dict[str, Any] = {
            "whole": None,
            "faults": {},
            "refusal": "",
            "opened": "",
        }
        return draw(
            "desk/visit.html",
            status,
            visit=found,
            findings=door.findings(asker(), visit),
            people=self._people(found),
            categories=sorted(category_names(self._parts).items()),
            titles=self._points(found["kind"]) if found["checklist"] else {},
            kinds=kind_names(self._parts),
            items=forms.ITEMS,
            outcomes=forms.OUTCOMES,
            families=forms.FAMILIES,
            purposes=PURPOSES,
            said=form(),
            nonce=nonce_of(form()),
            who=staff(),
            **shown | more,
        )
