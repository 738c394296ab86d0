"""走访: the form of a visit to a home or to a firm, with what it found."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4, uuid5

from flask import Response, request

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.staff import STAFF
from portal.entrypoints.web.desk import visit_forms as forms
from portal.entrypoints.web.desk.looks import asker, category_names
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, View, draw, draw_faults, form, go
from portal.entrypoints.web.pages.tracking import loaded

VISITS: Final = "/desk/visits"
HOME: Final = f"{VISITS}/new/<uuid:household>"
FIRMS: Final = f"{VISITS}/firms"
FIRM: Final = f"{FIRMS}/<uuid:firm>"


class NewVisitPages:
    """The form at a home and at a firm; the firms that may be chosen."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        shown: list[tuple[str, str, View]] = [
            (HOME, "visit-new", self.ask_home),
            (FIRMS, "visit-firms", self.list_firms),
            (FIRM, "visit-firm", self.ask_firm),
        ]
        told: list[tuple[str, str, View]] = [
            (HOME, "visit-record", self.record_home),
            (FIRM, "visit-firm-record", self.record_firm),
        ]
        return [
            *(Page(path=p, view=view, name=n, roles=STAFF) for p, n, view in shown),
            *(
                Page(path=path, view=view, name=name, method="POST", roles=STAFF)
                for path, name, view in told
            ),
        ]

    def list_firms(self) -> Response:
        """Show the firms of one's unit, to choose the one that was visited."""
        after = request.args.get("after", "")[:40]
        door = self._parts.desk.visits
        try:
            told = door.firms(asker(), **({"after": after} if after else {}))
        except Refused as no:
            if not after or no.status != 422:
                raise
            told, after = door.firms(asker()), ""
        return draw(
            "desk/visit-firms.html",
            rows=told["items"],
            more=told["next"],
            first=not after,
        )

    def ask_home(self, household: UUID) -> Response:
        """Show the empty form of a visit to a home."""
        return draw("desk/visit-new.html", **self._at_home(household, {}))

    def ask_firm(self, firm: UUID) -> Response:
        """Show the empty form of a visit to a firm."""
        return draw("desk/visit-new.html", **self._at_firm(firm, {}))

    def record_home(self, household: UUID) -> Response:
        """Write a visit to a home down with what it found, each thing once."""
        return self._record("household", household, self._at_home)

    def record_firm(self, firm: UUID) -> Response:
        """Write a visit to a firm down with what it found, each thing once."""
        return self._record("firm", firm, self._at_firm)

    def _record(self, kind: str, key: UUID, show: Any) -> Response:  # noqa: ANN401
        said = form()
        told, faults = loaded(forms.VisitForm, said)
        found, wrong = forms.findings_of(said)
        if faults or wrong:
            return draw_faults("desk/visit-new.html", faults | wrong, **show(key, said))
        visit, door = UUID(nonce_of(said)), self._parts.desk.visits
        kinds = door.kinds(asker())
        body = self._body(told) | {
            "subjects": [{"kind": kind, "id": str(key)}],
            "checklist": forms.checklist_of(said, kinds, told["kind"]),
        }
        try:
            door.record(asker(), visit, body)
            for at, each in found:
                door.note(asker(), visit, uuid5(visit, str(at)), each)
        except Refused as no:
            if no.status in {401, 404}:
                raise
            shown = show(key, said) | {"refusal": no.said}
            return draw("desk/visit-new.html", no.status, **shown)
        return go(f"{VISITS}/{visit}?done=record")

    def _body(self, told: Mapping[str, Any]) -> dict[str, Any]:
        zone = self._parts.settings.time_zone
        held: datetime = told["held_at"].replace(tzinfo=zone)
        said = {name: told[name] for name in forms.ITEMS if told[name]}
        said |= {"outcome": told["result"]} if told["result"] else {}
        return {
            "kind": told["kind"],
            "held_at": held.isoformat(),
            "visitors": [staff().staff_id],
            "diary": told["diary"],
            **said,
        }

    def _at_home(self, household: UUID, said: dict[str, str]) -> dict[str, Any]:
        file = self._parts.desk.houses.file(asker(), household)
        return self._shown("household", said) | {
            "action": f"{VISITS}/new/{household}",
            "back": f"/desk/households/{household}",
            "name": file["household"]["address"],
            "people": people_of(file),
        }

    def _at_firm(self, firm: UUID, said: dict[str, str]) -> dict[str, Any]:
        found = self._parts.desk.visits.firm(asker(), firm)
        return self._shown("firm", said) | {
            "action": f"{FIRMS}/{firm}",
            "back": FIRMS,
            "name": found["name"],
            "people": [],
        }

    def _shown(self, subject: str, said: dict[str, str]) -> dict[str, Any]:
        told = self._parts.desk.visits.rules(asker())
        zone = self._parts.settings.time_zone
        return {
            "kinds": [
                each
                for each in told["items"]
                if subject in each["subjects"]
                and (forms.ASKED - others(subject)).issuperset(each["requires"])
            ],
            "classes": told["classes"] if subject == "household" else [],
            "categories": sorted(category_names(self._parts).items()),
            "said": said,
            "now": self._parts.clock.now().astimezone(zone).strftime(forms.DAY),
            "nonce": nonce_of(said) if said else str(uuid4()),
            "items": forms.ITEMS if subject == "household" else (),
            "outcomes": forms.OUTCOMES,
            "points": forms.POINTS,
            "found": forms.FOUND,
            "refusal": "",
        }


def others(subject: str) -> frozenset[str]:
    """Return the other kind of subject: a visit to one does not tell of the other."""
    return frozenset({"household", "firm"}) - {subject}


def people_of(file: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return who lives in a home, masked: whom a finding may be about."""
    people = [each["resident"] for each in file["members"]]
    return [(str(each["resident_id"]), each["name"]) for each in people]
