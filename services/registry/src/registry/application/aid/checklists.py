"""六个一: a unit shows what it did in a year."""

from minqing_kernel.clock import Clock
from registry.application.aid.commands import ShowEvidence
from registry.application.aid.ports import AidWork
from registry.application.authority import must_keep
from registry.domain.aid.checklist import Checklist, checklist_id


def show_evidence(command: ShowEvidence, work: AidWork, *, clock: Clock) -> None:
    """Say what shows that one of the six is done; the same again changes nothing."""
    must_keep(command.actor, work.organisations, {command.organisation_id})
    key = checklist_id(command.organisation_id, command.year)
    known = work.checklists.find(key)
    if known is None:
        known = Checklist(
            checklist_id=key,
            organisation_id=command.organisation_id,
            year=command.year,
        )
        work.checklists.add(known)
    known.show(command.item, command.evidence, at=clock.now())
