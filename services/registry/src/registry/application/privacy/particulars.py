"""What somebody wants changed of the register's own words: name, numbers, addresses."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor
from registry.application.authority import must_keep
from registry.application.moves.ties import loosen
from registry.application.premises.handlers import hung
from registry.application.privacy.ports import PrivacyWork
from registry.application.searching.handlers import index_household, index_resident
from registry.domain.errors import HouseholdUnknown
from registry.domain.household import Household
from registry.domain.particulars import Particulars, ResidentProfile
from registry.domain.privacy.forgotten import Forgotten, Ground
from registry.domain.privacy.request import Asked, RequestKind, Wording
from registry.domain.resident import Resident
from registry.domain.values import ADDRESS_LENGTH, checked_text, civil_day

HOME = "home_address"
"""Where somebody lives now (现住): the address of their household."""
CAN_GO = frozenset({"identity_number", "telephone", "registered_address", HOME})
"""What of the particulars can be deleted; a file without a name is nobody's."""


def check_particulars(
    resident: Resident, asked: Asked, wording: Wording, clock: Clock
) -> None:
    """Refuse (Invalid) what could not be granted whatever anybody decides."""
    deletes = asked.kind is RequestKind.DELETION
    known = CAN_GO if deletes else CAN_GO | {"name"}
    if not set(asked.fields) <= known:
        raise Invalid(fields={"fields": "unknown-field"})
    if HOME in asked.fields and resident.profile.household_id is None:
        raise Invalid(fields={"fields": "unknown-household"})
    _check_words(wording)
    _corrected(resident, wording.values, clock)


def rewrite_particulars(
    resident: Resident,
    patch: Mapping[str, Any],
    actor: Actor,
    work: PrivacyWork,
    clock: Clock,
) -> None:
    """Do what is granted of somebody's own words; None empties one.

    Raises OutOfReach for the household of a place that the actor does not keep.
    """
    words = _corrected(resident, patch, clock)
    number = resident.profile.particulars.identity_number
    if number is not None and words.identity_number is None:
        gone = Forgotten(identity_number=number, ground=Ground.REQUEST, at=clock.now())
        work.forgotten.note(gone)
    profile = replace(resident.profile, particulars=words)
    if HOME in patch:
        profile = _rehomed(resident, profile, patch[HOME], actor, work, clock)
    resident.rewrite(profile, at=clock.now())
    index_resident(resident, work)


def _rehomed(
    resident: Resident,
    profile: ResidentProfile,
    address: str | None,
    actor: Actor,
    work: PrivacyWork,
    clock: Clock,
) -> ResidentProfile:
    """Correct the address of the household, or let nobody know where they live."""
    key = resident.profile.household_id
    home = None if key is None else work.households.find(key)
    if home is None:
        raise HouseholdUnknown
    must_keep(actor, work.organisations, {home.profile.organisation_id})
    if address is None:
        _leave(resident, home, work, clock)
        return replace(profile, household_id=None)
    said = replace(home.profile, address=address, premises_id=None, building_id=None)
    home.record_as(hung(said, work), at=clock.now())
    index_household(home, work)
    return profile


def _leave(
    resident: Resident, home: Household, work: PrivacyWork, clock: Clock
) -> None:
    now, gone = clock.now(), {resident.resident_id}
    loosen(home, gone, None, work, day=civil_day(now), at=now)
    work.records.forget_homes(resident.resident_id)


def _check_words(wording: Wording) -> None:
    """Refuse what is no word; whoever wants nothing to stand there asks to delete."""
    wrong = {
        f"values.{code}": "not-a-string"
        for code, value in wording.values.items()
        if not isinstance(value, str) or not value.strip()
    }
    if wrong:
        raise Invalid(fields=wrong)
    if HOME in wording.values:
        checked_text(wording.values[HOME], HOME, ADDRESS_LENGTH)


def _corrected(
    resident: Resident, values: Mapping[str, Any], clock: Clock
) -> Particulars:
    own = {code: value for code, value in values.items() if code != HOME}
    words = {**vars(resident.profile.particulars), **own}
    return Particulars.checked(today=civil_day(clock.now()), **words)
