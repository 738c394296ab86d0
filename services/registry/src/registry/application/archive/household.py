"""A household on one page (A-02): who lives there, and what stands in their files."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor
from registry.application.archive.commands import ReadHousehold
from registry.application.archive.handlers import fields_of
from registry.application.archive.petitions import FiledPetition, shown_petitions
from registry.application.archive.ports import ArchiveReader, ArchiveWork
from registry.application.archive.queries import is_child
from registry.application.archive.views import (
    SectionView,
    masked_section,
    told_section,
)
from registry.application.authority import is_within_reach, must_reach
from registry.application.charges.reach import must_be_in_charge
from registry.application.people import BUT_THE_NUMBER, EVERYTHING
from registry.application.queries import household_card
from registry.application.views import (
    HouseholdCard,
    ResidentCard,
    full_household,
    without_numbers,
)
from registry.domain.access import (
    FULL_PURPOSES,
    WITHOUT_NUMBER,
    Access,
    Watermark,
    watermark,
)
from registry.domain.archive.authority import readable_by
from registry.domain.archive.section import SectionDefinition
from registry.domain.errors import HouseholdUnknown
from registry.domain.values import civil_day, end_of


@dataclass(frozen=True, kw_only=True, repr=False)
class MemberFile:
    """One member of a household with the sections of their file.

    `closed` are the titles of those that hold something, and that a role may not read.
    """

    resident: ResidentCard
    sections: Sequence[SectionView]
    petitions: Sequence[FiledPetition]
    closed: Sequence[str] = ()


@dataclass(frozen=True, kw_only=True, repr=False)
class HouseholdFile:
    """A household, its own sections, and its members with theirs; in full: marked."""

    household: HouseholdCard
    sections: Sequence[SectionView]
    members: Sequence[MemberFile]
    watermark: Watermark | None = None
    closed: Sequence[str] = ()


def household_file(
    reader: ArchiveReader, household_id: UUID, actor: Actor, on: date | None = None
) -> HouseholdFile:
    """Return a household's file, masked, as it stood at the end of a day.

    Of a section that the role may not read it says that there is one, and no more.
    Raises HouseholdUnknown, OutOfReach.
    """
    card = household_card(reader, household_id, actor)
    known = {each.code: each for each in reader.sections()}
    readable = readable_by(actor.role, known.values(), reader.today())
    above = reader.lineage(actor.organisation_id or "")

    def sections_of(subject_id: UUID, *, child: bool) -> list[SectionView]:
        entries = reader.entries(subject_id, end_of(on))
        return [
            masked_section(entry, readable[entry.section], actor.role, child=child)
            for entry in entries
            if entry.section in readable
        ]

    def closed_of(subject_id: UUID) -> list[str]:
        entries = reader.entries(subject_id, end_of(on))
        return [
            known[entry.section].latest.spec.title
            for entry in entries
            if entry.section not in readable and not entry.erased
        ]

    return HouseholdFile(
        household=card,
        sections=sections_of(household_id, child=False),
        closed=closed_of(household_id),
        members=[
            MemberFile(
                resident=member,
                sections=sections_of(
                    member.resident_id, child=is_child(reader, member.resident_id)
                ),
                petitions=shown_petitions(
                    reader.petitions(member.resident_id), readable, above
                ),
                closed=closed_of(member.resident_id),
            )
            for member in card.members
        ],
    )


def read_household(
    command: ReadHousehold, work: ArchiveWork, *, clock: Clock, wall: Clock
) -> HouseholdFile:
    """Return a household's file in full; each look is stored before anybody sees it.

    Members whose file is kept out of the actor's reach are left out. For a visit
    nobody's identity number is told whole.
    """
    if command.purpose not in FULL_PURPOSES:
        raise Invalid(fields={"purpose": "bad-purpose"})
    actor, places = command.actor, work.organisations
    household = work.households.find(command.household_id)
    if household is None:
        raise HouseholdUnknown
    must_reach(actor, places, household.profile.organisation_id)
    today = civil_day(clock.now())
    must_be_in_charge(actor, work.charges, household.profile.building_id, today)
    members = [
        member
        for member in work.residents.of_household(command.household_id)
        if is_within_reach(actor, places, member.profile.organisation_id)
    ]
    card = full_household(household, members)
    particulars: tuple[str, ...] = EVERYTHING
    if command.purpose in WITHOUT_NUMBER:
        card = without_numbers(card, actor.role)
        particulars = BUT_THE_NUMBER
    look = _Look(command=command, work=work, today=today, wall=wall)
    return HouseholdFile(
        household=card,
        sections=look.sections(command.household_id, ("address",)),
        members=[
            MemberFile(
                resident=member,
                sections=look.sections(member.resident_id, particulars),
                petitions=look.petitions(member.resident_id),
            )
            for member in card.members
        ],
        watermark=watermark(
            actor, work.charges.work_name(actor.id), command.purpose, wall.now()
        ),
    )


@dataclass(frozen=True, kw_only=True)
class _Look:
    """One look at a household, file by file."""

    command: ReadHousehold
    work: ArchiveWork
    today: date
    wall: Clock

    def sections(self, subject_id: UUID, besides: Sequence[str]) -> list[SectionView]:
        """Return somebody's sections in full, and note the look at them and more."""
        entries = self.work.records.newest(subject_id)
        readable = self._readable({each.section for each in entries})
        seen = [each for each in entries if each.section in readable]
        purpose, role = self.command.purpose, self.command.actor.role
        named = [
            fields_of(readable[each.section], each.version, purpose) for each in seen
        ]
        self.work.access_log.note(
            Access(
                actor=self.command.actor,
                purpose=purpose,
                resident_id=subject_id,
                fields=[*besides, *(code for codes in named for code in codes)],
                at=self.wall.now(),
            )
        )
        return [
            told_section(each, readable[each.section], role, purpose) for each in seen
        ]

    def petitions(self, resident_id: UUID) -> list[FiledPetition]:
        """Return the petitions in somebody's file that the reader may know of."""
        filed = self.work.petitions.of(resident_id)
        readable = self._readable({section for section, _ in filed})
        organisation_id = self.command.actor.organisation_id or ""
        above = self.work.organisations.lineage(organisation_id)
        return shown_petitions(filed, readable, above)

    def _readable(self, codes: Collection[str]) -> dict[str, SectionDefinition]:
        sections = self.work.sections.of(codes)
        return readable_by(self.command.actor.role, sections, self.today)
