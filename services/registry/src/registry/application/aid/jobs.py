"""Offers of work, who is introduced to them, and what comes of it (D-16)."""

from datetime import date
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor
from registry.application.aid.commands import Introduce, RecordOffer, SettlePlacement
from registry.application.aid.ports import AidWork
from registry.application.archive.keeping import held_file, must_have_charge
from registry.application.authority import must_keep, must_reach
from registry.domain.aid.errors import IntroducedAlready, OfferTaken
from registry.domain.aid.jobs import Offer, Placement, PlacementKind, PlacementStep
from registry.domain.archive.section import SubjectKind
from registry.domain.errors import ResidentClosed, Taken
from registry.domain.values import civil_day


def record_offer(command: RecordOffer, work: AidWork, *, clock: Clock) -> None:
    """Say what a firm offers; the same again changes nothing."""
    profile = command.profile
    firm = work.firms.find(profile.firm_id)
    if firm is None:
        raise Invalid(fields={"firm_id": "unknown-firm"})
    organisation_id = firm.profile.organisation_id
    must_keep(command.actor, work.organisations, {organisation_id})
    known = work.offers.find(command.offer_id)
    if known is None:
        known = Offer(
            offer_id=command.offer_id, organisation_id=organisation_id, profile=profile
        )
        work.offers.add(known)
    must_keep(command.actor, work.organisations, {known.organisation_id})
    known.record_as(profile, at=clock.now())


def introduce(command: Introduce, work: AidWork, *, clock: Clock) -> None:
    """Introduce somebody; the same again changes nothing; OfferTaken for no post.

    Raises IntroducedAlready for the same offer before it came to nothing: nobody is
    counted twice. They are held meanwhile.
    """
    now = clock.now()
    known = work.placements.find(command.placement_id)
    organisation_id = _reached(command, work, civil_day(now))
    if known is not None:
        said = (command.kind, command.resident_id, command.offer_id)
        if (known.kind, known.resident_id, known.offer_id) != said:
            raise Taken
        return
    _not_to_come(command.on, civil_day(now))
    placement = Placement(
        placement_id=command.placement_id,
        kind=command.kind,
        resident_id=command.resident_id,
        offer_id=command.offer_id,
        organisation_id=organisation_id,
        introduced_on=command.on,
    )
    if command.offer_id:
        _must_be_free(command.resident_id, command.offer_id, command.on, work)
    work.placements.add(placement)
    placement.begin(at=now)


def settle_placement(command: SettlePlacement, work: AidWork, *, clock: Clock) -> None:
    """Say what came of an introduction; who is hired takes a post of the offer."""
    known, now = work.placements.get(command.placement_id), clock.now()
    must_reach(command.actor, work.organisations, known.organisation_id)
    _must_have_charge(command.actor, work, known, civil_day(now))
    _not_to_come(command.on, civil_day(now))
    if command.on < known.introduced_on:
        raise Invalid(fields={"on": "before-introduction"})
    said_before = known.says(command.step, command.on)
    known.settle(command.step, command.on, at=now)
    hired = command.step is PlacementStep.PLACE and known.kind is PlacementKind.JOB
    if hired and known.offer_id is not None and not said_before:
        work.offers.get(known.offer_id).take(at=now)


def _must_be_free(resident_id: UUID, offer_id: UUID, on: date, work: AidWork) -> None:
    if not work.offers.get(offer_id).open_on(on):
        raise OfferTaken
    if work.placements.is_introduced(resident_id, offer_id):
        raise IntroducedAlready


def _reached(command: Introduce, work: AidWork, today: date) -> str:
    file = held_file(work, SubjectKind.RESIDENT, command.resident_id)
    must_reach(command.actor, work.organisations, file.organisation_id)
    must_have_charge(command.actor, work.charges, file, today)
    if not work.residents.get(command.resident_id).is_open:
        raise ResidentClosed
    return file.organisation_id


def _must_have_charge(
    actor: Actor, work: AidWork, placement: Placement, today: date
) -> None:
    if placement.resident_id is not None:
        file = held_file(work, SubjectKind.RESIDENT, placement.resident_id)
        must_have_charge(actor, work.charges, file, today)


def _not_to_come(day: date, today: date) -> None:
    if day > today:
        raise Invalid(fields={"on": "not-yet"})
