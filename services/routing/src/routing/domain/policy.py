"""What differs from place to place about a case; by default the statute holds.

What others use of it is small:

    policy.term(TermKind.HANDLING, about)   the term that holds, None: no such clock
    policy.statutory(TermKind.HANDLING)     what the statute alone says, or None
    calendar.due(start, term.span)          when it ends (minqing_kernel.working_time)
    term.basis                              the article or rule, to store and to show

`about` is `Circumstances`: what is known of the case. The narrowest term wins: the one
that asks for most circumstances; of two as narrow the one that was written later.
A place adds terms to the statute's; it may shorten what the statute limits, never
lengthen it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from enum import StrEnum
from types import MappingProxyType

from minqing_kernel.working_time import Span, SpanUnit


class TermKind(StrEnum):
    """What a term is for.

    sign 签收, first-contact 首次联系, handling 办理, reworking 重办, co-handling 协办,
    return 退单, extension 延期 (added once), arbitration 裁定 (条例第24条),
    re-examination-request and re-examination 复查, final-review-request and
    final-review 复核, supervision 督办限期 where the supervisor names no date, urging:
    how long a unit has once it was urged (催办后仍逾期).
    """

    SIGN = "sign"
    CONTACT = "first-contact"
    HANDLING = "handling"
    REWORKING = "reworking"
    CO_HANDLING = "co-handling"
    RETURN = "return"
    EXTENSION = "extension"
    ARBITRATION = "arbitration"
    RE_EXAMINATION_REQUEST = "re-examination-request"
    RE_EXAMINATION = "re-examination"
    FINAL_REVIEW_REQUEST = "final-review-request"
    FINAL_REVIEW = "final-review"
    SUPERVISION = "supervision"
    URGING = "urging"


@dataclass(frozen=True, kw_only=True)
class Circumstances:
    """What is known of a case, and what a term may ask for; None: not known, or any.

    `case_kind`: immediate 即办件, promised 承诺件, joint 联办件, reply 答复件 (B-03).
    `kind` (条例第29-31条), `path` (第31条), `mode` (B-04), `severity` (第25条) and
    `channel` are words of intake's acceptance.
    """

    case_kind: str | None = None
    kind: str | None = None
    path: str | None = None
    mode: str | None = None
    severity: str | None = None
    channel: str | None = None

    def fit(self, case: "Circumstances") -> bool:
        """Say whether a case is as asked for here."""
        return all(getattr(case, name) == value for name, value in self.asked.items())

    @property
    def asked(self) -> Mapping[str, str]:
        """What is not left open."""
        return {name: value for name, value in vars(self).items() if value is not None}


ANY = Circumstances()
CIRCUMSTANCES = tuple(each.name for each in fields(Circumstances))


@dataclass(frozen=True, kw_only=True)
class Term:
    """One length of time, what it is for, and the source that sets it."""

    kind: TermKind
    span: Span
    basis: str
    when: Circumstances = ANY


def _days(kind: TermKind, days: int, basis: str) -> Term:
    return Term(kind=kind, span=Span(days), basis=basis)


STATUTORY_TERMS = (
    Term(
        kind=TermKind.RETURN,
        span=Span(5, SpanUnit.WORKING_DAYS),
        basis="信访工作条例第23条",
    ),
    _days(TermKind.HANDLING, 60, "信访工作条例第34条"),
    _days(TermKind.EXTENSION, 30, "信访工作条例第34条"),
    _days(TermKind.RE_EXAMINATION_REQUEST, 30, "信访工作条例第35条"),
    _days(TermKind.RE_EXAMINATION, 30, "信访工作条例第35条"),
    _days(TermKind.FINAL_REVIEW_REQUEST, 30, "信访工作条例第36条"),
    _days(TermKind.FINAL_REVIEW, 30, "信访工作条例第36条"),
)
"""信访工作条例 (2022-05-01): the terms that no place may lengthen."""

HOUSE_TERMS = (
    _days(TermKind.REWORKING, 15, "本系统默认"),
    Term(
        kind=TermKind.CO_HANDLING,
        span=Span(10, SpanUnit.WORKING_DAYS),
        basis="本系统默认",
    ),
    Term(
        kind=TermKind.ARBITRATION,
        span=Span(5, SpanUnit.WORKING_DAYS),
        basis="本系统默认",
    ),
)
"""What no statute says and no place has said: the system's own numbers."""


@dataclass(frozen=True, kw_only=True)
class Reminder:
    """When the unit is reminded (催办): so long before a clock ends, or after it."""

    kind: TermKind
    span: Span
    after: bool = False

    @property
    def word(self) -> str:
        """Name it among those of its clock, such as before-3-days."""
        side = "after" if self.after else "before"
        return f"{side}-{self.span.amount}-{self.span.unit}"


class Exclusion(StrEnum):
    """Why a case is left out of the rates: answered with another, 撤回, 历史遗留."""

    MERGED = "merged"
    WITHDRAWN = "withdrawn"
    LEGACY = "legacy"


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """How many open cases of one kind in one place call for a project (A-13).

    `within_days` counts those alone that came so lately, None: all; `category` is `*`,
    a code, or a beginning of codes ending in `*`.
    """

    count: int = 5
    within_days: int | None = None
    category: str = "*"


@dataclass(frozen=True, kw_only=True)
class RoutingPolicy:
    """The rules by which one place routes, from a day on.

    `code` names it where a decision is shown. `grace`: before a superior is told of a
    case that was late when it came; `step`: from one superior to the next; calendar
    days. `levels` are kinds of units, the lowest first (网格 → 社区 → 街道 → 科室);
    `lowest_level` says of a severity which level must have it at least (B-13).
    `returns_need_approval`: whether a superior agrees to a return (条例第23条);
    `extensions`: how often there is more time (第34条). `legacy_review_months`: how
    often a parked case is looked at (B-15). `excluded`: what is left out of the rates.
    `first_receiver_supervises`: a repeat visit goes to whom received the first, who
    sees it until it is closed (首访督办, D-09). `urgent_tells_leader_at_once`: every
    level above hears of what is urgent, not the next alone (第25条).
    `upward_needs_approval`: a superior agrees before a declared matter is raised to it
    (特别事务申报办理, B-04). `hazards`: who is told of which kind of hazard (A-31).
    `no_news_days`: so long a petitioner may hear nothing of what is owed, before the
    unit is reminded and both are told; 0: nobody looks.
    """

    code: str = "statute"
    terms: tuple[Term, ...] = HOUSE_TERMS + STATUTORY_TERMS
    grace: timedelta = timedelta(days=1)
    step: timedelta = timedelta(days=3)
    levels: tuple[str, ...] = ("grid", "community", "street", "section", "district")
    lowest_level: Mapping[str, str] = field(
        default_factory=lambda: MappingProxyType({})
    )
    reminders: tuple[Reminder, ...] = ()
    returns_need_approval: bool = True
    extensions: int = 1
    legacy_review_months: int = 6
    excluded: frozenset[Exclusion] = frozenset()
    first_receiver_supervises: bool = False
    urgent_tells_leader_at_once: bool = True
    upward_needs_approval: bool = True
    hazards: Mapping[str, tuple[str, ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )
    gathered: Gathering = Gathering()
    no_news_days: int = 7
    completion_photo: bool = False

    def term(self, kind: str, about: Circumstances = ANY) -> Term | None:
        """Return the narrowest term that holds, None where there is no such clock."""
        found = None
        for term in self.terms:
            if term.kind != kind or not term.when.fit(about):
                continue
            if found is None or len(term.when.asked) >= len(found.when.asked):
                found = term
        return found

    def statutory(self, kind: str) -> Term | None:
        """Return what the statute says, whatever the place says; None: nothing."""
        return next((term for term in STATUTORY_TERMS if term.kind == kind), None)


STATUTE = RoutingPolicy()
"""What holds where a place says nothing."""


def exceeds_statute(term: Term) -> Term | None:
    """Return the statute's term that a place's own would lengthen, None if none.

    Five working days are taken for seven calendar days, eight working hours for one
    working day.
    """
    limit = STATUTE.statutory(term.kind)
    return limit if limit and _length(term.span) > _length(limit.span) else None


def _length(span: Span) -> timedelta:
    """Return about how long a span is."""
    unit = {
        SpanUnit.HOURS: timedelta(hours=1),
        SpanUnit.DAYS: timedelta(days=1),
        SpanUnit.WORKING_HOURS: timedelta(days=7) / 40,
        SpanUnit.WORKING_DAYS: timedelta(days=7) / 5,
    }
    return span.amount * unit[span.unit]
