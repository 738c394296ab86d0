"""Who reaches an item: the ledger's readers, of its place, in charge of its home."""

from datetime import date
from uuid import UUID

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor
from registry.application.authority import known_lineage, must_reach
from registry.application.charges.reach import bounds_of
from registry.application.ledgers.ports import LedgersWork
from registry.domain.access import FULL_PURPOSES, Purpose
from registry.domain.archive.petitions import Standing
from registry.domain.errors import OutOfReach
from registry.domain.ledgers.errors import ItemUnknown
from registry.domain.ledgers.item import ItemAccount, LedgerItem
from registry.domain.ledgers.policy import AboutKind, LedgerKind, LedgerPolicy


def readable_ledger(policy: LedgerPolicy, code: str, actor: Actor) -> LedgerKind:
    """Return a ledger that an actor reads; raises Invalid on `ledger` otherwise.

    Of what somebody may not read they do not learn that it is kept.
    """
    kind = policy.ledger(code)
    if actor.role not in kind.readers:
        raise Invalid(fields={"ledger": "unknown-ledger"})
    return kind


def must_work_at(actor: Actor, work: LedgersWork, organisation_id: str) -> None:
    """Refuse (OutOfReach, Invalid) a place that is not the actor's own."""
    known_lineage(work.organisations, organisation_id, "organisation_id")
    must_reach(actor, work.organisations, organisation_id)


def held_item(work: LedgersWork, item_id: UUID) -> LedgerItem:
    """Return an item for change, its matter locked before it: always in this order."""
    about = work.ledgers.about_of(item_id)
    if about is None:
        raise ItemUnknown
    work.ledgers.lock_matter(about)
    return work.ledgers.get(item_id)


def must_see_item(
    actor: Actor, work: LedgersWork, item: LedgerItem, policy: LedgerPolicy, day: date
) -> None:
    """Refuse an item of another place, ledger, building, or an accusation (第30条)."""
    said = item.account
    must_reach(actor, work.organisations, said.organisation_id)
    if said.ledger not in policy.readable_by(actor.role):
        raise ItemUnknown
    standing = petition_of(said, work)
    above = work.organisations.lineage(actor.organisation_id or "")
    if said.about.kind is AboutKind.PETITION and (
        standing is None or standing.is_hidden_from(above)
    ):
        raise ItemUnknown
    must_be_in_charge_of(actor, said, work, day)


def must_be_in_charge_of(
    actor: Actor, said: ItemAccount, work: LedgersWork, day: date
) -> None:
    """Refuse (OutOfReach) what lies beyond the buildings that bind an actor (A-07)."""
    bounds = bounds_of(actor, work.charges, day)
    if bounds is None:
        return
    if work.charges.building_of(home_of(said, work)) not in bounds:
        raise OutOfReach


def home_of(said: ItemAccount, work: LedgersWork) -> UUID | None:
    """Return whose home an item concerns: where the resident lives now."""
    resident_id = said.about.key(AboutKind.RESIDENT)
    if resident_id is None:
        return said.home_id
    resident = work.residents.get(resident_id)
    return resident.profile.household_id or said.home_id


def petition_of(said: ItemAccount, work: LedgersWork) -> Standing | None:
    """Return what is known of the petition that an item is about."""
    petition_id = said.about.key(AboutKind.PETITION)
    return None if petition_id is None else work.petitions.lock(petition_id)


def must_have_ground(purpose: Purpose) -> None:
    """Refuse (Invalid) a purpose that is no ground for a full look."""
    if purpose not in FULL_PURPOSES:
        raise Invalid(fields={"purpose": "bad-purpose"})
