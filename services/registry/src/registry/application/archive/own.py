"""What somebody gets who asks for their own data (个人信息保护法第45条)."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.messages import Actor
from registry.application.archive.commands import ReadOwnFile
from registry.application.archive.copies import OwnRequest, OwnRooms, own_request
from registry.application.archive.handlers import fields_of
from registry.application.archive.petitions import FiledPetition, filed
from registry.application.archive.ports import ArchiveWork
from registry.application.archive.views import SectionView, full_section
from registry.application.people import EVERYTHING
from registry.application.views import ResidentCard, full
from registry.domain.access import Access, Purpose, Watermark, watermark
from registry.domain.archive.authority import check_own
from registry.domain.privacy.errors import GuardianAsks
from registry.domain.resident import Resident
from registry.domain.values import civil_day


@dataclass(frozen=True, kw_only=True, repr=False)
class OwnFile:
    """A copy of one's own file, whole."""

    resident: ResidentCard
    sections: Sequence[SectionView]
    petitions: Sequence[FiledPetition]
    requests: Sequence[OwnRequest]
    rooms: OwnRooms
    watermark: Watermark


def read_own_file(
    command: ReadOwnFile, work: ArchiveWork, *, clock: Clock, wall: Clock
) -> OwnFile:
    """Return the actor's own file in full; that look, too, is written down.

    Of somebody under 14 the guardian gets it (第31条): raises GuardianAsks.
    """
    resident = work.residents.get(check_own(command.actor))
    if resident.is_child(civil_day(clock.now())):
        raise GuardianAsks
    return own_file_of(resident, command.actor, work, clock=clock, wall=wall)


def own_file_of(
    resident: Resident, actor: Actor, work: ArchiveWork, *, clock: Clock, wall: Clock
) -> OwnFile:
    """Return somebody's file in full; a section that a law keeps secret is left out.

    That look is stored before anybody sees it (第18、45条).
    """
    entries = work.records.newest(resident.resident_id)
    sections = work.sections.of({each.section for each in entries})
    today = civil_day(clock.now())
    told = {
        each.code: each
        for each in sections
        if (now := each.in_force(today)) is not None and now.spec.told_to_subject
    }
    seen = [each for each in entries if each.section in told]
    rooms = work.copies.of(resident.resident_id, _home(resident, actor, work))
    asked = [
        own_request(each)
        for each in work.requests.asked_by(check_own(actor))
        if each.asked.resident_id == resident.resident_id
    ]
    named = [
        fields_of(told[each.section], each.version, Purpose.OWN_REQUEST)
        for each in seen
    ]
    work.access_log.note(
        Access(
            actor=actor,
            purpose=Purpose.OWN_REQUEST,
            resident_id=resident.resident_id,
            fields=[
                *EVERYTHING,
                *(code for codes in named for code in codes),
                *rooms.named,
            ],
            at=wall.now(),
        )
    )
    return OwnFile(
        resident=full(resident),
        sections=[full_section(each, told[each.section]) for each in seen],
        petitions=[
            filed(section, standing)
            for section, standing in work.petitions.of(resident.resident_id)
            if standing.state is not None
        ],
        requests=asked,
        rooms=rooms,
        watermark=watermark(actor, None, Purpose.OWN_REQUEST, wall.now()),
    )


def _home(resident: Resident, actor: Actor, work: ArchiveWork) -> UUID | None:
    """Return the household where somebody lives, if whoever asks lives there too."""
    asker = work.residents.get(check_own(actor))
    lives = resident.is_open and asker.is_open
    home = resident.profile.household_id
    return home if lives and asker.profile.household_id == home else None
