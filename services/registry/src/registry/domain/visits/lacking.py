"""What keeps a visit open, all of it at once (C-05, C-08, B-26, D-30)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from registry.domain.visits.checklist import hazards, unanswered
from registry.domain.visits.closing import Family
from registry.domain.visits.finding import Finding
from registry.domain.visits.kinds import Need, VisitKind
from registry.domain.visits.visit import Visit
from registry.domain.visits.words import FIVE


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """What closing looks at beside the visit itself.

    `in_class`: somebody visited is of a class of which all five items are told.
    `edited`: a section was changed from this visit.
    """

    kind: VisitKind
    in_class: bool
    edited: bool


def lacking(
    visit: Visit, findings: Collection[Finding], seen: Circumstances
) -> Mapping[str, str]:
    """Return every field that keeps a visit open, with the reason."""
    told = [
        *_of_words(visit, seen),
        *_of_family(visit, seen),
        *_of_checklist(visit, findings, seen),
    ]
    undone = {
        f"findings.{each.finding_id}": each.wants for each in findings if each.wants
    }
    return dict(told) | undone


def _of_words(visit: Visit, seen: Circumstances) -> Iterator[tuple[str, str]]:
    said, needs = visit.account, seen.kind.closes_with
    if Need.DIARY in needs and said.diary is None:
        yield "diary", "required"
    if Need.FIVE in needs and seen.in_class:
        for name in FIVE:
            if getattr(said, name) is None:
                yield name, "required-of-class"


def _of_family(visit: Visit, seen: Circumstances) -> Iterator[tuple[str, str]]:
    asked = visit.closing
    if asked is None or Need.FAMILY not in seen.kind.closes_with:
        return
    if asked.family is Family.UNASKED:
        yield "family", "required"
    if asked.family is Family.CHANGED and not seen.edited:
        yield "family", "no-change-of-this-visit"


def _of_checklist(
    visit: Visit, findings: Collection[Finding], seen: Circumstances
) -> Iterator[tuple[str, str]]:
    """Yield what a list still wants: an answer, or the finding of a hazard (D-30)."""
    said, points = visit.account.checklist, seen.kind.checklist
    if Need.CHECKLIST in seen.kind.closes_with and unanswered(points, said):
        yield "checklist", "required"
    elif any(hazards(said)) and not findings:
        yield "checklist", "hazard-without-finding"
