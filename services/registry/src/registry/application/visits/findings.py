"""What visits find: done on the spot, or a petition by message (B-25, B-26)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from registry.application.archive.petitions import file_what_was_found
from registry.application.rules import Rules
from registry.application.visits.closing import settle
from registry.application.visits.commands import (
    HearAnswer,
    ReadFindings,
    RecordFinding,
)
from registry.application.visits.ports import VisitsWork
from registry.application.visits.subjects import must_reach_all
from registry.application.visits.views import FindingCard, masked_finding
from registry.domain.access import Access, Purpose
from registry.domain.household import Household
from registry.domain.resident import Resident
from registry.domain.values import civil_day
from registry.domain.visits.errors import FindingTaken, VisitForgotten, VisitNotYours
from registry.domain.visits.finding import Difficulty, Finding, FindingState, Word
from registry.domain.visits.kinds import SubjectKind
from registry.domain.visits.stamp import Stamp
from registry.domain.visits.visit import Account, Outcome, Subject, Visit

PERSON = SubjectKind.RESIDENT
LOOKED_AT = ("name", "telephone", "visits.finding")


@dataclass(frozen=True, kw_only=True, repr=False)
class FindingWords:
    """What intake needs of a finding to write a petition down; never shown."""

    text: str
    place: str
    name: str
    telephone: str


def record_finding(
    command: RecordFinding, work: VisitsWork, *, clock: Clock, rules: Rules
) -> FindingCard:
    """Say what a visit found; whoever was there may, the same again changes nothing.

    Raises VisitUnknown, VisitNotYours, VisitForgotten, FindingTaken, OutOfReach, and
    Invalid for somebody whom the visit does not name.
    """
    visit, now = work.visits.get(command.visit_id), clock.now()
    if command.actor.id not in visit.units:
        raise VisitNotYours
    if visit.forgotten:
        raise VisitForgotten
    # Findings before people, as `read_findings` does: nobody waits crosswise.
    work.findings.of_visit(visit.visit_id)
    said = command.difficulty
    _must_be_visited(command, visit, work, now)
    known = work.findings.find(command.finding_id)
    if known is not None and known.visit_id != visit.visit_id:
        raise FindingTaken
    stamp = command.said or Stamp.next(now, known.said if known else None)
    finding = known or Finding(
        finding_id=command.finding_id,
        visit_id=visit.visit_id,
        recorded_by=command.actor.id,
        recorded_at=now,
        unit=visit.units[command.actor.id],
    )
    if known is None or command.said is not None or known.difficulty != said:
        finding.say(Word(said=stamp, by=command.actor.id, difficulty=said), now=now)
    if finding.is_untold or finding.household_id is None:
        finding.household_id = _home(finding.difficulty, visit, work)
    if known is None:
        work.findings.add(finding)
    _ask_petition(finding, visit, work, rules, now)
    settle(visit, work, rules, now)
    return masked_finding(finding)


def hear_answer(command: HearAnswer, work: VisitsWork, *, clock: Clock) -> None:
    """Take in what intake made of a finding; of an unknown one nothing is kept.

    A petition about somebody comes into that person's file (A-05).
    """
    finding, now = work.findings.find(command.finding_id), clock.now()
    if finding is None:
        return
    finding.hear(command.answer, now=now)
    person = _person(finding.difficulty, work)
    if finding.petition_id is not None and person is not None and person.is_open:
        file_what_was_found(finding.petition_id, person.resident_id, work, now=now)


def read_findings(
    command: ReadFindings, work: VisitsWork, *, clock: Clock, wall: Clock
) -> Mapping[UUID, FindingWords]:
    """Return the words of findings that are due; every look is written down.

    Where nobody said a place, it is the home that the finding is about.
    """
    del clock
    asked = work.findings.get_many(sorted(command.finding_ids)).values()
    due = [each for each in asked if each.state is FindingState.DUE]
    homes = work.households.get_many(sorted(_homes_meant(due)))
    work.residents.get_many(sorted(_people_of(due)))
    told = {}
    for finding in due:
        person = _person(finding.difficulty, work)
        home = _home_meant(finding, homes)
        looked_at = person.resident_id if person else finding.household_id
        work.access_log.note(
            Access(
                actor=command.actor,
                purpose=Purpose.CASE_HANDLING,
                resident_id=looked_at or finding.finding_id,
                fields=(*LOOKED_AT, "address") if home else LOOKED_AT,
                at=wall.now(),
            )
        )
        told[finding.finding_id] = _words(finding.difficulty, person, home)
    return told


def _words(
    said: Difficulty, person: Resident | None, home: Household | None
) -> FindingWords:
    of_file = person.profile.particulars if person else None
    return FindingWords(
        text=said.text,
        place=said.place or (home.profile.address if home else ""),
        name=said.name or (of_file.name if of_file else ""),
        telephone=said.telephone or (of_file and of_file.telephone) or "",
    )


def _must_be_visited(
    command: RecordFinding, visit: Visit, work: VisitsWork, now: datetime
) -> None:
    """Refuse a finding about somebody else, and about whom the actor does not reach."""
    about = command.difficulty.about
    if about is None:
        return
    if about not in visit.account.subjects and not _lives_there(about, visit, work):
        raise Invalid(fields={"about": "not-visited"})
    just_them = Account(
        kind=visit.account.kind,
        held_at=visit.account.held_at,
        visitors=[command.actor.id],
        subjects=[about],
    )
    must_reach_all(command.actor, just_them, work, civil_day(now))


def _lives_there(about: Subject, visit: Visit, work: VisitsWork) -> bool:
    """Tell whether somebody lives in a home that was visited, seen or not (A-29)."""
    if about.kind is not PERSON:
        return False
    person = work.residents.find(UUID(about.id))
    homes = visit.account.ids(SubjectKind.HOUSEHOLD)
    return person is not None and str(person.profile.household_id) in homes


def _ask_petition(
    finding: Finding, visit: Visit, work: VisitsWork, rules: Rules, now: datetime
) -> None:
    """Let intake know once a petition is to come of it; of one matter there is one."""
    if not finding.asks_petition:
        return
    said = finding.difficulty
    if finding.household_id is not None and said.matter is not None:
        line = work.organisations.lineage(finding.unit)
        finding.joins = work.findings.of_same_matter(
            finding.household_id,
            said.matter,
            finding.finding_id,
            line,
            raised=said.outcome is Outcome.RAISED,
        )
    policy = rules.visits_at(visit.account.held_at)
    door = policy.kind(visit.account.kind).door
    unit = finding.unit
    if said.outcome is Outcome.RAISED:
        unit = [*work.organisations.lineage(unit)[1:2], unit][0]
    finding.ask_petition(unit, door, visit.account.held_at, now=now)


def _home(said: Difficulty, visit: Visit, work: VisitsWork) -> UUID | None:
    """Return which home it is about; the only one that was visited, if nobody says."""
    if said.about is None:
        homes = _homes(visit.account, work) if visit.covers and not said.name else ()
        return next(iter(homes)) if len(homes) == 1 else None
    if said.about.kind is SubjectKind.HOUSEHOLD:
        return UUID(said.about.id)
    person = _person(said, work)
    return person.profile.household_id if person else None


def _homes(said: Account, work: VisitsWork) -> set[UUID | None]:
    people = work.residents.get_many(UUID(each) for each in said.ids(PERSON))
    homes: set[UUID | None] = {each.profile.household_id for each in people.values()}
    return homes | {UUID(each) for each in said.ids(SubjectKind.HOUSEHOLD)}


def _home_meant(finding: Finding, homes: Mapping[UUID, Household]) -> Household | None:
    if finding.household_id is None or finding.difficulty.place:
        return None
    return homes.get(finding.household_id)


def _homes_meant(findings: Iterable[Finding]) -> set[UUID]:
    """Return the homes whose address is the place, as nobody said another."""
    return {
        each.household_id
        for each in findings
        if each.household_id is not None and not each.difficulty.place
    }


def _people_of(findings: Iterable[Finding]) -> set[UUID]:
    about = {each.difficulty.about for each in findings}
    return {UUID(each.id) for each in about if each and each.kind is PERSON}


def _person(said: Difficulty, work: VisitsWork) -> Resident | None:
    if said.about is None or said.about.kind is not PERSON:
        return None
    return work.residents.find(UUID(said.about.id))
