"""应享尽享 (C-12): who may have a benefit and has none; who may take a post (D-16)."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final
from uuid import UUID

from minqing_kernel.clock import Clock
from registry.application.aid.commands import (
    BatchLook,
    CheckEntitled,
    DecideEntitlement,
    SeekCandidates,
)
from registry.application.aid.ports import AidWork, Candidate
from registry.application.aid.views import Findings, Found
from registry.application.aid.weighing import Scales, Weighed, scales_for
from registry.application.archive.keeping import held_file, must_have_charge
from registry.application.authority import must_reach
from registry.application.rules import Rules
from registry.domain.aid.conditions import Answer, Condition, Facts
from registry.domain.aid.entitlement import Entitlement, Finding, outcome_id
from registry.domain.aid.errors import EditionPassed
from registry.domain.aid.rules import BenefitRule
from registry.domain.archive.section import SubjectKind
from registry.domain.errors import ResidentClosed
from registry.domain.values import civil_day

LISTED = frozenset({Finding.ENTITLED, Finding.UNKNOWN})
ANSWERS = {
    Answer.YES: Finding.ENTITLED,
    Answer.UNKNOWN: Finding.UNKNOWN,
    Answer.NO: Finding.NOT_ENTITLED,
}
FAR: Final = 12_000
"""So many are looked at for one page of those of one standing: some seconds' work."""
Judge = Callable[[Candidate, Facts], Finding]


def check_entitled(
    command: CheckEntitled, work: AidWork, *, clock: Clock, wall: Clock, rules: Rules
) -> Findings:
    """Return who of a page meets a rule and has no benefit, or may do so.

    Where those of one standing are asked for, it goes on until there is a page of them,
    or FAR were looked at. The log tells for every person whose class 3 was looked at
    when it really was.
    """
    now = clock.now()
    rule = rules.help_at(now).benefit(command.rule, civil_day(now))
    scales = scales_for(command, work, _asked_of(rule), civil_day(now), wall.now())
    listed = LISTED if command.standing is None else frozenset({command.standing})
    found: Findings | None = None
    for people in _pages(scales):
        judge = _judge(rule, work, people)
        page = _findings(rule.edition, scales, people, judge, listed)
        found = page if found is None else found.followed_by(page)
        if command.standing is None or _is_enough(found, command.limit):
            break
    assert found is not None, "there is a first page, if an empty one"
    return found


def seek_candidates(
    command: SeekCandidates, work: AidWork, *, clock: Clock, wall: Clock, rules: Rules
) -> Findings:
    """Return who of a page looks for work and was not introduced to the offer."""
    now = clock.now()
    seekers = rules.help_at(now).seekers
    work.offers.get(command.offer_id)
    scales = scales_for(command, work, seekers.names(), civil_day(now), wall.now())
    people = _page(scales)
    ids = [each.resident.resident_id for each in people]
    introduced = work.candidates.introduced(command.offer_id, ids)

    def judge(person: Candidate, facts: Facts) -> Finding:
        if person.resident.resident_id in introduced:
            return Finding.DECIDED
        return ANSWERS[seekers.answer(facts)]

    return _findings("seekers", scales, people, judge, LISTED)


def decide_entitlement(
    command: DecideEntitlement, work: AidWork, *, clock: Clock, rules: Rules
) -> str:
    """Say what became of somebody; return it. Raises EditionPassed for an old rule."""
    now = clock.now()
    rule = rules.help_at(now).benefit(command.rule, civil_day(now))
    if rule.edition != command.edition:
        raise EditionPassed
    file = held_file(work, SubjectKind.RESIDENT, command.resident_id)
    must_reach(command.actor, work.organisations, file.organisation_id)
    must_have_charge(command.actor, work.charges, file, civil_day(now))
    if not work.residents.get(command.resident_id).is_open:
        raise ResidentClosed
    key = outcome_id(rule.edition, command.resident_id)
    known = work.entitlements.find(key)
    if known is None:
        known = Entitlement(
            outcome_id=key, resident_id=command.resident_id, edition=rule.edition
        )
        work.entitlements.add(known)
    known.decide(command.outcome, command.actor.id, at=now)
    return command.outcome.value


def _asked_of(rule: BenefitRule) -> frozenset[str]:
    held = rule.held.names() if rule.held else frozenset()
    return rule.when.names() | held


def _is_enough(found: Findings, limit: int) -> bool:
    return len(found.items) >= limit or found.looked_at >= FAR


def _pages(scales: Scales) -> Iterator[Sequence[Candidate]]:
    """Yield those who live in the place, page after page; the first may be empty."""
    look, after = scales.look, scales.look.after
    while True:
        people = _page(replace(scales, look=replace(look, after=after)))
        yield people
        if len(people) < look.limit:
            return
        after = people[-1].resident.resident_id


def _page(scales: Scales) -> Sequence[Candidate]:
    look = scales.look
    return scales.work.candidates.people(
        look.organisation_id, scales.sections.keys(), look.after, look.limit
    )


def _judge(rule: BenefitRule, work: AidWork, people: Sequence[Candidate]) -> Judge:
    """Return what tells the finding of a person: the reasons to be off the list first.

    Who may have the benefit already and does not say so is no reason.
    """
    ids = [each.resident.resident_id for each in people]
    homes = {home for each in people if (home := _home(each)) is not None}
    paid = work.candidates.paid(rule.programme, homes) if rule.programme else ()
    decided = work.candidates.decided(rule.edition, ids)

    def judge(person: Candidate, facts: Facts) -> Finding:
        if person.resident.resident_id in decided:
            return Finding.DECIDED
        if _home(person) in paid or _holds(rule.held, facts):
            return Finding.HAS_IT
        return ANSWERS[rule.when.answer(facts)]

    return judge


def _holds(held: Condition | None, facts: Facts) -> bool:
    return held is not None and held.answer(facts) is Answer.YES


def _home(person: Candidate) -> UUID | None:
    return person.resident.profile.household_id


def _findings(
    edition: str,
    scales: Scales,
    people: Sequence[Candidate],
    judge: Judge,
    listed: frozenset[Finding],
) -> Findings:
    weighed = [(each, scales.weigh(each)) for each in people]
    judged = [(each, facts, judge(each, facts.facts)) for each, facts in weighed]
    counts = Counter(finding.value for _, _, finding in judged)
    return Findings(
        edition=edition,
        looked_at=len(people),
        counts={each.value: counts[each.value] for each in Finding},
        items=[_found(scales, *each) for each in judged if each[2] in listed],
        next=next_of(scales.look, [each.resident.resident_id for each in people]),
    )


def _found(scales: Scales, who: Candidate, said: Weighed, finding: Finding) -> Found:
    return Found(
        resident_id=who.resident.resident_id,
        household_id=_home(who),
        finding=finding.value,
        facts=said.shown,
        missing=sorted(scales.names - said.facts.keys()),
    )


def next_of(look: BatchLook, ids: Sequence[UUID]) -> UUID | None:
    """Return after whom the next page begins, if this one is full."""
    return ids[-1] if len(ids) == look.limit else None
