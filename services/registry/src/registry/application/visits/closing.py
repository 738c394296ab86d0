"""Closing visits: what is lacking is told all at once (C-05, C-08, B-26)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from uuid import UUID

from minqing_kernel.clock import Clock
from registry.application.rules import Rules
from registry.application.visits.commands import CloseVisit
from registry.application.visits.ports import VisitsWork
from registry.application.visits.views import VisitCard, masked_visit
from registry.domain.archive.record import Entry
from registry.domain.values import civil_day, end_of
from registry.domain.visits.closing import Closing
from registry.domain.visits.errors import StillOpen, VisitNotYours
from registry.domain.visits.kinds import Need, SubjectKind, VisitedClass
from registry.domain.visits.lacking import Circumstances, lacking
from registry.domain.visits.stamp import Stamp
from registry.domain.visits.visit import Visit


def close_visit(
    command: CloseVisit, work: VisitsWork, *, clock: Clock, rules: Rules
) -> VisitCard:
    """Close a visit; the same again changes nothing.

    Raises StillOpen with everything that is lacking, unless a device says so: its word
    is kept until the rest has come (C-26).
    """
    visit, now = work.visits.get(command.visit_id), clock.now()
    if command.actor.id not in visit.units:
        raise VisitNotYours
    before = visit.closing.said if visit.closing else None
    said = command.said or Stamp.next(now, before)
    closing = Closing(family=command.family, by=command.actor.id, said=said)
    if command.said is None and visit.closed_at is not None:
        return masked_visit(visit)
    visit.ask_to_close(closing)
    wrong = settle(visit, work, rules, now)
    if wrong and command.said is None:
        raise StillOpen(fields=wrong)
    return masked_visit(visit)


def settle(
    visit: Visit, work: VisitsWork, rules: Rules, now: datetime
) -> Mapping[str, str]:
    """Let a visit be closed or open as its rules say; return what is lacking."""
    if visit.closing is None:
        return {}
    policy = rules.visits_at(visit.account.held_at)
    kind = policy.kind(visit.account.kind)
    people = _people(visit, work)
    asks_five = Need.FIVE in kind.closes_with
    seen = Circumstances(
        kind=kind,
        in_class=asks_five and _in_class(people, policy.classes, visit, work),
        edited=not people.isdisjoint(work.visits.edited(visit.visit_id)),
    )
    wrong = lacking(visit, work.findings.of_visit(visit.visit_id), seen)
    visit.settle(wrong, now=now)
    return wrong


def _people(visit: Visit, work: VisitsWork) -> set[UUID]:
    """Return the files that a visit is about: homes, who lives there, who is named."""
    homes = [UUID(each) for each in visit.account.ids(SubjectKind.HOUSEHOLD)]
    named = [UUID(each) for each in visit.account.ids(SubjectKind.RESIDENT)]
    return {*homes, *named, *work.visits.living_in(homes)}


def _in_class(
    people: Iterable[UUID],
    classes: Iterable[VisitedClass],
    visit: Visit,
    work: VisitsWork,
) -> bool:
    """Tell whether somebody was of a class when they were visited (C-08)."""
    asked = list(classes)
    return any(
        each.holds(entry.values.get(each.field))
        for person in sorted(people)
        for each, entry in _entries(person, asked, visit, work)
    )


def _entries(
    person: UUID, classes: Iterable[VisitedClass], visit: Visit, work: VisitsWork
) -> Iterator[tuple[VisitedClass, Entry]]:
    until = end_of(civil_day(visit.account.held_at))
    for each in classes:
        entry = work.records.at(person, each.section, until=until)
        if entry is not None and not entry.erased:
            yield each, entry
