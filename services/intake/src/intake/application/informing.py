"""Enterprises, who reports on them, and what was reported (劳动信息员, D-22)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from intake.application.commands import SubmitPetition
from intake.application.desk import Desk
from intake.application.informer_lists import (
    KEEPERS,
    GiveEnterprise,
    RecordEnterprise,
    RecordInformer,
    TakeEnterprise,
    give_enterprise,
    listed,
    record_enterprise,
    record_informer,
    take_enterprise,
)
from intake.application.ports import IntakeWork
from intake.application.scope import require_own
from intake.application.views import Submitted
from intake.application.writing_down import write_down
from intake.domain.channel import Channel
from intake.domain.errors import NotTheInformer
from intake.domain.informers import Behind, Reminder
from intake.domain.informing import (
    SAID,
    Alarm,
    Alert,
    Enterprise,
    InformerReport,
    closes_on,
    require_begun,
    require_open,
)
from intake.domain.nature import Nature, Severity
from intake.domain.policy import IntakePolicy
from intake.domain.withdrawing import may_be_taken_back, withdraw
from minqing_kernel.messages import Actor, Command

CORRECTED: Final = "信息员更正了这一项：{answers}不再成立。"


@dataclass(frozen=True, kw_only=True)
class TakeReport(Command):
    """Take an informer's three answers; an alarming one becomes a petition.

    `seen`: the revision that is changed, 0 for none yet; None: a first report alone.
    """

    report: InformerReport
    actor: Actor
    seen: int | None = None


@dataclass(frozen=True, kw_only=True)
class RemindInformers(Command):
    """Remind whoever has not reported on all enterprises of an organisation."""

    month: str
    organisation_id: str
    actor: Actor


def take_report(
    command: TakeReport, work: IntakeWork, *, desk: Desk
) -> Submitted | None:
    """Take a month's answers; what alarms anew alerts the labour unit at once (D-22).

    The alert is a petition of the same transaction; it is returned, None without one.
    Alerts of which no answer holds any more are taken back, unless they were answered.
    Raises UnknownEnterprise, OutsideScope, NotTheInformer, MonthNotBegun, MonthClosed,
    ReportedBefore, ReportMoved.
    """
    told, now = command.report, desk.clock.now()
    policy = desk.policy_at(now)
    require_begun(told.month, policy.day(now))
    enterprise = listed(told.enterprise_id, work)
    _require_informer(command.actor, enterprise, work, desk)
    before = work.reports.get(told.enterprise_id, told.month)
    report = told.after(before, command.seen)
    if report is None:
        return None
    if before is not None:
        require_open(told.month, policy.day(now), policy.informer_closing_day)
    _take_back(report, work, desk)
    news = report.news(before)
    alert = _alert(command, enterprise, news, work, desk) if news else None
    more = (
        Alert(petition_id=alert.petition_id, answers=frozenset(news)) if alert else None
    )
    kept = report.standing(more)
    kept.file(enterprise.organisation_id)
    (work.reports.add if before is None else work.reports.revise)(kept)
    return alert


def remind_informers(
    command: RemindInformers, work: IntakeWork, *, desk: Desk
) -> list[Behind]:
    """Remind whoever is behind, once a day; return all of them as they stood before.

    Who left no telephone is not reminded: the desk calls on them. Raises OutsideScope,
    MonthNotBegun.
    """
    require_own(command.actor, command.organisation_id, desk)
    now = desk.clock.now()
    policy = desk.policy_at(now)
    today = policy.day(now)
    require_begun(command.month, today)
    below = desk.reference.tree().below(command.organisation_id)
    found = list(work.informers.behind(command.month, today, sorted(below)))
    for each in found:
        if each.reachable and not each.reminded:
            reminder = Reminder(
                reminder_id=desk.new_id(),
                informer_id=each.informer_id,
                organisation_id=each.organisation_id,
                month=command.month,
                day=today,
                reminded_at=now,
                reminded_by=command.actor.id,
            )
            closes = closes_on(command.month, policy.informer_closing_day)
            reminder.send(each.enterprises, closes)
            work.informers.remind(reminder)
    return found


def of_informers(desk: Desk) -> dict[type[Command], Callable[..., Any]]:
    """Return the handlers of informers and what they report."""
    return {
        RecordEnterprise: partial(record_enterprise, desk=desk),
        RecordInformer: partial(record_informer, desk=desk),
        GiveEnterprise: partial(give_enterprise, desk=desk),
        TakeEnterprise: partial(take_enterprise, desk=desk),
        TakeReport: partial(take_report, desk=desk),
        RemindInformers: partial(remind_informers, desk=desk),
    }


def _require_informer(
    actor: Actor, enterprise: Enterprise, work: IntakeWork, desk: Desk
) -> None:
    """Let its informers report, and its keepers; anybody there while it has none."""
    informers = work.informers.of(enterprise.enterprise_id)
    if actor.id in informers:
        return
    require_own(actor, enterprise.organisation_id, desk)
    if informers and actor.role not in KEEPERS:
        raise NotTheInformer


def _alert(
    command: TakeReport,
    enterprise: Enterprise,
    alarms: tuple[Alarm, ...],
    work: IntakeWork,
    desk: Desk,
) -> Submitted:
    now = desk.clock.now()
    policy = desk.policy_at(now)
    category = policy.labour_category
    known = desk.reference.category(category, now.date()) is not None
    alert = SubmitPetition(
        channel=Channel.INFORMER,
        title=f"{enterprise.name}：{_said(alarms)}",
        text=command.report.text,
        category=category if known else None,
        division_code=enterprise.division_code,
        organisation_id=_labour_unit(policy, desk) or enterprise.organisation_id,
        nature=Nature(severity=Severity.URGENT),
        actor=command.actor,
    )
    petition = write_down(alert, desk, now, now)
    petition.arrive(now, policy)
    work.petitions.add(petition)
    work.signs.ask(petition.petition_id, None)
    return Submitted(
        petition_id=petition.petition_id,
        receipt=petition.receipt,
        state=petition.state,
        received_at=petition.received_at,
    )


def _labour_unit(policy: IntakePolicy, desk: Desk) -> str | None:
    """Return the unit that a rule names, if it is there: no alert is lost over it."""
    found = desk.reference.organisation(policy.labour_unit or "")
    return policy.labour_unit if found is not None and found.active else None


def _take_back(report: InformerReport, work: IntakeWork, desk: Desk) -> None:
    for each in report.outlived:
        petition = work.petitions.get(each.petition_id)
        bond = work.merges.of([each.petition_id])[each.petition_id]
        if may_be_taken_back(petition, bond):
            answers = [alarm for alarm in Alarm if alarm in each.answers]
            words = CORRECTED.format(answers=_said(tuple(answers)))
            withdraw(petition, bond, words, at=desk.clock.now())


def _said(alarms: tuple[Alarm, ...]) -> str:
    return "、".join(SAID[each] for each in alarms)
