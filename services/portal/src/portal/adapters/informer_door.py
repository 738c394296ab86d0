"""Intake's door for informers: own enterprises, a month's answers, who is behind."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from marshmallow import fields

from portal.adapters.desk_doors import Asker, StaffDoor
from portal.adapters.doors import read_reply
from portal.adapters.replies import Reply
from portal.application.ports import Refused

REPORTS: Final = "/v1/informer-reports"


class FirmReply(Reply):
    """An enterprise that is reported on."""

    enterprise_id = fields.String(required=True)
    name = fields.String(required=True)
    organisation_id = fields.String(required=True)


class AnswersReply(Reply):
    """What was answered about a month."""

    production_normal = fields.Boolean(required=True)
    wages_paid = fields.Boolean(required=True)
    hazard = fields.Boolean(required=True)
    text = fields.String(required=True)
    revision = fields.Integer(required=True)
    reported_at = fields.AwareDateTime(required=True)


class OwnReportReply(AnswersReply):
    """As the informer sees it."""

    mine = fields.Boolean(required=True)


class MonthReply(Reply):
    """A month, and until when its answers may be changed."""

    month = fields.String(required=True)
    closes_on = fields.Date(required=True)
    open = fields.Boolean(required=True)


class OwnMonthReply(Reply):
    """A month of one enterprise."""

    month = fields.String(required=True)
    report = fields.Nested(OwnReportReply, required=True, allow_none=True)


class OwnFirmReply(FirmReply):
    """One of an informer's own."""

    months = fields.List(fields.Nested(OwnMonthReply), required=True)


class OwnReply(Reply):
    """All that an informer reports on."""

    months = fields.List(fields.Nested(MonthReply), required=True)
    enterprises = fields.List(fields.Nested(OwnFirmReply), required=True)


class AlertReply(Reply):
    """The petition that told the labour unit."""

    receipt = fields.String(required=True)


class ReportedReply(Reply):
    """The answers are kept; whether they told the labour unit of something new."""

    alert = fields.Nested(AlertReply, required=True, allow_none=True)


class InformerReply(Reply):
    """Of which enterprises somebody reports."""

    informer_id = fields.String(required=True)
    organisation_id = fields.String(required=True)
    reachable = fields.Boolean(required=True)
    enterprises = fields.List(fields.Nested(FirmReply), required=True)


class CountReply(Reply):
    """How many are owed in a month, how many of them reported and adverse."""

    month = fields.String(required=True)
    enterprises = fields.Integer(required=True)
    reported = fields.Integer(required=True)
    adverse = fields.Integer(required=True)


class BoardRowReply(FirmReply):
    """One enterprise, month by month."""

    informers = fields.List(fields.String(), required=True)
    months = fields.Dict(required=True)


class BoardReply(Reply):
    """Enterprises and months."""

    counts = fields.List(fields.Nested(CountReply), required=True)
    enterprises = fields.List(fields.Nested(BoardRowReply), required=True)
    next_after = fields.String(required=True, allow_none=True)


class RevisionReply(AnswersReply):
    """One revision, by whom, and the number of the alert that it raised."""

    reported_by = fields.String(required=True)
    alert = fields.String(required=True, allow_none=True)


class ReportReply(FirmReply):
    """A month of an enterprise, the oldest revision first."""

    month = fields.String(required=True)
    closes_on = fields.Date(required=True)
    open = fields.Boolean(required=True)
    informers = fields.List(fields.String(), required=True)
    revisions = fields.List(fields.Nested(RevisionReply), required=True)


class RemindedReply(Reply):
    """How many were told, told before today, and who has no telephone."""

    reminded = fields.Integer(required=True)
    before = fields.Integer(required=True)
    unreachable = fields.List(fields.String(), required=True)


class InformerDoor:
    """Asks in the name of a clerk, or of the informer whose link is open."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def own(self, asker: Asker) -> dict[str, Any]:
        """Return the asker's own enterprises, this month and the one before."""
        return self._door.read(f"{REPORTS}/mine", asker, OwnReply)

    def send(
        self, asker: Asker, enterprise: str, month: str, answers: Mapping[str, Any]
    ) -> bool:
        """Report, or answer anew; say whether the labour unit was told.

        Raises Refused: 409 where somebody else reported meanwhile (report-moved) or the
        month is closed (month-closed).
        """
        path = _report(enterprise, month)
        answer = self._door.write(path, asker, answers, "", method="PUT")
        return read_reply(answer, ReportedReply)["alert"] is not None

    def board(self, asker: Asker, **query: str | int) -> dict[str, Any]:
        """Return a page of enterprises with their months, and each month's counts."""
        return self._door.read(REPORTS, asker, BoardReply, query)

    def add(self, asker: Asker, enterprise: str, about: Mapping[str, str]) -> None:
        """Let an enterprise be reported on; raise Refused."""
        path = f"/v1/enterprises/{quote(enterprise, safe='')}"
        self._door.write(path, asker, about, "", method="PUT")

    def is_listed(self, asker: Asker, enterprise: str, month: str) -> bool:
        """Tell whether somebody lists the enterprise already, here or elsewhere."""
        try:
            self.report(asker, enterprise, month)
        except Refused as no:
            if no.status not in {403, 404}:
                raise
            return no.status != 404
        return True

    def report(self, asker: Asker, enterprise: str, month: str) -> dict[str, Any]:
        """Return every revision of a month's report; raise Refused."""
        return self._door.read(_report(enterprise, month), asker, ReportReply)

    def informer(self, asker: Asker, informer_id: str) -> dict[str, Any] | None:
        """Return an informer; None for who reports on nothing, or elsewhere."""
        try:
            return self._door.read(_informer(informer_id), asker, InformerReply)
        except Refused as no:
            if no.status not in {403, 404}:
                raise
            return None

    def give(
        self,
        asker: Asker,
        informer_id: str,
        unit: str,
        enterprise: str,
        contact: Mapping[str, str] | None = None,
    ) -> None:
        """Let somebody report on one more enterprise; twice is once."""
        body = {"organisation_id": unit}
        said = body | ({"contact": dict(contact)} if contact else {})
        path = _given(informer_id, enterprise)
        self._door.write(path, asker, said, "", method="PUT")

    def take(self, asker: Asker, informer_id: str, enterprise: str) -> None:
        """Let somebody report on one no more; Refused, 404 for no informer."""
        path = _given(informer_id, enterprise)
        self._door.write(path, asker, None, "", method="DELETE")

    def remind(self, asker: Asker, month: str) -> dict[str, Any]:
        """Remind whoever is behind, once a day; return how many were."""
        path, body = f"{REPORTS}/reminders", {"month": month}
        return self._door.ask(path, asker, body, RemindedReply)


def _report(enterprise: str, month: str) -> str:
    return f"{REPORTS}/{quote(enterprise, safe='')}/{quote(month, safe='')}"


def _informer(informer_id: str) -> str:
    return f"/v1/informers/{quote(informer_id, safe='')}"


def _given(informer_id: str, enterprise: str) -> str:
    return f"{_informer(informer_id)}/enterprises/{quote(enterprise, safe='')}"
