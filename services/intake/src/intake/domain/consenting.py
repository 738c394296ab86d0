"""Agreeing to publication, and taking it back, at any time (个人信息保护法第15、25条).

Only who petitions says so; what the public may read of it is decided elsewhere, and
never without another pair of eyes.
"""

from dataclasses import dataclass, replace
from datetime import datetime

from intake.domain.events import PetitionFact
from intake.domain.petition import Petition


@dataclass(frozen=True, kw_only=True)
class ConsentChanged(PetitionFact):
    """Its petitioner agrees to publication, or (`holds` false) no longer does."""

    holds: bool
    changed_at: datetime


def change_consent(petition: Petition, *, holds: bool, at: datetime) -> None:
    """Say whether its petitioner agrees from now on; said twice, it is said once.

    It may be said in every state: what was published long ago is taken back as well,
    by a "no" of who never said "yes" here, too: it may rest on a paper.
    """
    before = petition.consent
    if holds == before.holds and (holds or before.ended_at is not None):
        return
    moment = {"given_at": at} if holds else {"ended_at": at}
    petition.consent = replace(before, holds=holds, **moment)
    petition.record(ConsentChanged(**petition._next(), holds=holds, changed_at=at))
