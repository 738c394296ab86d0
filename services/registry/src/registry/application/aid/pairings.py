"""Pairings: begun, ended and handed over by those who keep the household's file."""

from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from registry.application.aid.commands import EndPairing, HandOverPairing, PairUp
from registry.application.aid.ports import AidWork
from registry.application.archive.keeping import held_file
from registry.application.authority import known_lineage, must_keep
from registry.domain.aid.pairing import Pairing, Partner, PartnerKind
from registry.domain.archive.section import SubjectKind
from registry.domain.errors import Taken


def pair_up(command: PairUp, work: AidWork, *, clock: Clock) -> None:
    """Pair somebody with a household; the same again changes nothing."""
    known = work.pairings.find(command.pairing_id)
    _must_keep(command, work, command.household_id)
    said = (command.household_id, command.partner, command.since)
    if known is None:
        _known(work, command.partner)
        pairing = Pairing(
            pairing_id=command.pairing_id,
            household_id=command.household_id,
            partner=command.partner,
            since=command.since,
        )
        work.pairings.add(pairing)
        pairing.begin(at=clock.now())
    elif not known.says(*said):
        raise Taken


def end_pairing(command: EndPairing, work: AidWork, *, clock: Clock) -> None:
    """End a pairing; raises PairingEnded for another day than was said."""
    known = work.pairings.get(command.pairing_id)
    _must_keep(command, work, known.household_id)
    known.end(command.until, at=clock.now())


def hand_over_pairing(command: HandOverPairing, work: AidWork, *, clock: Clock) -> None:
    """End a pairing and begin the next on one day: no day is left out between."""
    known, now = work.pairings.get(command.pairing_id), clock.now()
    _must_keep(command, work, known.household_id)
    following = work.pairings.find(command.next_id)
    if following is None:
        if command.partner == known.partner:
            raise Invalid(fields={"partner": "same-partner"})
        _known(work, command.partner)
        known.end(command.on, at=now)
        following = Pairing(
            pairing_id=command.next_id,
            household_id=known.household_id,
            partner=command.partner,
            since=command.on,
            follows=known.pairing_id,
        )
        work.pairings.add(following)
        following.begin(at=now)
    elif not _is_it(following, known, command):
        raise Taken


def _is_it(following: Pairing, known: Pairing, command: HandOverPairing) -> bool:
    follows = following.follows == known.pairing_id
    return follows and following.says(known.household_id, command.partner, command.on)


def _known(work: AidWork, partner: Partner) -> None:
    if partner.kind is PartnerKind.UNIT:
        known_lineage(work.organisations, partner.id, "partner")
    elif work.staff.find(partner.id) is None:
        raise Invalid(fields={"partner": "unknown-staff"})


def _must_keep(
    command: PairUp | EndPairing | HandOverPairing, work: AidWork, household_id: UUID
) -> None:
    file = held_file(work, SubjectKind.HOUSEHOLD, household_id)
    must_keep(command.actor, work.organisations, {file.organisation_id})
