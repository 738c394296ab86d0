"""How sensitive a field is, what kind of word it holds, and who sees what of it.

One table says what a role sees without giving a purpose (个人信息保护法第6、28、51条).
What it does not list is hidden. A full view is asked for with a purpose and is written
down; see `access.py`.
"""

from collections.abc import Mapping
from enum import IntEnum, StrEnum

from minqing_kernel.messages import Role
from registry.domain import masks
from registry.domain.masks import Mask, hidden


class Sensitivity(IntEnum):
    """The classes: the higher, the fewer see it."""

    PUBLIC = 0
    INTERNAL = 1
    PERSONAL = 2
    SENSITIVE = 3


def of_child(sensitivity: Sensitivity) -> Sensitivity:
    """Return how sensitive a field is when it tells of somebody under 14 (第28条)."""
    personal = sensitivity >= Sensitivity.PERSONAL
    return Sensitivity.SENSITIVE if personal else sensitivity


class WordKind(StrEnum):
    """What a field holds, as far as masking it goes."""

    PLAIN = "plain"
    NAME = "name"
    IDENTITY = "identity"
    TELEPHONE = "telephone"
    ADDRESS = "address"


def shown(value: str) -> str:
    """Show it as it is."""
    return value


ALL_SHOWN = dict.fromkeys(WordKind, shown)
DESK: Mapping[WordKind, Mask] = {
    WordKind.PLAIN: shown,
    WordKind.NAME: masks.name_ends,
    WordKind.IDENTITY: masks.identity_ends,
    WordKind.TELEPHONE: masks.telephone_ends,
    WordKind.ADDRESS: masks.to_building,
}
FIELD: Mapping[WordKind, Mask] = {
    WordKind.NAME: masks.surname,
    WordKind.IDENTITY: masks.identity_tail,
    WordKind.TELEPHONE: masks.telephone_tail,
    WordKind.ADDRESS: masks.to_street,
}
DESK_SENSITIVE = {
    WordKind.NAME: masks.surname,
    WordKind.IDENTITY: masks.identity_ends,
}
FIELD_SENSITIVE = {WordKind.IDENTITY: masks.identity_tail}

SIGHT: Mapping[tuple[Role, Sensitivity], Mapping[WordKind, Mask]] = {
    **{(role, Sensitivity.PUBLIC): ALL_SHOWN for role in Role},
    (Role.CLERK, Sensitivity.INTERNAL): ALL_SHOWN,
    (Role.CLERK, Sensitivity.PERSONAL): DESK,
    (Role.CLERK, Sensitivity.SENSITIVE): DESK_SENSITIVE,
    (Role.SUPERVISOR, Sensitivity.INTERNAL): ALL_SHOWN,
    (Role.SUPERVISOR, Sensitivity.PERSONAL): DESK,
    (Role.SUPERVISOR, Sensitivity.SENSITIVE): DESK_SENSITIVE,
    (Role.HANDLER, Sensitivity.INTERNAL): ALL_SHOWN,
    (Role.HANDLER, Sensitivity.PERSONAL): FIELD,
    (Role.HANDLER, Sensitivity.SENSITIVE): FIELD_SENSITIVE,
}
"""The table; whoever and whatever is not listed is not seen."""


def mask_for(role: Role, sensitivity: Sensitivity, kind: WordKind) -> Mask:
    """Return how a role sees a field of this class and kind."""
    return SIGHT.get((role, sensitivity), {}).get(kind, hidden)
