"""Visit forms: handed on against a receipt, and what came of them (D-16)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor
from registry.application.authority import known_lineage
from registry.application.forms.commands import ReceiveForm, ReportForm, SendForm
from registry.application.visits.ports import VisitsWork
from registry.application.visits.queries import must_oversee
from registry.domain.errors import OutOfReach
from registry.domain.forms.form import VisitForm
from registry.domain.visits.authority import holds


@dataclass(frozen=True, kw_only=True)
class FormCard:
    """A form as both sides see it; without a receipt nobody has taken it yet."""

    form_id: UUID
    visit_id: UUID
    from_id: str
    to_id: str
    sent_at: datetime
    receipt: str | None
    received_at: datetime | None
    jobs: int
    startups: int


class Forms(Protocol):
    """The collection of all forms."""

    def add(self, aggregate: VisitForm) -> None:
        """Take a new one in."""
        ...

    def find(self, key: UUID) -> VisitForm | None:
        """Return one for change, if it is known."""
        ...

    def get(self, key: UUID) -> VisitForm:
        """Return one for change, or raise FormUnknown."""
        ...


class FormsWork(VisitsWork, Protocol):
    """A unit of work that knows forms."""

    @property
    def forms(self) -> Forms: ...  # noqa: D102


def send_form(command: SendForm, work: FormsWork, *, clock: Clock) -> FormCard:
    """Hand a visit's form on; who was there may, and who oversees them."""
    actor, visit = command.actor, work.visits.get(command.visit_id)
    if actor.id not in visit.units:
        must_oversee(actor, work.organisations, visit.units.values())
    known_lineage(work.organisations, command.to_id, "to_id")
    from_id = visit.units.get(actor.id) or min(visit.units.values())
    if command.to_id == from_id:
        raise Invalid(fields={"to_id": "own-unit"})
    known = work.forms.find(command.form_id)
    form = known or VisitForm(
        form_id=command.form_id,
        visit_id=command.visit_id,
        from_id=from_id,
        to_id=command.to_id,
        sent_by=actor.id,
        sent_at=clock.now(),
    )
    form.send(command.visit_id, command.to_id)
    if known is None:
        work.forms.add(form)
    return form_card(form)


def receive_form(command: ReceiveForm, work: FormsWork, *, clock: Clock) -> FormCard:
    """Give the receipt; the desk of whom it was handed to does, once."""
    form = _at_the_desk(command.form_id, command.actor, work)
    form.receive(by=command.actor.id, at=clock.now())
    return form_card(form)


def report_form(command: ReportForm, work: FormsWork, *, clock: Clock) -> FormCard:
    """Say what came of a form; the desk that has it does, as often as it changes."""
    form = _at_the_desk(command.form_id, command.actor, work)
    form.report(command.result, at=clock.now())
    return form_card(form)


def _at_the_desk(form_id: UUID, actor: Actor, work: FormsWork) -> VisitForm:
    form = work.forms.get(form_id)
    if not holds(actor, [form.to_id]):
        raise OutOfReach
    return form


def form_card(form: VisitForm) -> FormCard:
    """Return what is shown of a form."""
    return FormCard(
        form_id=form.form_id,
        visit_id=form.visit_id,
        from_id=form.from_id,
        to_id=form.to_id,
        sent_at=form.sent_at,
        receipt=form.receipt,
        received_at=form.received_at,
        jobs=form.result.jobs,
        startups=form.result.startups,
    )
