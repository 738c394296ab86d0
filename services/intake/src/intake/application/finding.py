"""Finding earlier petitions about the same matter, for a clerk's eyes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from intake.application.ports import Reference
from intake.application.sign_ports import Candidate, Similar
from intake.application.signing import wanted
from intake.application.views import PetitionView
from intake.domain.lifecycle import PetitionState
from intake.domain.likeness import matter_key
from intake.domain.organisation import OrganisationTree
from intake.domain.policy import IntakePolicy
from intake.domain.progress import CaseStep
from intake.domain.similar import (
    ARTICLES,
    Advice,
    Reason,
    Resemblance,
    SimilarRules,
    Standing,
    advise,
    reasons_for,
)
from minqing_kernel.clock import Clock
from minqing_kernel.search_text import Simplify

NOBODYS: Final = UUID(int=0)
ENDED: Final = frozenset({CaseStep.RESOLVED, CaseStep.CLOSED, CaseStep.WITHDRAWN})


@dataclass(frozen=True, kw_only=True)
class Sought:
    """What a caller says, before anything is written down: a matter without a number.

    `organisation_id` is the unit whose desk asks, `person` what the caller's telephone
    is compared by.
    """

    text: str
    received_at: datetime
    organisation_id: str | None
    place: str = ""
    category: str | None = None
    division_code: str = ""
    person: int | None = None
    title: str = ""
    petition_id: UUID = NOBODYS


Matter = PetitionView | Sought
MaySee = Callable[[PetitionView], bool]


def _nobody(_: PetitionView) -> bool:
    return False


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """An earlier petition, why it is shown (`reasons`), and what that suggests.

    `score` is how alike the words are, from 0 to 100; `yours` that it is in the hands
    of the unit that asks, or of one below it.
    """

    petition: PetitionView
    score: float
    reasons: tuple[Reason, ...]
    advice: Advice
    article: str
    yours: bool = True


@dataclass(frozen=True, kw_only=True)
class SimilarDesk:
    """Ranks what was found; `alike` scores two keys from 0 to 100.

    What counts as alike is the place's rule of the day that it is asked (`policy_at`).
    """

    similar: Similar
    reference: Reference
    simplify: Simplify
    alike: Callable[[str, str], float]
    policy_at: Callable[[datetime], IntakePolicy]
    clock: Clock
    shown: int = 10

    def look(
        self, petition: Matter, may_see: MaySee, is_near: MaySee = _nobody
    ) -> list[Suggestion]:
        """Return what resembles a matter and `may_see` lets pass, nearest first.

        What `is_near` lets pass is in the hands of another unit: it is shown only where
        the words are nearly equal, so that it tells nothing that was not said here too.
        """
        key, now = self._key(petition), self.clock.now()
        rules = self.policy_at(now).similar_rules
        person = petition.person if isinstance(petition, Sought) else None
        asked = replace(wanted(petition, key, self.simplify), person=person)
        found = self.similar.candidates(asked)
        told = [self._suggest(petition, key, each, rules, now) for each in found]
        shown = [
            replace(one, yours=may_see(one.petition))
            for one in told
            if _is_shown(one, may_see, is_near)
        ]
        shown.sort(key=_rank)
        return shown[: self.shown]

    def _key(self, petition: Matter) -> str:
        return matter_key(petition.title, petition.text, self.simplify)

    def _suggest(
        self,
        mine: Matter,
        key: str,
        found: Candidate,
        rules: SimilarRules,
        now: datetime,
    ) -> Suggestion:
        other = found.petition
        resemblance = Resemblance(
            score=round(self.alike(key, self._key(other)), 1),
            same_person=found.same_person,
            same_place=found.same_place,
            apart=abs(mine.received_at - other.received_at),
        )
        reasons = reasons_for(resemblance, rules)
        standing = _standing(mine, other, self.reference.tree())
        advice = advise(resemblance, reasons, standing, rules, at=now)
        return Suggestion(
            petition=other,
            score=resemblance.score,
            reasons=reasons,
            advice=advice,
            article=ARTICLES[advice],
        )


def is_open(petition: PetitionView) -> bool:
    """Say whether a petition was accepted and waits for its answer."""
    latest = petition.progress.latest
    if latest is None:
        return petition.refusal is None and petition.state is PetitionState.ACCEPTED
    return latest.step not in ENDED


def _is_shown(one: Suggestion, may_see: MaySee, is_near: MaySee) -> bool:
    if not one.reasons:
        return False
    return may_see(one.petition) or (
        Reason.SAME_TEXT in one.reasons and is_near(one.petition)
    )


def _standing(mine: Matter, other: PetitionView, tree: OrganisationTree) -> Standing:
    here, there = mine.organisation_id, other.owner_id
    lower = (
        here is not None
        and there is not None
        and here != there
        and tree.covers(here, there)
    )
    return Standing(open=is_open(other), due_at=other.progress.due_at, lower=lower)


def _rank(one: Suggestion) -> tuple[int, float, str]:
    return -len(one.reasons), -one.score, one.petition.receipt
