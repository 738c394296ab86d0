"""Who informs, and of which enterprises (D-22)."""

from dataclasses import dataclass
from typing import Final

from intake.application.desk import Desk
from intake.application.ports import IntakeWork
from intake.application.scope import require_own
from intake.application.writing_down import require_organisation
from intake.domain.authority import acts_for
from intake.domain.contact import Contact
from intake.domain.errors import UnknownEnterprise, UnknownInformer
from intake.domain.informers import Informer
from intake.domain.informing import (
    Enterprise,
)
from minqing_kernel.messages import Actor, Command, Role

KEEPERS: Final = frozenset({Role.SUPERVISOR, Role.CLERK, Role.OPS})
"""Who keeps the list, and reports for an informer who has no telephone."""


@dataclass(frozen=True, kw_only=True)
class RecordEnterprise(Command):
    """Keep an enterprise of which an informer reports every month."""

    enterprise: Enterprise
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class RecordInformer(Command):
    """Keep of which enterprises somebody reports; of no others from now on.

    An anonymous contact leaves the one that is known.
    """

    informer_id: str
    organisation_id: str
    enterprises: frozenset[str]
    contact: Contact
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class GiveEnterprise(Command):
    """Let somebody report on one enterprise as well; two who give lose neither."""

    informer_id: str
    organisation_id: str
    enterprise_id: str
    contact: Contact
    actor: Actor


@dataclass(frozen=True, kw_only=True)
class TakeEnterprise(Command):
    """Let somebody report on one enterprise no more."""

    informer_id: str
    enterprise_id: str
    actor: Actor


def record_enterprise(
    command: RecordEnterprise, work: IntakeWork, *, desk: Desk
) -> None:
    """Keep an enterprise that is reported on; nobody takes over another place's."""
    require_own(command.actor, command.enterprise.organisation_id, desk)
    known = work.enterprises.get(command.enterprise.enterprise_id)
    if known is not None:
        require_own(command.actor, known.organisation_id, desk)
    require_organisation(command.enterprise.organisation_id, desk.reference)
    work.enterprises.put(command.enterprise)


def record_informer(command: RecordInformer, work: IntakeWork, *, desk: Desk) -> None:
    """Keep who reports on which enterprises; who reports on none leaves no telephone.

    Raises OutsideScope, UnknownReference, UnknownEnterprise. Enterprises of places
    that are not the actor's stay the informer's.
    """
    require_own(command.actor, command.organisation_id, desk)
    require_organisation(command.organisation_id, desk.reference)
    known = work.informers.get(command.informer_id)
    if known is not None:
        require_own(command.actor, known.organisation_id, desk)
    before = known.enterprises if known is not None else frozenset()
    for each in sorted(command.enterprises - before):
        require_own(command.actor, listed(each, work).organisation_id, desk)
    others = _of_others(before - command.enterprises, command.actor, work, desk)
    enterprises = command.enterprises | others
    work.informers.put(
        Informer(
            informer_id=command.informer_id,
            organisation_id=command.organisation_id,
            enterprises=enterprises,
            contact=_contact(command, known, desk) if enterprises else None,
        ),
        by=command.actor.id,
        at=desk.clock.now(),
    )


def give_enterprise(command: GiveEnterprise, work: IntakeWork, *, desk: Desk) -> None:
    """Let somebody report on one enterprise as well; twice is once.

    Raises OutsideScope, UnknownReference, UnknownEnterprise.
    """
    require_own(command.actor, command.organisation_id, desk)
    require_organisation(command.organisation_id, desk.reference)
    known = work.informers.get(command.informer_id)
    if known is not None:
        require_own(command.actor, known.organisation_id, desk)
    enterprise = listed(command.enterprise_id, work)
    require_own(command.actor, enterprise.organisation_id, desk)
    work.informers.give(
        Informer(
            informer_id=command.informer_id,
            organisation_id=command.organisation_id,
            enterprises=frozenset({enterprise.enterprise_id}),
            contact=_contact(command, known, desk),
        ),
        by=command.actor.id,
        at=desk.clock.now(),
    )


def take_enterprise(command: TakeEnterprise, work: IntakeWork, *, desk: Desk) -> None:
    """Let somebody report on one enterprise no more; twice is once.

    Who reports on none leaves no telephone. Raises UnknownInformer, OutsideScope,
    UnknownEnterprise.
    """
    known = work.informers.get(command.informer_id)
    if known is None:
        raise UnknownInformer
    require_own(command.actor, known.organisation_id, desk)
    enterprise = listed(command.enterprise_id, work)
    require_own(command.actor, enterprise.organisation_id, desk)
    work.informers.take(
        known.informer_id,
        enterprise.enterprise_id,
        by=command.actor.id,
        at=desk.clock.now(),
    )


def listed(enterprise_id: str, work: IntakeWork) -> Enterprise:
    """Return an enterprise on the list; raise UnknownEnterprise for any other."""
    found = work.enterprises.get(enterprise_id)
    if found is None or not found.active:
        raise UnknownEnterprise
    return found


def _of_others(
    enterprises: frozenset[str], actor: Actor, work: IntakeWork, desk: Desk
) -> frozenset[str]:
    """Return those that are not the actor's to take away."""
    if actor.role is Role.OPS:
        return frozenset()
    tree = desk.reference.tree()
    known = filter(None, map(work.enterprises.get, sorted(enterprises)))
    return frozenset(
        each.enterprise_id
        for each in known
        if not acts_for(actor, each.organisation_id, tree)
    )


def _contact(
    command: RecordInformer | GiveEnterprise, known: Informer | None, desk: Desk
) -> str | None:
    if command.contact.anonymous:
        return known.contact if known is not None else None
    return desk.seals.seal(command.contact.to_dict(), command.informer_id)
