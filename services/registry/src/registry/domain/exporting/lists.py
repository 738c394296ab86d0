"""The table of lists that may leave: which columns, and of whom."""

from collections.abc import Mapping, Sequence
from typing import Final

from minqing_kernel.errors import Invalid, NotFound


class ListUnknown(NotFound):
    """There is no list of this kind."""

    code = "list-unknown"


class TooLongToPrint(Invalid):
    """More rows than are printed on paper; a workbook takes them all."""

    code = "too-long-to-print"


MOST_PRINTED: Final = 1_000
"""A longer list is a file, not a paper."""
LISTS: Final[Mapping[str, Sequence[str]]] = {
    "residents": (
        "resident_id",
        "name",
        "identity_number",
        "telephone",
        "household_id",
        "organisation_id",
        "registered_division",
        "registered_address",
        "state",
    ),
    "households": (
        "household_id",
        "address",
        "organisation_id",
        "grid_id",
        "building_id",
    ),
    "plans": (
        "plan_id",
        "subject_id",
        "owner",
        "opened_on",
        "review_on",
        "reviewed_on",
        "next_due",
        "closed_on",
        "state",
    ),
    "pairings": (
        "pairing_id",
        "household_id",
        "partner_kind",
        "partner_id",
        "since",
        "until",
    ),
    "obligations": (
        "rule",
        "title",
        "basis",
        "bearer_id",
        "name",
        "organisation_id",
        "first",
        "last",
        "due",
        "planned",
        "done",
        "required",
        "inherited",
        "percent",
        "projected",
        "shortfall",
        "state",
    ),
    "payments": (
        "payment_id",
        "programme",
        "household_id",
        "organisation_id",
        "period",
        "amount",
        "state",
        "reverses",
    ),
    "organisations": (
        "organisation_id",
        "name",
        "kind",
        "parent_id",
        "division_code",
        "desk_address",
        "area_m2",
        "population",
        "active",
    ),
    "grids": (
        "grid_id",
        "name",
        "level",
        "parent_id",
        "organisation_id",
        "active",
    ),
    "grid-things": ("kind", "id", "name", "within"),
    "grid-people": ("kind", "name", "telephone", "duties", "id", "household_id"),
    "grid-matters": (
        "kind",
        "what",
        "state",
        "open",
        "since",
        "organisation_id",
        "id",
        "about_id",
    ),
    "grid-heads": ("grid_id", "name", "staff_id", "staff_name", "since"),
    "staff": ("staff_id", "name", "organisation_id", "roles", "active"),
    "duties": ("staff_id", "duty", "scope_kind", "scope_id", "since", "until"),
    "premises": (
        "premises_id",
        "kind",
        "name",
        "parent_id",
        "organisation_id",
        "active",
    ),
}
"""The columns of each list, by their codes; see `entrypoints/exporting/words.json`."""
AMOUNTS: Final = frozenset({"percent", "amount"})
"""Columns whose texts are decimal numbers, which a workbook can add up."""
PEOPLE: Final = frozenset(
    {"residents", "households", "plans", "pairings", "payments", "grid-people"}
)
"""Lists of people: masked by role, within reach, and written down by name."""
OF_A_GRID: Final = frozenset({"grid-things", "grid-people", "grid-matters"})
"""The three pages of one grid (B-20): for those alone who reach its people."""
OVERSEEN: Final = frozenset({"obligations"})
"""Lists of what staff did: for those alone who oversee them."""
OF_THE_LEDGER: Final = frozenset({"payments"})
"""Lists that those who keep the ledger take out, and nobody in the field."""
WHOSE: Final = {"residents": "resident_id", "households": "household_id"}
"""What a list of a section begins with."""

DANGEROUS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet set to Chinese or Japanese reads the wide signs as well."""


def safe(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    return "'" + text if text.startswith(DANGEROUS) else text
