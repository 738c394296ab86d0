"""Why a case was closed, line by line: what, when, by which rule, by whose role."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from notify.domain.follow_up import FollowUp, FollowUpState
from notify.domain.follow_ups.closing import Closing
from notify.domain.follow_ups.objection import Objection
from notify.domain.follow_ups.visit import Visit


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """What notify knows of one case's answers, closings, visits and objections."""

    closings: Sequence[Closing]
    questions: Sequence[FollowUp]
    visits: Sequence[Visit]
    objections: Sequence[Objection]


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line: `what` is the key of its words, `words` fill them.

    `role` is who acted, `rule` what it rests on.
    """

    at: datetime
    what: str
    role: str
    rule: str = ""
    words: dict[str, str] = field(default_factory=dict)


CLOSING_RULE = "国办发〔2020〕53号 受理-办理-办结-回访-评价闭环"
OBJECTION_RULE = "回访不满意件核查（B-28）"
REVISIT_RULE = "回头看（D-13）"


def lines_of(file: CaseFile) -> list[Line]:
    """Return the lines in the order of time."""
    lines = [
        *(line for each in file.questions for line in _question(each)),
        *(line for each in file.objections for line in _objection(each)),
        *(line for each in file.visits for line in _visit(each)),
        *(_closing(each) for each in file.closings),
    ]
    return sorted(lines, key=lambda line: line.at)


def _question(question: FollowUp) -> Iterator[Line]:
    if question.resolved_at is not None:
        yield Line(
            at=question.resolved_at,
            what=f"resolved.{_outcome(question)}",
            role="handler",
            rule="信访工作条例第32条",
        )
    given = question.given
    if given is None or question.ended_at is None:
        return
    what = _said(question)
    yield Line(
        at=question.ended_at,
        what=f"answer.{what}",
        role=_role(given.by),
        rule=CLOSING_RULE,
        words={"reason": given.reason},
    )


def _outcome(question: FollowUp) -> str:
    """Return how it was answered, if that has words; another release may say more."""
    told = question.outcome
    return told if told in ("resolved", "explained", "referred") else "unknown"


def _said(question: FollowUp) -> str:
    given = question.given
    if question.state is FollowUpState.LAPSED and given is not None:
        return given.reason
    if question.settled_as is not None:
        return f"settled-{question.settled_as}"
    return str(question.verdict)


def _objection(objection: Objection) -> Iterator[Line]:
    denial = objection.denial
    yield Line(
        at=denial.at,
        what="objection.raised",
        role="petitioner",
        rule=OBJECTION_RULE,
        words={"reason": denial.reason},
    )
    if objection.explained_at is not None:
        yield Line(
            at=objection.explained_at,
            what="objection.explained",
            role="handler",
            rule=OBJECTION_RULE,
            words={"reason": objection.explanation or ""},
        )
    if objection.settled_at is not None:
        yield Line(
            at=objection.settled_at,
            what="objection.settled",
            role="system" if objection.checked_by == "system" else "supervisor",
            rule=OBJECTION_RULE,
            words={"reason": objection.remark or ""},
        )


def _visit(visit: Visit) -> Iterator[Line]:
    form = visit.form
    if form is not None:
        what = form.standing or ("dissatisfied" if form.denies else "content")
        yield Line(
            at=form.at,
            what=f"visit.{what}",
            role=_role(form.by),
            rule=form.basis or REVISIT_RULE,
            words={"reason": form.handling},
        )


def _closing(closing: Closing) -> Line:
    return Line(at=closing.closed_at, what="closed", role="system", rule=CLOSING_RULE)


def _role(by: str) -> str:
    return by.partition(":")[0]
