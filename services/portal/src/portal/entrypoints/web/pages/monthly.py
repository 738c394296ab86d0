"""企业月报 by a personal link: an informer answers three questions a month (D-22).

An informer sees the own enterprises alone, this month and the one before. What cannot
be handed over is kept, sealed, and carried when it can be, nobody asked; what is
refused then stands in the form when it is opened again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID, uuid5

from flask import Response, request

from minqing_kernel.messages import ANYONE, Cause
from portal.adapters.captain_door import asker_by
from portal.adapters.desk_doors import Asker
from portal.adapters.limits import Kind
from portal.adapters.links import HeldLink
from portal.application.commands import UseLink
from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.errors import LinkClosed
from portal.domain.links import LinkKind
from portal.domain.monthly import LONGEST_WORDS, QUESTIONS, Answers, months_at
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, draw, form, go, words
from portal.entrypoints.web.pages.link_held import LINK, closed, held_here, shut

FORM: Final = f"{LINK}/report"
MOVED: Final = "report-moved"
GONE: Final = frozenset({"unknown-enterprise", "not-the-informer", "outside-scope"})
"""Answers of intake by which the enterprise is another's by now."""


@dataclass(frozen=True, kw_only=True)
class Own:
    """What an informer reports on; `away`: intake was not asked, so states are unknown.

    `asker`: in whose name intake is asked, None while registry is away.
    """

    asker: Asker | None
    months: Mapping[str, Mapping[str, Any]]
    firms: tuple[Mapping[str, Any], ...]
    away: bool = False

    def find(self, enterprise: str, month: str) -> Mapping[str, Any] | None:
        """Return a month of one of them, with its enterprise; None for any other."""
        for firm in self.firms:
            for each in firm["months"]:
                if (firm["enterprise_id"], each["month"]) == (enterprise, month):
                    return {**self.months[month], **firm, **each}
        return None


class MonthlyForms:
    """What an informer's link opens."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=FORM, view=self.show, name="link-report"),
            Page(
                path=FORM,
                view=self.take,
                name="link-reported",
                method="POST",
                again=self.show_again,
            ),
        ]

    def listed(self, held: HeldLink) -> Response:
        """Show the own enterprises, month by month."""
        own = self._own(held)
        if own is None:
            return closed()
        listed = [
            (firm["enterprise_id"], each["month"])
            for firm in own.firms
            for each in firm["months"]
        ]
        drafts = {e for e in listed if self._parts.drafts.read(_draft(held, *e))}
        waits = {e for e in drafts if self._parts.reports.waits(_report_id(held, *e))}
        done = request.args.get("done", "")
        shown: dict[str, Any] = {"own": own, "drafts": drafts, "holder": held.holder}
        shown["waits"] = waits
        until = held.link.expires_at
        return shut(draw("link_months.html", **shown, until=until, done=done))

    def show(self) -> Response:
        """Show one form, with what was answered, or typed and not handed over."""
        return self._drawn(held_here(self._parts), dict(request.args))

    def show_again(self) -> Response:
        """Show a form whose page was too old, with what was typed on it."""
        said = form()
        faults = {"text": "fault.old-page"}
        return self._drawn(held_here(self._parts), said, faults, 422)

    def take(self) -> Response:
        """Hand answers over to intake, in the informer's name; twice is once."""
        held, said = held_here(self._parts), form()
        own = self._own(held) if held else None
        about = own.find(*_about(said)) if own else None
        if held is None or own is None or about is None:
            return closed(said.get("text", ""), 404)
        answers = Answers.told(said)
        faults = answers.faults
        if not faults and not self._parts.limits.allows(
            Kind.REPORT, str(held.link.link_id)
        ):
            faults = {"text": "fault.link.many"}
        if faults:
            return self._drawn(held, said, faults, 422)
        return self._hand_in(held, own, answers, said)

    def _hand_in(
        self, held: HeldLink, own: Own, answers: Answers, said: Mapping[str, str]
    ) -> Response:
        enterprise, month = _about(said)
        draft = _draft(held, enterprise, month)
        try:
            self._use(held, said)
            told = self._send(own, enterprise, month, answers, _seen(said))
        except LinkClosed:
            return closed(answers.text)
        except Away:
            self._keep(held, answers, said)
            return go(f"{LINK}?done=kept")
        except Refused as no:
            return self._refused(held, no, said)
        self._parts.drafts.forget(draft)
        self._parts.reports.forget(_report_id(held, enterprise, month))
        return go(f"{LINK}?done={'told' if told else 'sent'}")

    def _keep(self, held: HeldLink, answers: Answers, said: Mapping[str, str]) -> None:
        """Keep answers to be carried, and as a draft for who looks at them first."""
        enterprise, month = _about(said)
        draft = _draft(held, enterprise, month)
        told = {
            "holder": held.link.holder_id,
            "language": words().language,
            "enterprise": enterprise,
            "month": month,
            "answers": answers.body(_seen(said)),
            "draft": draft,
        }
        self._parts.drafts.keep(draft, _typed(said))
        self._parts.reports.add(_report_id(held, enterprise, month), told)

    def _send(
        self, own: Own, enterprise: str, month: str, answers: Answers, seen: int
    ) -> bool:
        if own.asker is None:
            raise Away("registry")
        door = self._parts.desk.informers
        return door.send(own.asker, enterprise, month, answers.body(seen))

    def _use(self, held: HeldLink, said: Mapping[str, str]) -> None:
        form_id = uuid5(held.link.link_id, nonce_of(said))
        command = UseLink(
            link_id=held.link.link_id, form_id=form_id, at=self._parts.clock.now()
        )
        cause = Cause(correlation_id=held.link.link_id, actor=ANYONE)
        self._parts.bus.handle(command, cause)

    def _refused(
        self, held: HeldLink, no: Refused, said: Mapping[str, str]
    ) -> Response:
        if no.code in GONE or no.status in {401, 403}:
            return closed(said.get("text", ""), 404)
        return self._drawn(held, said, {"text": no.said}, no.status, no.code == MOVED)

    def _drawn(
        self,
        held: HeldLink | None,
        said: Mapping[str, str],
        faults: Mapping[str, str] | None = None,
        status: int = 200,
        moved: bool = False,
    ) -> Response:
        is_link = held is not None and held.link.kind is LinkKind.INFORMER
        own = self._own(held) if held and is_link else None
        about = own.find(*_about(said)) if own else None
        if held is None or own is None or about is None:
            return closed(said.get("text", ""), status)
        report = about["report"]
        kept = self._parts.drafts.read(_draft(held, *_about(said)))
        typed = said if faults is not None else kept
        stands = Answers.of(report) if report else Answers()
        seen = report["revision"] if report else 0
        if faults is not None and not moved:
            seen = _seen(said)
        shown: dict[str, Any] = {
            "about": about,
            "own": own,
            "answers": Answers.told(typed) if typed else stands,
            "stands": stands if report else None,
            "questions": QUESTIONS,
            "seen": seen,
            "kept": bool(kept),
            "waits": self._parts.reports.waits(_report_id(held, *_about(said))),
            "moved": moved,
            "faults": faults or {},
            "nonce": nonce_of(form()),
            "most": LONGEST_WORDS,
        }
        return shut(draw("link_report.html", status, **shown))

    def _own(self, held: HeldLink) -> Own | None:
        """Return what the holder reports on now; None for who serves no more.

        While registry or intake is away the enterprises stand that were named when the
        link was given, for this month and the one before.
        """
        asker: Asker | None = None
        try:
            issued = self._parts.entrance.registry.pass_for(held.link.holder_id)
            if issued is None:
                return None
            asker = asker_by(issued, words().language)
            told = self._parts.desk.informers.own(asker)
        except (Away, Refused):
            return _by_heart(held, asker, self._today())
        months = {each["month"]: each for each in told["months"]}
        firms = tuple(told["enterprises"])
        return Own(asker=asker, months=months, firms=firms) if firms else None

    def _today(self) -> date:
        now: datetime = self._parts.clock.now()
        return now.astimezone(self._parts.settings.time_zone).date()


def _by_heart(held: HeldLink, asker: Asker | None, today: date) -> Own:
    """Return what the link was given for, nothing known of any month."""
    months = months_at(today)
    firms = tuple(
        {
            "enterprise_id": each,
            "name": name,
            "months": [{"month": month, "report": None} for month in months],
        }
        for each, name in held.holder.enterprises.items()
    )
    told = {
        month: {"month": month, "closes_on": None, "open": True} for month in months
    }
    return Own(asker=asker, months=told, firms=firms, away=True)


def _about(said: Mapping[str, str]) -> tuple[str, str]:
    return said.get("enterprise", ""), said.get("month", "")


def _seen(said: Mapping[str, str]) -> int:
    number = said.get("revision", "")
    return (
        int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 0
    )


def _typed(said: Mapping[str, str]) -> dict[str, str]:
    return {name: said.get(name, "") for name in (*QUESTIONS, "text")}


def _draft(held: HeldLink, enterprise: str, month: str) -> str:
    return f"report:{held.link.link_id}:{enterprise}:{month}"


def _report_id(held: HeldLink, enterprise: str, month: str) -> UUID:
    """Return the key of what waits of a month: what was said last goes."""
    return uuid5(held.link.link_id, f"{enterprise}:{month}")
