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


def _of_contact(name: str) -> Callable[[Settled], bool]:
    return lambda told: name in told[0].contact_told


def _either(name: str, stated: str) -> Callable[[Settled], bool]:
    return lambda told: (
        name in told[0].contact_told or getattr(told[0].particulars, stated)
    )


KNOWN: Final[Mapping[str, tuple[str, Callable[[Settled], Any]]]] = {
    **{
        name: (name, _of_contact(name))
        for name in ("telephone", "identity", "resident_id")
    },
    "name": ("name", _either("name", "named")),
    "address": ("address", _either("address", "addressed")),
    "request": ("request", lambda told: told[0].particulars.request),
    "reasons": ("reasons", lambda told: told[0].particulars.reasons),
    "place": ("place", lambda told: told[0].place),
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

The contact is sealed: whoever settles the petition says which of its parts are known.
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
