"""Looks at assessments: one's own, or those of units that one oversees."""

from collections import defaultdict
from collections.abc import Sequence

from minqing_kernel.messages import Actor
from registry.application.assessments.ports import SheetReader
from registry.application.assessments.views import SheetView, Standing, sheet_view
from registry.application.ports import Places
from registry.domain.assessments.form import Form
from registry.domain.assessments.sheet import Sheet, mean_of, totals_of
from registry.domain.errors import OutOfReach
from registry.domain.periods import Period
from registry.domain.visits.authority import oversees


def sheets_of(
    reader: SheetReader, places: Places, staff_id: str, form: str | None, actor: Actor
) -> Sequence[SheetView]:
    """Return the sheets about somebody that an actor sees; raises OutOfReach."""
    found = reader.of_staff(staff_id, form)
    if actor.id != staff_id:
        units = {each.about.organisation_id for each in found}
        seen = {each for each in units if oversees(actor, places.lineage(each))}
        if not seen:
            raise OutOfReach
        found = [each for each in found if each.about.organisation_id in seen]
    return [sheet_view(each) for each in found]


def standings(
    reader: SheetReader, organisation_id: str, form: Form, period: Period
) -> Sequence[Standing]:
    """Return how everybody stands whom the form is about, also who has no sheet."""
    by_person: defaultdict[str, list[Sheet]] = defaultdict(list)
    for sheet in reader.of_place(organisation_id, form.code, period.since):
        by_person[sheet.about.staff_id].append(sheet)
    rated = reader.rated(organisation_id, form.rated, period)
    return [
        Standing(
            staff_id=each,
            sheets=len(by_person[each]),
            mean=mean_of(totals_of(by_person[each])),
        )
        for each in sorted({*rated, *by_person})
    ]
