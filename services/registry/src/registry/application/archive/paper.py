"""What stands on a household's paper besides its file (一户一表, A-02)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from minqing_kernel.messages import Actor
from registry.application.archive.household import HouseholdFile
from registry.application.archive.ports import ArchiveReader
from registry.application.archive.views import Answering
from registry.domain.access import WITHOUT_NUMBER, Purpose
from registry.domain.archive.authority import readable_by
from registry.domain.archive.section import SubjectKind
from registry.domain.identity import age_of, is_male
from registry.domain.resident import Resident
from registry.domain.sensitivity import Sensitivity, WordKind, mask_for, of_child

WORDS = {True: "男", False: "女"}


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A section that the reader may read, be anything written in it or not."""

    code: str
    title: str
    subject: SubjectKind


@dataclass(frozen=True, kw_only=True, repr=False)
class Bearing:
    """What somebody's number says of them, as the reader may see it."""

    sex: str | None
    age: str | None


@dataclass(frozen=True, kw_only=True, repr=False)
class HouseholdPaper:
    """A household's file with all that the sheet says round it.

    `homes` and `bearings` are by resident; `writers` are work names by account.
    """

    file: HouseholdFile
    day: date
    answering: Answering
    rented: bool
    keeper: str | None
    headings: Sequence[Heading]
    bearings: Mapping[UUID, Bearing]
    registered_here: Mapping[UUID, bool | None]
    writers: Mapping[str, str]


def household_paper(
    reader: ArchiveReader,
    file: HouseholdFile,
    actor: Actor,
    purpose: Purpose | None = None,
) -> HouseholdPaper:
    """Return the paper of a file that the actor was shown, for a purpose or masked."""
    card, today = file.household, reader.today()
    keeper = reader.organisation(card.organisation_id)
    division = keeper.division_code if keeper else None
    shown = {each.resident_id for each in card.members}
    people = [m for m in reader.members(card.household_id) if m.resident_id in shown]
    return HouseholdPaper(
        file=file,
        day=today,
        answering=reader.answering(card.household_id, today),
        rented=any(
            each.since <= today and (each.until is None or each.until > today)
            for each in reader.tenancies(card.household_id)
        ),
        keeper=keeper.name if keeper else None,
        headings=_headings(reader, actor, today),
        bearings={m.resident_id: _bearing(m, actor, purpose, today) for m in people},
        registered_here={m.resident_id: _is_here(m, division) for m in people},
        writers=_writers(reader, file),
    )


def _headings(reader: ArchiveReader, actor: Actor, today: date) -> list[Heading]:
    readable = readable_by(actor.role, reader.sections(), today)
    specs = {code: each.on(today).spec for code, each in readable.items()}
    return [
        Heading(code=code, title=spec.title, subject=spec.subject)
        for code, spec in specs.items()
    ]


def _bearing(
    resident: Resident, actor: Actor, purpose: Purpose | None, today: date
) -> Bearing:
    """Mask what the number says as plain words of a person, a child's as sensitive."""
    number = resident.profile.particulars.identity_number
    age, male = age_of(number, resident.died_on or today), is_male(number)
    seen = Sensitivity.PERSONAL
    if resident.is_child(today):
        seen = of_child(seen)
    mask = mask_for(actor.role, seen, WordKind.PLAIN)
    if purpose is not None and purpose not in WITHOUT_NUMBER:
        mask = str
    return Bearing(
        sex=None if male is None else mask(WORDS[male]),
        age=None if age is None else mask(str(age)),
    )


def _is_here(resident: Resident, division: str | None) -> bool | None:
    """Tell whether somebody is registered (户籍) in the place that keeps the file."""
    registered = resident.profile.registered_division
    if registered is None or division is None:
        return None
    return registered.startswith(division) or division.startswith(registered)


def _writers(reader: ArchiveReader, file: HouseholdFile) -> dict[str, str]:
    sections = [*file.sections, *(s for m in file.members for s in m.sections)]
    names = {each.by: reader.work_name(each.by) for each in sections}
    return {by: name for by, name in names.items() if name}
