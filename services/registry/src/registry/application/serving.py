"""Who serves where and in which roles: said by who governs, kept as history."""

from datetime import datetime

from minqing_kernel.clock import Clock
from minqing_kernel.messages import Role
from registry.application.authority import must_govern
from registry.application.commands import RecordStaff, TellStaff
from registry.application.persons import decider
from registry.application.ports import RegistryWork
from registry.domain.authority import check_gift
from registry.domain.errors import ChangedMeanwhile, LastOperator, OwnPerson, OwnRights
from registry.domain.identity import checked_identity
from registry.domain.persons import PersonNumber
from registry.domain.profiles import StaffProfile
from registry.domain.serving import StaffEdition, moves_rights, takes_role
from registry.domain.staff import Staff
from registry.domain.values import civil_day


def tell_staff(command: TellStaff, work: RegistryWork, *, clock: Clock) -> int:
    """Tell once more who serves where, as it is on file; return of how many."""
    found = [work.staff.find(each) for each in command.staff_ids]
    known = [each for each in found if each is not None]
    for each in known:
        each.tell_again(at=clock.now())
    return len(known)


def record_staff(command: RecordStaff, work: RegistryWork, *, clock: Clock) -> None:
    """Say where and in which roles somebody serves; the same again changes nothing.

    Raises OwnRights, OwnPerson, RoleNotYours, LastOperator, ChangedMeanwhile.
    """
    known = work.staff.find(command.staff_id)
    before = known.profile if known else command.profile
    places = {before.organisation_id, command.profile.organisation_id}
    must_govern(command.actor, work.organisations, places)
    check_gift(command.actor, before.roles | command.profile.roles)
    at = clock.now()
    profile = command.profile.of_person(_person(command, before, work, at))
    if known is not None and known.profile == profile:
        return
    _check_seen(command, known)
    _check_own(command, known, profile, work)
    if takes_role(Role.OPS, before, profile):
        _check_operators(command, work)
    if known is None:
        known = Staff(staff_id=command.staff_id, profile=profile)
        work.staff.add(known)
    known.record_as(profile, at=at)
    _keep(command, known, work, at)


def _check_seen(command: RecordStaff, known: Staff | None) -> None:
    revision = known.revision if known else 0
    if command.seen is not None and command.seen != revision:
        raise ChangedMeanwhile


def _check_own(
    command: RecordStaff,
    known: Staff | None,
    profile: StaffProfile,
    work: RegistryWork,
) -> None:
    """Refuse to say of oneself where one serves, or by whose hand one is told.

    An account more of one's own person would be rights by a back door.
    """
    own = work.staff.find(command.actor.id)
    person = own.profile.person if own else None
    if known is None:
        if person is not None and person == profile.person:
            raise OwnRights
        return
    before = known.profile
    if not decider(command.actor, work).is_also(command.staff_id):
        return
    if before.person not in {None, profile.person}:
        raise OwnPerson
    if moves_rights(before, profile):
        raise OwnRights


def _check_operators(command: RecordStaff, work: RegistryWork) -> None:
    """Refuse to leave nobody who operates; two at once are seen one after the other."""
    work.organisations.lock_tree()
    if not work.staff.serve_in(Role.OPS) - {command.staff_id}:
        raise LastOperator


def _keep(command: RecordStaff, known: Staff, work: RegistryWork, at: datetime) -> None:
    profile = known.profile
    work.staff_editions.keep(
        StaffEdition(
            staff_id=known.staff_id,
            revision=known.revision,
            at=at,
            by=command.actor.id,
            organisation_id=profile.organisation_id,
            roles=profile.roles,
            active=profile.active,
            reason=command.reason,
        )
    )


def _person(
    command: RecordStaff, before: StaffProfile, work: RegistryWork, at: datetime
) -> str | None:
    """Return whose account it is from now on, as far as anybody said."""
    said = command.number
    if said is None:
        return command.profile.person if command.whole else before.person
    if said.identity_number is not None:
        today = civil_day(at)
        number = checked_identity(said.identity_number, today=today)
        said = PersonNumber(identity_number=number)
    return work.staff.person_of(said)
