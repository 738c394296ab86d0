"""What contradicts itself in a rule, found when it is read."""

from collections.abc import Sequence
from typing import Final

from registry.domain.obligations.periods import Every
from registry.domain.obligations.rules import (
    Bearer,
    Measure,
    OnRest,
    Reach,
    Rule,
    Source,
    Target,
)

WHOSE: Final = {
    Source.VISITS: frozenset(Target) - {Target.GRID},
    Source.SECTIONS: frozenset({Target.RESIDENT, Target.HOUSEHOLD}),
    Source.DUTIES: frozenset(
        {
            Target.ORGANISATION,
            Target.GRID,
            Target.HOUSEHOLD,
            Target.PREMISES,
            Target.RESIDENT,
        }
    ),
    Source.FORMS: frozenset({Target.FIRM}),
}
"""To whom each source can be."""
CHARGED: Final = frozenset(
    {Target.RESIDENT, Target.HOUSEHOLD, Target.FIRM, Target.PREMISES}
)
OWED_TO: Final = frozenset({Measure.DISTINCT, Measure.COVER})


def faults_of(rule: Rule) -> Sequence[str]:
    """Return what contradicts itself, in words; nothing for a sound rule."""
    checks = [*_of_owers(rule), *_of_counts(rule), *_of_days(rule)]
    return [words for wrong, words in checks if wrong]


def _of_owers(rule: Rule) -> Sequence[tuple[bool, str]]:
    owes, whom = rule.owes, rule.whom
    picky = whom is not None and bool(whom.types or whom.tag or whom.floating)
    floats = whom is not None and whom.floating
    staff = owes.bearer is Bearer.STAFF
    said = bool(owes.duty or owes.tag or owes.role)
    charge = whom is not None and whom.reach is Reach.CHARGE
    return [
        (staff and not said, "owes: staff owe by a duty, a tag or a role"),
        (not staff and said, "owes: duty, tag and role are of staff alone"),
        (owes.bearer is Bearer.UNIT and not owes.types, "owes: types: which units"),
        (owes.bearer is Bearer.GRID and bool(owes.types), "owes: a grid has levels"),
        (owes.bearer is not Bearer.GRID and bool(owes.levels), "owes: levels of grids"),
        (charge and not staff, "whom: of charge: only staff have charges"),
        (
            picky and not rule.has_set,
            "whom: types, tag and floating pick out of a charge or a unit",
        ),
        (
            floats and whom is not None and whom.kind is not Target.RESIDENT,
            "whom: floating are residents",
        ),
        (
            charge and whom is not None and whom.kind not in CHARGED,
            "whom: in somebody's charge are residents, households, firms, premises",
        ),
    ]


def _of_counts(rule: Rule) -> Sequence[tuple[bool, str]]:
    counts, whom, measure = rule.counts, rule.whom, rule.measure
    plain = counts.source is not Source.VISITS
    matrix = measure is Measure.CELLS
    timed = counts.start is not None or counts.off_tag is not None
    return [
        ((counts.start is None) != (counts.end is None), "counts: from goes with to"),
        (
            bool(counts.start and counts.end and counts.start >= counts.end),
            "counts: from is before to",
        ),
        (plain and timed, "counts: hours and off days are of visits"),
        (plain and counts.closed_only, "counts: closed_only is of visits"),
        (matrix != bool(counts.cells), "counts: cells go with measure cells"),
        (matrix and plain, "counts: cells are of visits"),
        (not counts.kinds, "counts: names nothing that counts"),
        (measure in OWED_TO and whom is None, f"measure: {measure} needs whom"),
        (
            measure is Measure.COVER and not rule.has_set,
            "measure: cover needs a set: whom: of charge or unit",
        ),
        (plain and measure not in OWED_TO, "measure: distinct or cover, of subjects"),
        (
            whom is not None and whom.kind not in WHOSE[counts.source],
            f"whom: {counts.source} tell nothing of such subjects",
        ),
        (
            counts.source is Source.SECTIONS and not rule.has_set,
            "whom: entries count for a set: of charge or unit",
        ),
        (
            rule.at_most is not None and rule.at_most < rule.amount,
            "at_most: less than what is owed",
        ),
    ]


def _of_days(rule: Rule) -> Sequence[tuple[bool, str]]:
    outside = rule.on_rest in {OnRest.NEXT, OnRest.SKIP}
    standing = rule.every is Every.ALWAYS
    held = rule.counts.source is Source.DUTIES
    return [
        (
            rule.weekday is not None and rule.every is not Every.WEEK,
            "due: a weekday is of a week",
        ),
        (
            rule.month_day is not None and rule.every is not Every.MONTH,
            "due: a day of the month is of a month",
        ),
        (
            rule.dayed and rule.measure is not Measure.EVENTS,
            "due: what is owed on a day is counted by events",
        ),
        (
            not rule.dayed and outside,
            "holiday: what is owed in a period stays, or is due on the working day"
            " before",
        ),
        (standing != held, "period: duties are held always, and they alone"),
        (rule.valid_from > rule.valid_to, "valid_to: before valid_from"),
        (
            rule.measure is Measure.AVERAGE and rule.every is Every.WEEK,
            "measure: an average needs more than a week",
        ),
    ]
