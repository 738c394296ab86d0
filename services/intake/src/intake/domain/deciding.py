"""What a clerk settles with a decision, and what no decision may do."""

from dataclasses import dataclass

from intake.domain.errors import (
    BrokenPetition,
    NoCaseOfThanks,
    StatutoryProcedure,
)
from intake.domain.handling import Handling
from intake.domain.nature import Kind, Nature
from minqing_kernel.text import clean

LONGEST_EXPLANATION = 2_000


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What a clerk settles with an acceptance; None leaves what was known.

    `despite` says why it is accepted although a visitor left something open, such as
    a name that stays secret.
    """

    nature: Nature | None = None
    handling: Handling | None = None
    despite: str = ""


AS_IT_CAME = Decision()


def require_case(nature: Nature) -> None:
    """Raise unless a case may come of a petition of this nature.

    NoCaseOfThanks, StatutoryProcedure, BrokenPetition for a claim without its path.
    """
    require_no_thanks(nature)
    if nature.statutory:
        raise StatutoryProcedure
    require_path(nature)


def require_no_thanks(nature: Nature) -> None:
    """Raise NoCaseOfThanks for a letter of thanks."""
    if nature.kind is Kind.THANKS:
        raise NoCaseOfThanks


def require_path(nature: Nature) -> None:
    """Raise BrokenPetition for a claim that says none of the six paths (第31条)."""
    if nature.kind is Kind.CLAIM and nature.path is None:
        raise BrokenPetition(fields={"nature.path": "required"})


def explained(explanation: str) -> str:
    """Return cleaned words; raise BrokenPetition for none or too many, Unreadable."""
    words = clean(explanation, field="explanation")
    if not words:
        raise BrokenPetition(fields={"explanation": "required"})
    if len(words) > LONGEST_EXPLANATION:
        raise BrokenPetition(fields={"explanation": "too-long"})
    return words
