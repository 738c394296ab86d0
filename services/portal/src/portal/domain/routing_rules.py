"""Which rules speak of a category, as routing orders them; it decides, this shows."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any, Final

ANYTHING: Final = "*"
Rule = Mapping[str, Any]


class Standing(StrEnum):
    """How a rule, or a category, stands on a day."""

    HOLDS = "holds"
    COMES = "comes"
    ENDED = "ended"


def standing(begin: Any, end: Any, at: Any) -> Standing:  # noqa: ANN401
    """Return how something stands that is good from `begin` and until before `end`.

    All three are days, or all are moments; None is without such a bound.
    """
    if end is not None and end <= at:
        return Standing.ENDED
    if begin is not None and begin > at:
        return Standing.COMES
    return Standing.HOLDS


def speaking_of(category: str, rules: Sequence[Rule], at: datetime) -> Sequence[Rule]:
    """Return the rules that speak of a category, as routing prefers them; ended last.

    The higher priority first, then the longer place, the longer pattern, the code.
    """
    found = [each for each in rules if _covers(each["category"], category)]
    return sorted(found, key=lambda each: (_has_ended(each, at), *_rank(each)))


def _covers(pattern: str, category: str) -> bool:
    if pattern.endswith(ANYTHING):
        return category.startswith(pattern[:-1])
    return category == pattern


def _has_ended(rule: Rule, at: datetime) -> bool:
    return standing(rule["valid_from"], rule["valid_to"], at) is Standing.ENDED


def _rank(rule: Rule) -> tuple[int, int, int, bool, str]:
    stem = rule["category"].rstrip(ANYTHING)
    begins = rule["category"] != stem
    place = len(rule["division_prefix"])
    return -rule["priority"], -place, -len(stem), begins, rule["code"]
