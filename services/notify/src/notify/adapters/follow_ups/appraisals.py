"""Appraisals in their tables, and what is read of them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from minqing_chassis.database import Database
from minqing_chassis.flush import insert_sql
from minqing_chassis.repository import Repository
from minqing_chassis.unit_of_work import SqlWork
from minqing_kernel.messages import Actor
from notify.adapters.follow_ups import tables
from notify.adapters.follow_ups.sql import BELOW, IN_SCOPE
from notify.application.views import Page
from notify.domain.follow_ups.appraisal import Appraisal, ScoreForm
from notify.domain.follow_ups.errors import AppraisalUnknown
from notify.domain.follow_ups.scoring import Item, Raters, Sheet
from notify.domain.organisation import scope_of

LIST: Final = f"""
{BELOW}
select a.* from appraisals a
where ({IN_SCOPE.format(of="a")} or a.organisation_id = (
    select parent_id from organisations where organisation_id = :scope))
  and (cast(:after as uuid) is null or a.appraisal_id < :after)
order by a.appraisal_id desc limit :limit
"""
"""What is scored in one's own unit and below, and right above: it is rated too."""
ONE: Final = f"""
{BELOW}
select a.* from appraisals a
where {IN_SCOPE.format(of="a")} and a.appraisal_id = :appraisal_id
"""
FORMS: Final = """
select form_id, raters, scores, given_by, visit_id from appraisal_forms
where appraisal_id = :appraisal_id order by raters, scores::text, form_id
"""
"""By what they say, not as they came in."""
SCORED: Final = """
select form_id, scores from appraisal_forms
where appraisal_id = :appraisal_id and form_id = any(:ids)
"""


class SqlAppraisals(Repository[Appraisal]):
    """Appraisals, and the forms that score them."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work,
            tables.appraisals,
            to_row=_row,
            from_row=_appraisal,
            missing=AppraisalUnknown,
        )

    def scored(
        self, appraisal_id: UUID, forms: Sequence[ScoreForm]
    ) -> Mapping[UUID, Mapping[str, int]]:
        """Return what those of these forms say that were handed in before."""
        ids = [form.form_id for form in forms]
        rows = self._work.read(SCORED, appraisal_id=appraisal_id, ids=ids)
        return {row["form_id"]: row["scores"] for row in rows}

    def take(self, appraisal_id: UUID, forms: Sequence[ScoreForm]) -> None:
        """Take forms in; one that is known already stays as it is."""
        told = [
            {
                "appraisal_id": appraisal_id,
                "raters": form.raters,
                "form_id": form.form_id,
                "scores": dict(form.scores),
                "visit_id": form.visit_id,
                "given_by": form.by,
            }
            for form in sorted(forms, key=lambda form: form.form_id)
        ]
        sql = insert_sql(tables.appraisal_forms, tuple(told[0]))
        self._work.write(f"{sql} on conflict do nothing", told)


class AppraisalReader:
    """Reads appraisals, limited to what the asker may see."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def page(self, actor: Actor, page: Page) -> list[Appraisal]:
        """Return appraisals, the newest first."""
        found = self._database.rows(
            LIST, scope=scope_of(actor), after=page.after, limit=page.limit
        )
        return [_appraisal(dict(row)) for row in found]

    def one(
        self, actor: Actor, appraisal_id: UUID
    ) -> tuple[Appraisal, Sequence[ScoreForm]]:
        """Return an appraisal and all its forms, or raise AppraisalUnknown."""
        found = self._database.rows(
            ONE, scope=scope_of(actor), appraisal_id=appraisal_id
        )
        if not found:
            raise AppraisalUnknown(str(appraisal_id))
        rows = self._database.rows(FORMS, appraisal_id=appraisal_id)
        return _appraisal(dict(found[0])), [_form(dict(row)) for row in rows]


def _row(appraisal: Appraisal) -> dict[str, Any]:
    row = {each.name: getattr(appraisal, each.name) for each in fields(appraisal)}
    return row | {"sheets": [_sheet_row(each) for each in appraisal.sheets]}


def _sheet_row(sheet: Sheet) -> dict[str, Any]:
    items = [asdict(item) | {"weight": str(item.weight)} for item in sheet.items]
    return vars(sheet) | {"weight": str(sheet.weight), "items": items}


def _appraisal(row: Mapping[str, Any]) -> Appraisal:
    return Appraisal(**dict(row) | {"sheets": [_sheet(each) for each in row["sheets"]]})


def _sheet(row: Mapping[str, Any]) -> Sheet:
    return Sheet(
        raters=Raters(row["raters"]),
        title=row["title"],
        weight=Decimal(row["weight"]),
        items=tuple(
            Item(**each | {"weight": Decimal(each["weight"])}) for each in row["items"]
        ),
    )


def _form(row: Mapping[str, Any]) -> ScoreForm:
    return ScoreForm(
        form_id=row["form_id"],
        raters=Raters(row["raters"]),
        scores=row["scores"],
        by=row["given_by"],
        visit_id=row["visit_id"],
    )
