"""What is looked at on a patrol (D-30): the points of a list, and the answers."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from minqing_kernel.errors import Invalid

MOST_POINTS: Final = 60


class Found(StrEnum):
    """正常, 有隐患, 不涉及."""

    FINE = "fine"
    HAZARD = "hazard"
    ABSENT = "absent"


@dataclass(frozen=True, kw_only=True)
class CheckPoint:
    """One point of a kind's list: its code, and what is to be looked at."""

    code: str
    title: str


@dataclass(frozen=True, kw_only=True, order=True)
class Checked:
    """What was found at one point; in codes alone, so never personal."""

    point: str
    found: Found


def once_each(said: Iterable[Checked]) -> tuple[Checked, ...]:
    """Return the answers in one order; Invalid for two answers to one point."""
    told = tuple(sorted(set(said)))
    if len({each.point for each in told}) < len(told):
        raise Invalid(fields={"checklist": "said-twice"})
    if len(told) > MOST_POINTS:
        raise Invalid(fields={"checklist": "too-many"})
    return told


def unanswered(points: Iterable[CheckPoint], said: Collection[Checked]) -> bool:
    """Tell whether a point of the list has no answer."""
    return not {each.code for each in points} <= {each.point for each in said}


def strange(points: Iterable[CheckPoint], said: Iterable[Checked]) -> bool:
    """Tell whether an answer is to a point that the list does not have."""
    return not {each.point for each in said} <= {each.code for each in points}


def hazards(said: Iterable[Checked]) -> Iterator[str]:
    """Yield the points at which there is a hazard."""
    return (each.point for each in said if each.found is Found.HAZARD)
