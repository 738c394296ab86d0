"""Organisations as notify knows them: whose desk, and under whom."""

from collections.abc import Collection
from dataclasses import dataclass

from minqing_kernel.messages import Actor, Role
from notify.domain.errors import NoOrganisation, OutOfScope

AGENCY_WIDE = frozenset({Role.OPS, Role.SYSTEM})


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """One organisation's desk; a lower revision than one already known is old.

    `desk_address` is the public work address of its desk, never a person's own.
    """

    organisation_id: str
    revision: int
    name: str
    parent_id: str | None
    desk_address: str | None
    active: bool


def scope_of(actor: Actor) -> str | None:
    """Return the organisation to whose matters an actor is limited; None: to none.

    Only the agency's operator is not limited; staff who serve no organisation are
    refused (NoOrganisation).
    """
    if actor.role in AGENCY_WIDE:
        return None
    if actor.organisation_id is None:
        raise NoOrganisation
    return actor.organisation_id


def require_scope(actor: Actor, line: Collection[str]) -> None:
    """Refuse (OutOfScope) who serves none of the organisations in `line`.

    `line` holds the organisation that owns the matter and all its superiors.
    """
    scope = scope_of(actor)
    if scope is not None and scope not in line:
        raise OutOfScope
