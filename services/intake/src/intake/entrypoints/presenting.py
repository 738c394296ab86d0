"""A petition as its readers see it: the petitioner in words, staff with masks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from intake.application.reviewing import remedy_of
from intake.application.views import PetitionView
from intake.bootstrap import Parts
from intake.domain.accused import is_hidden_from
from intake.domain.authority import may_know_accused
from intake.domain.errors import ReviewRefused
from intake.domain.lifecycle import PetitionState
from intake.domain.progress import CaseFact
from intake.domain.reviewing import is_waiting
from intake.domain.supplement import Supplement
from intake.entrypoints.handover_words import step_in_words
from intake.entrypoints.presented import (
    agency_of,
    consent_of,
    headline_of,
    is_answered_at_once,
    masked,
    missing_of,
    reply_of,
    silence_of,
    withdrawal_of,
)
from intake.entrypoints.public_words import (
    ANSWERED,
    ANSWERED_AT_ONCE,
    REMINDED,
    REVIEW_WANTED,
    SILENT_UNROUTED,
    WITHDRAWING,
    say_date,
    say_step,
)
from intake.entrypoints.refusal_words import (
    PATHS,
    REFUSALS,
    SILENCE,
)
from intake.entrypoints.settling import told_handling, told_nature
from intake.entrypoints.told_once import said_once
from intake.entrypoints.turn_words import turn_in_words
from minqing_chassis import mask
from minqing_chassis.sealing import SealBroken
from minqing_kernel.messages import Actor

DECIDED = frozenset(PetitionState) - {
    PetitionState.RECEIVED,
    PetitionState.AWAITING,
    PetitionState.LAPSED,
}
"""States that somebody brought about; the petitioner's silence is told apart."""


class Presenter:
    """Puts petitions into words in one language."""

    def __init__(self, parts: Parts, language: str) -> None:
        self._parts = parts
        self._language = language
        self._zone = parts.settings.time_zone

    def public(self, petition: PetitionView) -> dict[str, Any]:
        """Return what the holder of the tracking code sees."""
        timeline = self._timeline(petition)
        return {
            "receipt": petition.receipt,
            "state": petition.live_state,
            "words": headline_of(timeline),
            "title": petition.title,
            "category": petition.category,
            "received_at": petition.received_at,
            "deadline": petition.progress.due_at,
            "promised": petition.handling.promised_on is not None,
            "accept_by": self._accept_by(petition),
            "unit": self._unit(petition),
            "agency": agency_of(petition),
            "reply": reply_of(petition),
            "refusal": self._refusal(petition),
            "missing": missing_of(petition.supplement),
            "withdrawal": withdrawal_of(petition),
            "review": self._review(petition),
            "consent": consent_of(petition),
            "pictures": petition.pictures,
            "others": petition.others,
            "split_from": petition.split_from,
            "siblings": [each.receipt for each in petition.siblings],
            "silence": silence_of(petition),
            "timeline": said_once(timeline, self._language),
        }

    def staff(self, petition: PetitionView, reader: Actor) -> dict[str, Any]:
        """Return what staff see: more, with the contact masked."""
        kin = self.kin_of(petition, reader)
        part = {
            "petition_id": petition.petition_id,
            "revision": petition.revision,
            "channel": petition.channel,
            "text": petition.text,
            "place": petition.place,
            "division_code": petition.division_code,
            "organisation_id": petition.organisation_id,
            "external_ref": petition.external_ref,
            "lead": petition.lead,
            "divisions": petition.divisions
            if len(kin) == len(petition.siblings)
            else (),
            "door": self._door(petition, reader),
            "contact": self.masked(petition),
        }
        whole = petition.split_from if petition.split_from in kin else None
        told = self.public(petition) | {"siblings": kin, "split_from": whole}
        return {**told, "staff": part}

    def kin_of(self, petition: PetitionView, reader: Actor) -> list[str]:
        """Return what came with it; who is accused learns of no accusation (第30条)."""
        tree = self._parts.reference.tree()
        return [
            each.receipt
            for each in petition.siblings
            if not is_hidden_from(reader, each.accused, tree)
        ]

    def _door(self, petition: PetitionView, reader: Actor) -> dict[str, Any]:
        told, asked = petition.particulars, petition.supplement
        knows = may_know_accused(
            reader, petition.nature.accused, self._parts.reference.tree()
        )
        return {
            "nature": told_nature(petition.nature),
            "handling": told_handling(petition.handling),
            "accused": sorted(petition.nature.accused) if knows else None,
            "request": told.request,
            "reasons": told.reasons,
            "lacking": list(told.lacking),
            "answer": asked.answer if asked else "",
            "despite": petition.despite,
            "withdrawn_because": petition.withdrawal.reason
            if petition.withdrawal
            else "",
            "accept_by": petition.accept_by,
            "rule": petition.rule,
            "overdue": petition.missed_at is not None,
            "group_id": petition.group_id,
        }

    def _timeline(self, petition: PetitionView) -> list[dict[str, Any]]:
        due = say_date(self._accept_by(petition), self._language, self._zone)
        received = say_step("received", self._language, date=due)
        steps = [{"at": petition.received_at, "step": "received", "words": received}]
        if petition.supplement is not None:
            steps += self._asking(petition.supplement)
        if petition.state in DECIDED:
            step = ANSWERED_AT_ONCE if is_answered_at_once(petition) else petition.state
            words, decided = say_step(step, self._language), petition.decided_at
            steps.append({"at": decided, "step": petition.state, "words": words})
        answer = petition.progress.answer
        outcome = answer.outcome if answer else None
        facts = [self._step(fact, outcome) for fact in petition.progress.in_order]
        if petition.merged_at is not None:
            words = say_step("merged", self._language)
            facts.append({"at": petition.merged_at, "step": "merged", "words": words})
            facts.sort(key=lambda step: step["at"])
        asked = petition.withdrawal
        said = [(each.at, REVIEW_WANTED) for each in petition.reviews]
        if asked is not None and petition.state is PetitionState.ACCEPTED:
            said.append((asked.at, WITHDRAWING))
        told = [
            {"at": at, "step": step, "words": say_step(step, self._language)}
            for at, step in said
        ]
        if told:
            facts = sorted([*told, *facts], key=lambda step: step["at"])
        return steps + facts

    def _review(self, petition: PetitionView) -> dict[str, Any]:
        """Return what review its petitioner may ask for, or why none."""
        try:
            found = remedy_of(petition, self._parts.policy_at(petition.received_at).day)
        except ReviewRefused as no:
            return {"why_not": no.fields["receipt"]}
        waits = is_waiting(petition.reviews, found)
        asked = [e.at for e in petition.reviews if e.disputed == found.disputed]
        return {
            "stage": found.stage,
            "answered_on": found.answered_on,
            "last_day": found.last_day,
            "answered_by": self._answerer(petition),
            "asked_at": asked[-1] if waits else None,
        }

    def _answerer(self, petition: PetitionView) -> str | None:
        """Return whose answer it is: that agency's, where it was handed over."""
        away, answer = petition.progress.elsewhere, petition.progress.answer
        own = self._name(answer.organisation_id) if answer else None
        return away.name if away else own

    def _asking(self, asked: Supplement) -> list[dict[str, Any]]:
        """Return the steps of what was asked, whether or not anybody answered."""
        date = asked.close_by
        told = {
            PetitionState.AWAITING: asked.asked_at,
            REMINDED: asked.reminded_at,
            PetitionState.LAPSED: asked.lapsed_at,
            ANSWERED: asked.answered_at if asked.lapsed_at else None,
        }
        until = say_date(date, self._language, self._zone) if date else ""
        return [
            {
                "at": at,
                "step": step,
                "words": say_step(step, self._language, date=until),
            }
            for step, at in told.items()
            if at is not None
        ]

    def _accept_by(self, petition: PetitionView) -> datetime:
        policy = self._parts.policy_at(petition.received_at)
        return petition.accept_by or policy.accept_by(petition.received_at)

    def _step(self, fact: CaseFact, outcome: str | None) -> dict[str, Any]:
        if fact.silent_days:
            return self._silent(fact)
        date = say_date(fact.due_at, self._language, self._zone) if fact.due_at else ""
        key = step_in_words(fact.step, dated=bool(date), said=bool(fact.reply))
        words = say_step(
            turn_in_words(key, fact, outcome),
            self._language,
            unit=fact.agency.name if fact.agency else self._name(fact.organisation_id),
            superior=fact.agency.name if fact.agency else self._name(fact.superior_id),
            date=date,
            reply=fact.reply or "",
            reason=fact.reason or "",
            days=fact.days or 0,
        )
        return {"at": fact.at, "step": fact.step, "words": words}

    def _silent(self, fact: CaseFact) -> dict[str, Any]:
        unit = self._name(fact.organisation_id)
        step = fact.step if unit else SILENT_UNROUTED
        words = say_step(step, self._language, unit=unit, days=fact.silent_days)
        return {"at": fact.at, "step": fact.step, "words": words}

    def _unit(self, petition: PetitionView) -> dict[str, str] | None:
        owner = petition.owner_id
        if owner is None:
            return None
        return {"organisation_id": owner, "name": self._name(owner) or owner}

    def _name(self, organisation_id: str | None) -> str | None:
        if organisation_id is None:
            return None
        known = self._parts.reference.organisation(organisation_id)
        return known.name if known else organisation_id

    def _refusal(self, petition: PetitionView) -> dict[str, str | None] | None:
        basis = None
        if petition.state is PetitionState.REFERRED and petition.nature.path:
            reason: str = petition.nature.path
            words = PATHS[petition.nature.path][self._language]
            basis = petition.nature.path.basis
        elif petition.state is PetitionState.LAPSED:
            reason, words = "silence", SILENCE[self._language]
        elif petition.refusal is not None:
            reason = petition.refusal
            words = REFUSALS[petition.refusal][self._language]
            basis = petition.refusal.basis
        else:
            return None
        return {
            "reason": reason,
            "words": words,
            "basis": basis,
            "explanation": petition.explanation,
        }

    def masked(self, petition: PetitionView) -> Mapping[str, str] | None:
        """Return the contact as a screen may show it; None where nobody told any."""
        if petition.contact is None:
            return None
        try:
            contact = self._parts.contacts.open(petition.petition_id, petition.contact)
        except SealBroken:
            return {"name": mask.STAR}
        return masked(contact)
