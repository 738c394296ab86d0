"""Routing's doors to what is set aside between agencies: letters and differences."""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

from marshmallow import fields

from portal.adapters.desk_doors import ROWS, Asker, StaffDoor
from portal.adapters.replies import Reply


class _Settled(Reply):
    """What a person decided about one, if anybody has."""

    state = fields.String(required=True)
    times = fields.Integer(required=True)
    decided_by = fields.String(load_default=None, allow_none=True)
    note = fields.String(load_default=None, allow_none=True)


class LetterReply(_Settled):
    """A letter that was not obeyed, without what it says."""

    letter_id = fields.String(required=True)
    claims = fields.String(required=True)
    word = fields.String(load_default="")
    reason = fields.String(required=True)
    received_at = fields.AwareDateTime(required=True)


class LettersReply(Reply):
    """A page of them."""

    items = fields.List(fields.Nested(LetterReply), required=True)
    next = fields.String(load_default=None, allow_none=True)


class DifferenceReply(_Settled):
    """Where two agencies know different things of a matter."""

    difference_id = fields.String(required=True)
    agency = fields.String(required=True)
    receipt = fields.String(load_default="")
    kind = fields.String(required=True)
    number = fields.Integer(load_default=0)
    first_at = fields.AwareDateTime(required=True)
    last_at = fields.AwareDateTime(required=True)


class DifferencesReply(Reply):
    """A page of them."""

    items = fields.List(fields.Nested(DifferenceReply), required=True)
    next = fields.String(load_default=None, allow_none=True)


LETTERS: Final = "/v1/agency-quarantine"
DIFFERENCES: Final = "/v1/agency-differences"


class LetterDoor:
    """What waits for a person who governs the agency."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def letters(self, asker: Asker, **query: str | int) -> dict[str, Any]:
        """Return a page of letters, the newest first; raise Refused or Away."""
        wanted = {"limit": ROWS, **query}
        return self._door.read(LETTERS, asker, LettersReply, wanted)

    def differences(self, asker: Asker, **query: str | int) -> dict[str, Any]:
        """Return a page of differences, those last seen first; Refused or Away."""
        wanted = {"limit": ROWS, **query}
        return self._door.read(DIFFERENCES, asker, DifferencesReply, wanted)

    def settle_letter(
        self, asker: Asker, letter_id: UUID, verb: str, body: Mapping[str, Any] | None
    ) -> None:
        """Look at one again (admit), or leave it (dismiss); Refused or Away."""
        self._door.write(f"{LETTERS}/{letter_id}/{verb}", asker, body, "")

    def settle_difference(
        self, asker: Asker, difference_id: UUID, body: Mapping[str, Any]
    ) -> None:
        """Note what a person found; raise Refused or Away."""
        self._door.write(f"{DIFFERENCES}/{difference_id}/settle", asker, body, "")
