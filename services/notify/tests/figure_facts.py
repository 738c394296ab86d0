"""Builders of what counts: facts of petitions as messages tell them."""

from datetime import UTC, datetime, timedelta
from itertools import count
from uuid import UUID

from notify.domain.figures.fact import VALUES, Group, Piece

COMMUNITY, STREET = "510106040019", "510106040"
SPRING = datetime(2026, 3, 2, 4, tzinfo=UTC)
_numbers = count(1)


def a_petition_id() -> UUID:
    return UUID(int=(0x0195 << 112) + next(_numbers))


def pieces(petition_id=None, *, revision=1, at=SPRING, **values):
    """Return the pieces that tell these values, in the groups they belong to.

    Whatever is not told otherwise was accepted `at` by the community's web door.
    """
    own = petition_id or a_petition_id()
    told = {
        "receipt": "MQ-1",
        "channel": "web",
        "grid": COMMUNITY,
        "door_id": COMMUNITY,
        "category": "lamps",
        "kind": "",
        "received_at": at,
        "accepted_at": at,
        "from_archive": False,
        "persons": 1,
        "source": "web",
    } | values
    return [
        Piece(petition_id=own, group=group, revision=revision, values=of_group)
        for group in Group
        if (of_group := _of(group, told))
    ]


def _of(group, told):
    if not told.keys() & set(VALUES[group]):
        return {}
    return {name: told.get(name) for name in VALUES[group]}


def answered(at=SPRING + timedelta(days=5), *, outcome="resolved", **values):
    """Return the values of a petition that was answered in time."""
    return {
        "unit_id": COMMUNITY,
        "state": "closed",
        "standing_at": at,
        "resolved_at": at,
        "outcome": outcome,
        "due_at": at + timedelta(days=10),
        "dispatched_at": SPRING,
        "contact_by": SPRING + timedelta(hours=24),
    } | values


def visited(at=SPRING + timedelta(days=6), *, solved=True, satisfied=True):
    """Return the values of a petitioner who was asked and answered."""
    return {
        "answered_at": at,
        "silent": False,
        "solved_said": solved,
        "satisfied_said": satisfied,
    }
