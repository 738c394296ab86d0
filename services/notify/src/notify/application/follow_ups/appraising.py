"""Appraisals: opened, and scored by three groups (三测评, C-16)."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID, uuid5

from minqing_kernel.clock import Clock
from minqing_kernel.messages import Actor
from notify.application.follow_ups.commands import (
    AddScoreForms,
    GivenForm,
    OpenAppraisal,
    ScoreOneself,
)
from notify.application.follow_ups.ports import FollowUpWork
from notify.application.follow_ups.visiting import PolicyAt
from notify.domain.errors import NoOrganisation
from notify.domain.follow_ups.appraisal import Appraisal, ScoreForm
from notify.domain.follow_ups.errors import (
    OwnAppraisal,
    ScoredAlready,
    UnitUnknown,
    VisitUnknown,
)
from notify.domain.follow_ups.scoring import ANONYMOUS, Raters
from notify.domain.follow_ups.visit import signed
from notify.domain.organisation import require_scope


class RaterMarks(Protocol):
    """Makes one mark a rater and appraisal, from which nobody can tell who it was."""

    def mark(self, appraisal_id: UUID, rater_id: str) -> UUID:
        """Return the mark: the same for the same rater."""
        ...


def open_appraisal(
    command: OpenAppraisal, work: FollowUpWork, *, clock: Clock, policy_at: PolicyAt
) -> Appraisal:
    """Open an appraisal of the asker's own unit or one below it, by today's sheets.

    Raises UnitUnknown for a unit that was never heard of.
    """
    if not work.organisations.find([command.organisation_id]):
        raise UnitUnknown
    line = work.organisations.line_of(command.organisation_id)
    require_scope(command.actor, line)
    now = clock.now()
    rules = policy_at(now).scores
    appraisal = Appraisal(
        appraisal_id=command.appraisal_id,
        title=command.title,
        organisation_id=command.organisation_id,
        staff_id=command.staff_id,
        ends_on=command.ends_on,
        sheets=rules.sheets,
        smallest_group=rules.smallest_group,
        basis=rules.basis("sheets"),
        opened_by=signed(command.actor),
        opened_at=now,
    )
    appraisal.open()
    work.appraisals.add(appraisal)
    return appraisal


def add_score_forms(
    command: AddScoreForms, work: FollowUpWork, *, clock: Clock
) -> None:
    """Take residents' forms in, from visits and questionnaires; each counts once.

    A unit does not hand in forms about itself, unless none stands above it.
    """
    appraisal = work.appraisals.get(command.appraisal_id)
    line = work.organisations.line_of(appraisal.organisation_id)
    require_scope(command.actor, line)
    if command.actor.organisation_id == line[0] and len(line) > 1:
        raise OwnAppraisal
    _ensure_about(appraisal, command.forms, work)
    forms = [_resident_form(each, appraisal, command.actor) for each in command.forms]
    accounts = work.persons.accounts_of(command.actor.id)
    for form in forms:
        appraisal.take(form, accounts=accounts, at=clock.now())
    _take(appraisal, forms, work)


def _ensure_about(
    appraisal: Appraisal, forms: Sequence[GivenForm], work: FollowUpWork
) -> None:
    """Let a visit score the unit whose case it was about; raises VisitUnknown.

    The visits are not held: who fills in many would wait for who calls, and they for
    each other.
    """
    wanted = {each.visit_id for each in forms if each.visit_id is not None}
    units = work.visits.units_of(wanted)
    lines = map(work.organisations.line_of, set(units.values()))
    strange = any(appraisal.organisation_id not in line for line in lines)
    if strange or units.keys() != wanted:
        raise VisitUnknown


def _resident_form(given: GivenForm, appraisal: Appraisal, by: Actor) -> ScoreForm:
    visit_id = given.visit_id
    known = given.form_id if visit_id is None else appraisal.form_of_visit(visit_id)
    return ScoreForm(
        form_id=known,
        raters=Raters.PUBLIC,
        scores=given.scores,
        by=signed(by),
        visit_id=visit_id,
    )


def score_oneself(
    command: ScoreOneself, work: FollowUpWork, *, clock: Clock, marks: RaterMarks
) -> None:
    """Take the scores of who asks, once; the same again changes nothing.

    Raises ScoredAlready for other scores than they gave before.
    """
    appraisal, actor = work.appraisals.get(command.appraisal_id), command.actor
    if actor.organisation_id is None:
        raise NoOrganisation
    appraisal.ensure_rater(
        command.raters,
        work.organisations.line_of(appraisal.organisation_id),
        work.organisations.line_of(actor.organisation_id),
    )
    form = _form(appraisal.appraisal_id, command, marks)
    accounts = work.persons.accounts_of(actor.id)
    appraisal.take(form, accounts=accounts, at=clock.now())
    _take(appraisal, [form], work)


def _take(appraisal: Appraisal, forms: Sequence[ScoreForm], work: FollowUpWork) -> None:
    """Keep forms; the appraisal is held, so that nobody hands one in meanwhile."""
    before = work.appraisals.scored(appraisal.appraisal_id, forms)
    if any(before.get(each.form_id, each.scores) != each.scores for each in forms):
        raise ScoredAlready
    work.appraisals.take(appraisal.appraisal_id, forms)


def _form(appraisal_id: UUID, command: ScoreOneself, marks: RaterMarks) -> ScoreForm:
    actor: Actor = command.actor
    if command.raters in ANONYMOUS:
        known, by = marks.mark(appraisal_id, actor.id), None
    else:
        known, by = uuid5(appraisal_id, f"rater:{actor.id}"), signed(actor)
    return ScoreForm(form_id=known, raters=command.raters, scores=command.scores, by=by)
