"""Which households must have a plan and have none (C-07); each look is written down."""

from collections import Counter
from collections.abc import Sequence
from uuid import UUID

from minqing_kernel.clock import Clock
from registry.application.aid.entitlements import next_of
from registry.application.aid.ports import Candidate
from registry.application.aid.weighing import Scales, scales_for
from registry.application.plans.commands import ListMissingPlans
from registry.application.plans.ports import PlansWork
from registry.application.plans.views import Missing, MissingPlans
from registry.application.rules import Rules
from registry.domain.aid.conditions import Answer
from registry.domain.aid.rules import HelpClass
from registry.domain.values import civil_day

MISSING, UNKNOWN = "missing", "unknown"


def list_missing_plans(
    command: ListMissingPlans,
    work: PlansWork,
    *,
    clock: Clock,
    wall: Clock,
    rules: Rules,
) -> MissingPlans:
    """Return the households of a page that are of a class, by what is on file.

    A class is the household's if one of its members meets it (A-29).
    """
    now = clock.now()
    classes = rules.help_at(now).classes
    names = frozenset().union(*(each.when.names() for each in classes))
    scales = scales_for(command, work, names, civil_day(now), wall.now())
    homes = work.candidates.homes_without_plan(
        command.organisation_id, scales.sections.keys(), command.after, command.limit
    )
    judged = [_judged(key, people, classes, scales) for key, people in homes.items()]
    counts = Counter(_standing(each) for each in judged)
    listed = UNKNOWN if command.not_known else MISSING
    return MissingPlans(
        looked_at=len(judged),
        counts={each: counts[each] for each in (MISSING, UNKNOWN, "no-class")},
        items=[each for each in judged if _standing(each) == listed],
        next=next_of(command, list(homes)),
    )


def _standing(home: Missing) -> str:
    if home.classes:
        return MISSING
    return UNKNOWN if home.not_known else "no-class"


def _judged(
    household_id: UUID,
    people: Sequence[Candidate],
    classes: Sequence[HelpClass],
    scales: Scales,
) -> Missing:
    facts = [scales.weigh(each).facts for each in people]
    answers = {
        each.code: max((each.when.answer(said) for said in facts), default=Answer.NO)
        for each in classes
    }
    return Missing(
        household_id=household_id,
        classes=[code for code, said in answers.items() if said is Answer.YES],
        not_known=[code for code, said in answers.items() if said is Answer.UNKNOWN],
    )
