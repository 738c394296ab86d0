"""What a place asks of a petition before it is accepted, and what of it is missing."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from intake.domain.handling import Handling
from intake.domain.nature import Nature
from intake.domain.policy import IntakePolicy
from intake.domain.record import PetitionRecord

Settled = tuple[PetitionRecord, Nature, Handling, str, str]
"""A petition, and the nature, handling, category and division to accept it by."""


def _of_nature(name: str) -> Callable[[Settled], Any]:
    return lambda told: getattr(told[1], name)


def _of_handling(name: str) -> Callable[[Settled], Any]:
    return lambda told: getattr(told[2], name)


KNOWN: Final[Mapping[str, tuple[str, Callable[[Settled], Any]]]] = {
    "name": ("name", lambda told: told[0].particulars.named),
    "address": ("address", lambda told: told[0].particulars.addressed),
    "request": ("request", lambda told: told[0].particulars.request),
    "reasons": ("reasons", lambda told: told[0].particulars.reasons),
    "place": ("place", lambda told: told[0].place),
    "resident_id": ("resident_id", lambda told: told[0].contact),
    "category": ("category", lambda told: told[3]),
    "division_code": ("division_code", lambda told: told[4]),
    **{name: (f"nature.{name}", _of_nature(name)) for name in ("kind", "path")},
    **{
        name: (f"handling.{name}", _of_handling(name))
        for name in (
            "case_kind",
            "mode",
            "promised_on",
            "lead_id",
            "co_unit_ids",
            "policy_ref",
            "leader",
            "due_on",
        )
    },
}
"""Where each field stands on the wire, and how it is found.

A device's resident is known where its contact is. A telephone or an identity number is
sealed: no rule of a place can ask the petition for it.
"""


def missing(told: Settled, policy: IntakePolicy) -> dict[str, str]:
    """Return what is missing of the five things and of what the place asks (B-03)."""
    petition, nature, handling, _, _ = told
    about = {
        "kind": nature.kind,
        "case_kind": handling.case_kind,
        "mode": handling.mode,
        "channel": petition.channel,
    }
    asked = [KNOWN[name] for name in policy.required(about) if name in KNOWN]
    absent = [path for path, find in asked if not find(told)]
    return dict.fromkeys([*petition.particulars.lacking, *absent], "required")
