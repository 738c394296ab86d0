"""Visit forms as a collection, in pages, and told in the timeline."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from minqing_chassis.database import Database
from minqing_chassis.unit_of_work import SqlWork, Tell
from registry.adapters.forms.tables import visit_forms
from registry.adapters.places import UNDER
from registry.adapters.shelf import Shelf
from registry.adapters.translation import line
from registry.application.forms.handlers import FormCard
from registry.domain.forms.errors import FormUnknown
from registry.domain.forms.events import FormForwarded, FormReceived, FormReported
from registry.domain.forms.form import Result, VisitForm

CARD = (
    "form_id, visit_id, from_id, to_id, sent_at, receipt, received_at, jobs, startups"
)
PAGES = {
    sent: f"""
{UNDER}
select {CARD} from visit_forms where form_id > :after
    and {column} in (select organisation_id from under)
order by form_id limit :limit
"""
    for sent, column in ((True, "from_id"), (False, "to_id"))
}
TOTALS = f"""
{UNDER}
select coalesce(sum(jobs), 0) as jobs, coalesce(sum(startups), 0) as startups
from visit_forms where to_id in (select organisation_id from under)
"""
PLAIN = (
    "form_id",
    "visit_id",
    "from_id",
    "to_id",
    "sent_by",
    "sent_at",
    "receipt",
    "received_by",
    "received_at",
    "revision",
)


def all_forms(work: SqlWork) -> Shelf[VisitForm]:
    """Return the collection of all forms."""
    return Shelf(work, visit_forms, to_row=_row, from_row=_form, missing=FormUnknown)


class SqlFormReader:
    """Reads outside any unit of work."""

    def __init__(self, database: Database) -> None:
        self._read = database.rows

    def page(
        self, organisation_id: str, *, sent: bool, after: UUID, limit: int
    ) -> Sequence[FormCard]:
        """Return forms that a place's units sent, or got; by id."""
        rows = self._read(PAGES[sent], id=organisation_id, after=after, limit=limit)
        return [FormCard(**row) for row in rows]

    def totals(self, organisation_id: str) -> Mapping[str, int]:
        """Return what came of all the forms that a place's units received."""
        [row] = self._read(TOTALS, id=organisation_id)
        return {"jobs": int(row["jobs"]), "startups": int(row["startups"])}


def _row(form: VisitForm) -> dict[str, Any]:
    return {**{name: getattr(form, name) for name in PLAIN}, **vars(form.result)}


def _form(row: Mapping[str, Any]) -> VisitForm:
    result = Result(jobs=row["jobs"], startups=row["startups"])
    return VisitForm(**{name: row[name] for name in PLAIN}, result=result)


TELL_OF_FORMS: Tell = {
    FormForwarded: line("form", "form-forwarded", "from_id", "to_id"),
    FormReceived: line("form", "form-received", "receipt"),
    FormReported: line("form", "form-reported", "jobs", "startups"),
}
