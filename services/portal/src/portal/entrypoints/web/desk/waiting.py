"""The chips of a line: its clock, and one more at most: whom or what it waits for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

RULING: Final = frozenset({"return-pending", "arbitration"})
"""States in which another decides; their words are `waits.<state>`."""
GROUNDS: Final = ("hearing", "waiting-for-petitioner", "legacy")
"""Why a case stands still; their words are `stands.<ground>`."""


@dataclass(frozen=True, kw_only=True)
class Chip:
    """One chip: its look, the key of its words, and what stands in their slots."""

    look: str
    key: str
    slots: Mapping[str, str] = field(default_factory=dict)


def chip_of(case: Mapping[str, Any], units: Mapping[str, str], look: str) -> Chip:
    """Return what is told of a case beside its clock: what weighs most, and no more."""
    state, waits = case["state"], case.get("waits_on")
    unit = {"unit": units.get(waits or "", waits or "")}
    if state == "suspended" and case.get("stands") in GROUNDS:
        return Chip(look="paused", key=f"stands.{case['stands']}")
    if waits and state in RULING:
        return Chip(look="waiting", key=f"waits.{state}", slots=unit)
    if case["escalation_level"] > 0:
        return Chip(look="escalated", key="desk.escalated")
    if waits:
        return Chip(look="waiting", key="waits.other", slots=unit)
    if case.get("redo"):
        return Chip(look="redo", key="desk.redo")
    return Chip(look=look, key=f"state.{state}")
