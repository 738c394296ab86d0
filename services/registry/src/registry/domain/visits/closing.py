"""Somebody's word that a visit is done, and what it says of the family (C-05)."""

from dataclasses import dataclass
from enum import StrEnum

from registry.domain.visits.stamp import Stamp


class Family(StrEnum):
    """家庭情况: looked at and the same, changed from this visit, or nobody asked.

    `before`: the visit is older than the rule.
    """

    CONFIRMED = "confirmed"
    CHANGED = "changed"
    UNASKED = "unasked"
    BEFORE = "before"


@dataclass(frozen=True, kw_only=True)
class Closing:
    """A visit is done, somebody says; it is closed once nothing is lacking."""

    family: Family
    by: str
    said: Stamp
