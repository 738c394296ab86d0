"""The class and kind of every field that registry itself knows of people."""

from collections.abc import Mapping
from dataclasses import dataclass

from registry.domain.sensitivity import Sensitivity, WordKind


@dataclass(frozen=True, kw_only=True)
class Classed:
    """How sensitive a field is, and what kind of word it holds."""

    sensitivity: Sensitivity = Sensitivity.INTERNAL
    kind: WordKind = WordKind.PLAIN


OFFICE = Classed()
"""What the office itself made of it: ids, whose file, its state."""

RESIDENT: Mapping[str, Classed] = {
    "resident_id": OFFICE,
    "organisation_id": OFFICE,
    "household_id": OFFICE,
    "registered_division": OFFICE,
    "state": OFFICE,
    "died_on": OFFICE,
    "left_on": OFFICE,
    "moved_to": OFFICE,
    "revision": OFFICE,
    "name": Classed(sensitivity=Sensitivity.PERSONAL, kind=WordKind.NAME),
    "identity_number": Classed(
        sensitivity=Sensitivity.SENSITIVE, kind=WordKind.IDENTITY
    ),
    "telephone": Classed(sensitivity=Sensitivity.PERSONAL, kind=WordKind.TELEPHONE),
    "registered_address": Classed(
        sensitivity=Sensitivity.PERSONAL, kind=WordKind.ADDRESS
    ),
}
"""A resident's fields (居民)."""

HOUSEHOLD: Mapping[str, Classed] = {
    "household_id": OFFICE,
    "organisation_id": OFFICE,
    "grid_id": OFFICE,
    "building_id": Classed(sensitivity=Sensitivity.PERSONAL),
    "head_id": OFFICE,
    "revision": OFFICE,
    "members": OFFICE,
    "address": Classed(sensitivity=Sensitivity.PERSONAL, kind=WordKind.ADDRESS),
}
"""A household's fields (住户); its members are classed as residents."""
