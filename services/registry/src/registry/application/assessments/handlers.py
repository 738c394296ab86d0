"""Assessments: scored by supervisors of the unit, or above, of one period (B-19)."""

from collections.abc import Sequence

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor, Role
from registry.application.assessments.commands import ScoreSheet
from registry.application.assessments.ports import AssessmentsWork
from registry.application.assessments.views import SheetView, sheet_view
from registry.application.persons import decider
from registry.application.ports import Places
from registry.application.rules import Rules
from registry.domain.assessments.errors import NotAnAssessor
from registry.domain.assessments.sheet import About, Sheet
from registry.domain.periods import period_from
from registry.domain.values import civil_day, end_of


def score_sheet(
    command: ScoreSheet, work: AssessmentsWork, *, clock: Clock, rules: Rules
) -> SheetView:
    """Score somebody by the form of the period; one's own sheet again corrects it.

    Raises NotAnAssessor, Invalid.
    """
    now, actor = clock.now(), command.actor
    kind = rules.assessments_at(now).form(command.form).period
    period = period_from(kind, command.since)
    if period.since > civil_day(now):
        raise Invalid(fields={"since": "not-yet"})
    moment = min(now, end_of(period.until) or now)
    form = rules.assessments_at(moment).form(command.form)
    units = work.sheets.units_served(command.staff_id, form.rated, period)
    if not units:
        raise Invalid(fields={"staff_id": "not-rated"})
    about = About(
        form=form.code,
        staff_id=command.staff_id,
        organisation_id=_assessed_for(actor, command.staff_id, units, work),
        since=period.since,
        until=period.until,
        by=actor.id,
    )
    sheet = work.sheets.find(about.sheet_id)
    if sheet is None:
        sheet = Sheet(sheet_id=about.sheet_id, about=about, form=form)
        work.sheets.add(sheet)
    sheet.score(form, command.scores, at=now)
    return sheet_view(sheet)


def _assessed_for(
    actor: Actor, staff_id: str, units: Sequence[str], work: AssessmentsWork
) -> str:
    """Return the first of the units that an actor is set over."""
    themselves = decider(actor, work).is_also(staff_id)
    for unit in units:
        if not themselves and oversees_as_supervisor(actor, unit, work.organisations):
            return unit
    raise NotAnAssessor


def oversees_as_supervisor(actor: Actor, unit: str, places: Places) -> bool:
    """Tell whether somebody is set over a unit."""
    above = actor.role is Role.SUPERVISOR
    return above and actor.organisation_id in places.lineage(unit)
