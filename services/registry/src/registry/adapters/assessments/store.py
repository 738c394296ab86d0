"""Sheets as a collection, and who is assessed."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any, Final

from minqing_chassis.unit_of_work import SqlWork
from registry.adapters.assessments.tables import assessment_sheets
from registry.adapters.shelf import Shelf
from registry.domain.assessments.form import Form, Item, Part
from registry.domain.assessments.sheet import About, Scored, Sheet
from registry.domain.errors import StaffUnknown
from registry.domain.periods import Period, PeriodKind
from registry.domain.profiles import DutyKind

SERVED: Final = """
select coalesce(g.organisation_id, s.organisation_id) as unit, s.staff_id
from duties d join staff s using (staff_id)
left join grids g on d.scope_kind = 'grid' and g.grid_id = d.scope_id
where d.duty = :duty and d.since <= :until
    and (d.until is null or d.until > greatest(d.since, :since))
"""
"""Who served for which unit within a period."""
UNITS_SERVED: Final = f"""
select distinct unit from ({SERVED}) served where staff_id = :staff order by unit
"""


class SqlSheets(Shelf[Sheet]):
    """The sheets of everybody."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work,
            assessment_sheets,
            to_row=sheet_row,
            from_row=sheet_of,
            missing=StaffUnknown,
        )

    def units_served(
        self, staff_id: str, duty: DutyKind, period: Period
    ) -> Sequence[str]:
        """Return for which units somebody had a duty within a period."""
        rows = self._work.read(UNITS_SERVED, staff=staff_id, duty=duty, **vars(period))
        return [row["unit"] for row in rows]


def sheet_row(sheet: Sheet) -> dict[str, Any]:
    """Return the row of a sheet."""
    scored = [
        {"scores": dict(each.scores), "at": each.at.isoformat()}
        for each in sheet.scored
    ]
    return vars(sheet.about) | {
        "sheet_id": sheet.sheet_id,
        "form_said": _plain(sheet.form),
        "scored": scored,
    }


def sheet_of(row: Mapping[Any, Any]) -> Sheet:
    """Return the sheet of a row."""
    names = About.__dataclass_fields__
    return Sheet(
        sheet_id=row["sheet_id"],
        about=About(**{name: row[name] for name in names}),
        form=_form(row["form_said"]),
        scored=[
            Scored(scores=each["scores"], at=datetime.fromisoformat(each["at"]))
            for each in row["scored"]
        ],
    )


def _plain(form: Form) -> dict[str, Any]:
    parts = [
        asdict(part) | {"items": list(map(asdict, part.items))} for part in form.parts
    ]
    return vars(form) | {"parts": parts}


def _form(said: Mapping[str, Any]) -> Form:
    parts = tuple(
        Part(**part | {"items": tuple(Item(**each) for each in part["items"])})
        for part in said["parts"]
    )
    known = {"rated": DutyKind(said["rated"]), "period": PeriodKind(said["period"])}
    return Form(**dict(said) | known | {"parts": parts})
