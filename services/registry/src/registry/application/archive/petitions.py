"""Petitions in files: who they are of, where they stand, what came of them."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.messages import Actor
from registry.application.archive.commands import (
    AskAgain,
    DropPetition,
    FileParts,
    FilePetition,
    HearPetition,
)
from registry.application.archive.handlers import known_section, must_write
from registry.application.archive.keeping import held_file, must_see_file
from registry.application.archive.ports import ArchiveReader, ArchiveWork
from registry.domain.archive.authority import readable_by
from registry.domain.archive.errors import PetitionUnheard, SectionHoldsNone
from registry.domain.archive.petitions import Outcome, Standing
from registry.domain.archive.section import SubjectKind
from registry.domain.values import civil_day

ASK_AFTER = timedelta(hours=1)
AT_ONCE = 500


@dataclass(frozen=True, kw_only=True)
class FiledPetition:
    """A petition in a file: where it stands now, and how it was answered."""

    petition_id: UUID
    receipt: str
    section: str
    state: str
    outcome: str | None
    answered_at: datetime | None


def hear_petition(command: HearPetition, work: ArchiveWork, *, clock: Clock) -> None:
    """Take in a word of a petition; an answer is noted in the files it stands in.

    That of an accusation is not: the accused read sections, too (条例第30条). Nor is
    any before intake has said who is accused.
    """
    told = command.standing
    known = work.petitions.lock(told.petition_id)
    now = told if known is None else known.joined(told)
    answer = _may_be_noted(now)
    if answer is not None:
        for resident_id in work.petitions.residents_of(told.petition_id):
            _note(resident_id, now.receipt, answer, work, clock)
    work.petitions.hear(told)


def _may_be_noted(standing: Standing | None) -> Outcome | None:
    if standing is None or standing.accused or not standing.intake.revision:
        return None
    return standing.outcome


def ask_again(_: AskAgain, work: ArchiveWork, *, clock: Clock) -> None:
    """Ask again what was asked an hour ago or longer and never answered."""
    now = clock.now()
    for link in work.petitions.unanswered(now - ASK_AFTER, AT_ONCE):
        link.ask_again(at=now)


def drop_petition(command: DropPetition, work: ArchiveWork, *, clock: Clock) -> None:
    """Take what nobody registered out of the files that it was put into."""
    work.petitions.lock(command.petition_id)
    for resident_id in work.petitions.residents_of(command.petition_id):
        link = work.petitions.link(command.petition_id, resident_id)
        link.file_under(None, at=clock.now())


def file_parts(command: FileParts, work: ArchiveWork, *, clock: Clock) -> None:
    """File what was divided off a petition into the same files and sections, once.

    Whoever took a part out, or filed it elsewhere, is not overruled.
    """
    work.petitions.lock(command.petition_id)
    for resident_id in work.petitions.residents_of(command.petition_id):
        section = work.petitions.link(command.petition_id, resident_id).section
        for part_id in command.part_ids:
            link = work.petitions.link(part_id, resident_id)
            if not link.revision:
                link.file_under(section, at=clock.now())


def file_petition(command: FilePetition, work: ArchiveWork, *, clock: Clock) -> None:
    """File a petition under a section that holds petitions, or take it out (A-05).

    What is not known of it is asked of intake; until intake has answered, nothing is
    shown. One that was answered already is written down at once (A-28). Whoever may not
    learn of it meets what they would meet if nobody had registered it (第30条).
    Raises PetitionUnheard for one to be taken out that is not there.
    """
    known = work.petitions.lock(command.petition_id)
    link = work.petitions.link(command.petition_id, command.resident_id)
    if command.section is None and link.section is None:
        raise PetitionUnheard
    for code in sorted({link.section or "", command.section or ""} - {""}):
        _check_section(command, code, work, clock)
    link.file_under(command.section, at=clock.now())
    answer = _may_be_noted(known)
    if command.section is not None and known is not None and answer is not None:
        _note(command.resident_id, known.receipt, answer, work, clock)


def file_what_was_found(
    petition_id: UUID, resident_id: UUID, work: ArchiveWork, *, now: datetime
) -> None:
    """File what a visit raised for somebody into their file, once (A-05).

    It stands in the first section that holds petitions; whoever filed it elsewhere, or
    took it out, is not overruled.
    """
    work.petitions.lock(petition_id)
    for definition in work.sections.holding_petitions():
        version = definition.in_force(civil_day(now))
        if version is not None and version.spec.holds_petitions:
            link = work.petitions.link(petition_id, resident_id)
            if not link.revision:
                link.file_under(definition.code, at=now)
            return


def _check_section(
    command: FilePetition, code: str, work: ArchiveWork, clock: Clock
) -> None:
    """Refuse a section that the actor may not write, or that holds no petitions."""
    today = civil_day(clock.now())
    file = held_file(work, SubjectKind.RESIDENT, command.resident_id)
    version = known_section(work, code, SubjectKind.RESIDENT).on(today)
    must_write(command.actor, work, version, file, today)
    if not version.spec.holds_petitions:
        raise SectionHoldsNone


def _note(
    resident_id: UUID, receipt: str, answered: Outcome, work: ArchiveWork, clock: Clock
) -> None:
    """Write how a case was answered into every section that keeps outcomes (A-28)."""
    resident = work.residents.get(resident_id)
    if not resident.is_open:
        return
    said = {
        "receipt": receipt,
        "outcome": answered.outcome,
        "on": civil_day(answered.at).isoformat(),
        "revision": answered.revision,
    }
    for definition in work.sections.keeping_outcomes():
        version = definition.in_force(civil_day(clock.now()))
        if version is not None:
            record = work.records.get(resident_id, definition.code)
            record.note_outcome(said, version, at=clock.now())


def filed_petitions(
    reader: ArchiveReader, resident_id: UUID, actor: Actor
) -> list[FiledPetition]:
    """Return the petitions in a file, each with where it stands now (A-05).

    Those of sections that the role may not read are left out, and accusations of the
    reader's own organisation or one above it (条例第30条).
    """
    must_see_file(reader, SubjectKind.RESIDENT, resident_id, actor)
    readable = readable_by(actor.role, reader.sections(), reader.today())
    above = reader.lineage(actor.organisation_id or "")
    return shown_petitions(reader.petitions(resident_id), readable, above)


def shown_petitions(
    there: Iterable[tuple[str, Standing]],
    readable: Container[str],
    above: Sequence[str],
) -> list[FiledPetition]:
    """Return the petitions in readable sections that this lineage may know of."""
    return [
        filed(section, standing)
        for section, standing in there
        if section in readable and not standing.is_hidden_from(above)
    ]


def filed(section: str, standing: Standing) -> FiledPetition:
    """Return a petition as a file shows it."""
    answered = standing.outcome
    return FiledPetition(
        petition_id=standing.petition_id,
        receipt=standing.receipt,
        section=section,
        state=str(standing.state),
        outcome=None if answered is None else answered.outcome,
        answered_at=None if answered is None else answered.at,
    )
