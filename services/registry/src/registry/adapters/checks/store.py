"""Draws and checks as collections; a population is written once, and not read again."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from minqing_chassis.repository import Repository
from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.checks import tables
from registry.adapters.shelf import Shelf
from registry.domain.checks.check import Aspect, Check, Finding, Found, Means, Noted
from registry.domain.checks.draw import Asked, CheckDraw
from registry.domain.checks.errors import CheckUnknown, DrawUnknown

PLAIN_DRAW = (
    "draw_id",
    "until",
    "title",
    "basis",
    "due_on",
    "nonce",
    "seed",
    "size",
    "drawn_by",
    "drawn_at",
)
PLAIN_CHECK = (
    "check_id",
    "draw_id",
    "visit_id",
    "rank",
    "visit_revision",
    "facts",
    "digest",
    "visitors",
    "checker_id",
)


class SqlDraws(Shelf[CheckDraw]):
    """All draws."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work,
            tables.check_draws,
            to_row=draw_row,
            from_row=draw_of,
            missing=DrawUnknown,
        )

    def add(self, aggregate: CheckDraw) -> None:
        """Take a new one in, with its population."""
        super().add(aggregate)
        visits = [str(each) for each in aggregate.population]
        row = {"draw_id": aggregate.draw_id, "visits": visits}
        self._work.before_commit(
            lambda: self._work.insert(tables.check_populations, row)
        )


class SqlChecks(Repository[Check]):
    """The checks of all draws."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work,
            tables.checks,
            to_row=check_row,
            from_row=check_of,
            missing=CheckUnknown,
        )


def draw_row(draw: CheckDraw) -> dict[str, Any]:
    """Return the row of a draw."""
    return {name: getattr(draw, name) for name in PLAIN_DRAW} | vars(draw.asked)


def draw_of(row: Mapping[Any, Any]) -> CheckDraw:
    """Return the draw of a row, without its population."""
    return CheckDraw(
        **{name: row[name] for name in PLAIN_DRAW},
        population=(),
        asked=Asked(
            rule=row["rule"],
            organisation_id=row["organisation_id"],
            since=row["since"],
        ),
    )


def check_row(check: Check) -> dict[str, Any]:
    """Return the row of a check."""
    plain = {name: getattr(check, name) for name in PLAIN_CHECK}
    return plain | {"findings": [finding_row(each) for each in check.findings]}


def check_of(row: Mapping[Any, Any]) -> Check:
    """Return the check of a row."""
    found = [finding_of(each) for each in row["findings"]]
    return Check(**{name: row[name] for name in PLAIN_CHECK}, findings=found)


def finding_row(noted: Noted) -> dict[str, Any]:
    """Return a finding as JSON says it."""
    said = noted.finding
    return {
        "found": said.found,
        "means": said.means,
        "checked_on": said.checked_on.isoformat(),
        "differs_in": list(said.differs_in),
        "by": noted.by,
        "at": noted.at.isoformat(),
    }


def finding_of(said: Mapping[str, Any]) -> Noted:
    """Return a finding of what JSON says."""
    finding = Finding(
        found=Found(said["found"]),
        means=Means(said["means"]),
        checked_on=date.fromisoformat(said["checked_on"]),
        differs_in=[Aspect(each) for each in said["differs_in"]],
    )
    return Noted(finding=finding, by=said["by"], at=datetime.fromisoformat(said["at"]))
