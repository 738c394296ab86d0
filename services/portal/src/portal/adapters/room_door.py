"""Routing's rooms as staff go through them: mediations of a case, and projects."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote
from uuid import UUID

from marshmallow import fields

from portal.adapters.desk_doors import Asker, StaffDoor
from portal.adapters.doors import read_reply
from portal.adapters.replies import Reply

PROJECTS: Final = "/v1/projects"


def _text() -> fields.String:
    return fields.String(required=True)


def _maybe(kind: type[Reply]) -> fields.Nested:
    return fields.Nested(kind, required=True, allow_none=True)


def _each(kind: type[Reply]) -> Any:  # noqa: ANN401
    return fields.List(fields.Nested(kind), required=True)


class PartyReply(Reply):
    """One side of a dispute."""

    label = _text()
    division_code = _text()
    claim = _text()


class DisputeReply(Reply):
    """What is disputed."""

    subject = _text()
    place = _text()
    since = fields.Date(required=True)


class SessionReply(Reply):
    """One meeting."""

    held_on = fields.Date(required=True)
    mediators = _text()
    minutes = _text()


class ExpertiseReply(Reply):
    """An expert's opinion."""

    institution = _text()
    opinion = _text()
    given_on = fields.Date(required=True)
    free = fields.Boolean(required=True)


class AgreementReply(Reply):
    """What was agreed."""

    text = _text()
    agreed_on = fields.Date(required=True)
    perform_by = fields.Date(required=True)


class CheckReply(Reply):
    """One time that it was asked to be closed unsatisfied."""

    asks = _text()
    asked_by = _text()
    granted = fields.Boolean(required=True, allow_none=True)
    reason = _text()


class ReferralReply(Reply):
    """Where the parties were shown to."""

    to = _text()
    explanation = _text()


class MediationReply(Reply):
    """One mediation whole."""

    mediation_id = fields.UUID(required=True)
    state = _text()
    dispute = fields.Nested(DisputeReply, required=True)
    parties = _each(PartyReply)
    sessions = _each(SessionReply)
    expertises = _each(ExpertiseReply)
    agreement = _maybe(AgreementReply)
    satisfied = fields.Dict(required=True)
    checks = _each(CheckReply)
    referral = _maybe(ReferralReply)
    performed_on = fields.Date(required=True, allow_none=True)
    ended_on = fields.Date(required=True, allow_none=True)
    days = fields.Integer(required=True)


class MediationsReply(Reply):
    """All of a case."""

    items = _each(MediationReply)


class MediationDoor:
    """What a mediator reads and writes down."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def of_case(self, asker: Asker, number: str) -> list[dict[str, Any]]:
        """Return a case's mediations, oldest first; raise Refused 404 for no case."""
        path = _mediations(number)
        found: list[dict[str, Any]] = self._door.read(path, asker, MediationsReply)[
            "items"
        ]
        return found

    def begin(
        self, asker: Asker, number: str, body: Mapping[str, Any], key: str
    ) -> None:
        """Open one, once for each key."""
        self._door.write(_mediations(number), asker, body, key)

    def act(
        self,
        asker: Asker,
        number: str,
        mediation: UUID,
        verb: str,
        body: Mapping[str, Any] | None,
    ) -> None:
        """Write down what happened; raise Refused, 409 where it is further already."""
        self._door.write(f"{_mediations(number)}/{mediation}/{verb}", asker, body, "")


def _mediations(number: str) -> str:
    return f"/v1/cases/{quote(number, safe='')}/mediations"


class TargetReply(Reply):
    """By when."""

    on = fields.Date(required=True)
    festival = fields.String(required=True, allow_none=True)


class EntryReply(Reply):
    """One report."""

    on = fields.Date(required=True)
    fixed = fields.Integer(required=True)
    note = _text()
    spent = _text()


class LineReply(Reply):
    """One line of what it is to cost."""

    item = _text()
    amount = _text()
    source = _text()


class ProjectReply(Reply):
    """One project whole."""

    project_id = fields.UUID(required=True)
    name = _text()
    goal = _text()
    category = _text()
    division_code = _text()
    organisation_id = _text()
    state = _text()
    target = _maybe(TargetReply)
    checked = fields.Integer(required=True)
    found = fields.Integer(required=True)
    fixed = fields.Integer(required=True)
    budget = _each(LineReply)
    budgeted = _text()
    spent = _text()
    entries = _each(EntryReply)
    petitions = fields.List(fields.UUID(), required=True)
    opened_at = fields.AwareDateTime(required=True)
    opened_by = _text()
    revision = fields.Integer(required=True)


class ProjectsReply(Reply):
    """The newest."""

    items = _each(ProjectReply)


class SuggestionReply(Reply):
    """Where many open cases are of one kind."""

    category = _text()
    division_code = _text()
    cases = fields.Integer(required=True)
    oldest_at = fields.AwareDateTime(required=True)


class SuggestionsReply(Reply):
    """All of them."""

    items = _each(SuggestionReply)


class ProjectDoor:
    """What who leads a project reads and writes down."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def newest(self, asker: Asker) -> list[dict[str, Any]]:
        """Return the newest projects of the asker's line."""
        found: list[dict[str, Any]] = self._door.read(PROJECTS, asker, ProjectsReply)[
            "items"
        ]
        return found

    def suggested(self, asker: Asker) -> list[dict[str, Any]]:
        """Return where problems gather, the most cases first."""
        path = "/v1/project-suggestions"
        found: list[dict[str, Any]] = self._door.read(path, asker, SuggestionsReply)[
            "items"
        ]
        return found

    def one(self, asker: Asker, project: UUID) -> dict[str, Any]:
        """Return one project."""
        return self._door.read(f"{PROJECTS}/{project}", asker, ProjectReply)

    def begin(self, asker: Asker, body: Mapping[str, Any], key: str) -> UUID:
        """Open one out of cases, once for each key; return its id."""
        answer = self._door.write(PROJECTS, asker, body, key)
        found: UUID = read_reply(answer, ProjectReply)["project_id"]
        return found

    def act(
        self,
        asker: Asker,
        project: UUID,
        verb: str,
        body: Mapping[str, Any],
        revision: int | None,
    ) -> None:
        """Count, report, plan the cost or end it; Refused 409 where it moved on."""
        path = f"{PROJECTS}/{project}/{verb}"
        self._door.write(path, asker, body, "", revision)
