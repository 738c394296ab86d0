"""The handlers of visits: what is said of them, closed, found, sent by devices."""

from collections.abc import Callable
from typing import Any

from minqing_kernel.messages import Command
from registry.application.charges.commands import SeeHomes
from registry.application.charges.homes import see_homes
from registry.application.visits.closing import close_visit
from registry.application.visits.commands import (
    CloseVisit,
    ExpectPhoto,
    HearAnswer,
    KeepPhoto,
    PlaceRuns,
    ReadFindings,
    ReadVisit,
    RecordFinding,
    RecordVisit,
    TakeRecord,
)
from registry.application.visits.device import place_runs, take_record
from registry.application.visits.findings import (
    hear_answer,
    read_findings,
    record_finding,
)
from registry.application.visits.handlers import read_visit, record_visit
from registry.application.visits.photos import expect_photo, keep_photo

HEARD_OF_VISITS: dict[type[Command], Callable[..., Any]] = {
    HearAnswer: hear_answer,
    PlaceRuns: place_runs,
    ExpectPhoto: expect_photo,
    KeepPhoto: keep_photo,
}
"""What happens when the agency's clock says."""
LOOKS_AT_VISITS: dict[type[Command], Callable[..., Any]] = {
    ReadVisit: read_visit,
    ReadFindings: read_findings,
    SeeHomes: see_homes,
}
"""Looks at people, logged when they really are."""
RULES_OF_VISITS: dict[type[Command], Callable[..., Any]] = {
    RecordVisit: record_visit,
    RecordFinding: record_finding,
    CloseVisit: close_visit,
    TakeRecord: take_record,
}
"""Commands by the rules of the place."""
