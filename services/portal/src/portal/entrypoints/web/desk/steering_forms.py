"""The forms of what is rarer than an answer: who helps, waits, presses, answers for."""

from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from marshmallow import ValidationError, fields, validate, validates, validates_schema

from portal.entrypoints.web.desk.handover_forms import END_OF_DAY, day_of
from portal.entrypoints.web.desk.schemas import (
    ID,
    LONGEST_REPLY,
    LONGEST_WORDS,
    ReasonForm,
    StaffForm,
    lines_of,
    needed,
    one_of,
    optional,
)

PERSON: Final = r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z"
PAUSES: Final = ("hearing", "waiting-for-petitioner")
"""Why the unit itself lets a case stand still; 历史遗留 is a leader's."""
MEASURES: Final = ("supervise", "yellow-card", "red-card")
REPORTS: Final = ("true", "false")
GRAVE: Final = ("ordinary", "major", "urgent")
VERDICTS: Final = ("feasible", "deferred", "infeasible")
WITH_DATE: Final = {"owner": "fault.unit.empty", "due_on": "fault.day"}
WITH_WORDS: Final = {"explanation": "fault.explanation.empty"}
"""What each verdict needs beside it (C-21)."""
MOST_PARTIES: Final = 50
LONGEST_PARTY: Final = 64


def _chosen(fault: str, like: str = ID) -> fields.String:
    return fields.String(
        required=True,
        validate=validate.Regexp(like, error=fault),
        error_messages={"required": fault},
    )


def _perhaps(fault: str) -> fields.String:
    return fields.String(
        load_default="", validate=validate.Regexp(rf"({ID[:-2]})?\Z", error=fault)
    )


def _task() -> fields.Integer:
    """Return the field that says which contribution is meant."""
    fault = "fault.content.empty"
    return fields.Integer(
        required=True,
        validate=validate.Range(1, 999_999_999, error=fault),
        error_messages={"required": fault, "invalid": fault},
    )


class DatedForm(StaffForm):
    """Until the end of which day; empty: as long as the policy gives."""

    due_on = fields.String(load_default="")

    @validates("due_on")
    def _day(self, said: str, **_: object) -> None:
        if said and day_of(said) is None:
            raise ValidationError("fault.day")


class CoAskForm(DatedForm):
    """Which unit is to contribute what."""

    unit = _chosen("fault.unit.empty")
    asks = needed("asks", LONGEST_WORDS)


class CoAnswerForm(StaffForm):
    """What the unit contributes; the petitioner reads it in the answer."""

    task = _task()
    answer = needed("contribution", LONGEST_REPLY)


class CoWaiveForm(ReasonForm):
    """Why a unit is excused."""

    task = _task()


class TransferForm(DatedForm):
    """To whom it goes, and whether the result is owed in return."""

    unit = _chosen("fault.unit.empty")
    report_back = one_of(REPORTS, "fault.report-back.empty")


class SuspendForm(ReasonForm):
    """Why it stands still."""

    ground = one_of(PAUSES, "fault.ground.empty")


class ParkForm(ReasonForm):
    """A matter of long ago: who answers for it, and how often it is looked at."""

    leader = _chosen("fault.leader.empty", PERSON)
    months = fields.String(
        load_default="",
        validate=validate.Regexp(r"([1-9]|1[0-9]|2[0-4])?\Z", error="fault.months"),
    )


class FindingForm(StaffForm):
    """What was found when it was looked at again."""

    note = needed("finding-again", LONGEST_WORDS)


class PressForm(DatedForm, ReasonForm):
    """What is asked of a unit, until which day."""


class SuperviseForm(PressForm):
    """Supervision until a day, or a card."""

    measure = one_of(MEASURES, "fault.measure.empty")


class OwnersForm(StaffForm):
    """The three names."""

    leader = _chosen("fault.leader.empty", PERSON)
    section = _chosen("fault.section.empty")
    community = _chosen("fault.community.empty")


class SponsorForm(StaffForm):
    """Which leader takes it."""

    leader = _chosen("fault.leader.empty", PERSON)
    note = optional(LONGEST_WORDS)


class SetDateForm(DatedForm):
    """The leader's day, and whose it is."""

    leader = _chosen("fault.leader.empty", PERSON)

    @validates_schema
    def _needed(self, said: dict[str, Any], **_: object) -> None:
        if not said["due_on"]:
            raise ValidationError("fault.day", "due_on")


class DesignateForm(DatedForm):
    """The unit that keeps it."""

    unit = _chosen("fault.unit.empty")


class SeverityForm(StaffForm):
    """How grave it is."""

    severity = one_of(GRAVE, "fault.severity.empty")


class PartiesForm(StaffForm):
    """Who else has a part in it, one a line; none: nobody."""

    parties = optional(MOST_PARTIES * (LONGEST_PARTY + 1))

    @validates("parties")
    def _short(self, said: str, **_: object) -> None:
        lines = lines_of(said)
        if len(lines) > MOST_PARTIES or any(len(e) > LONGEST_PARTY for e in lines):
            raise ValidationError("fault.parties.long")


class FeasibilityForm(DatedForm):
    """Feasible with who and when; anything else with an explanation."""

    verdict = one_of(VERDICTS, "fault.verdict.empty")
    owner = _perhaps("fault.unit.empty")
    explanation = optional(LONGEST_WORDS)

    @validates_schema
    def _whole(self, said: dict[str, Any], **_: object) -> None:
        feasible = said["verdict"] == VERDICTS[0]
        asked = WITH_DATE if feasible else WITH_WORDS
        lacking = {name: [why] for name, why in asked.items() if not said[name]}
        if lacking:
            raise ValidationError(lacking)


def moment_of(said: str, zone: ZoneInfo) -> str | None:
    """Return the end of that day at the agency's place, as it goes over the wire."""
    day = day_of(said)
    return datetime.combine(day, END_OF_DAY, zone).isoformat() if day else None
