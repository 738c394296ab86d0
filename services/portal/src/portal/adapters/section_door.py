"""Registry's door to the archive's sections: what they ask, and who has them."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from marshmallow import fields

from portal.adapters.desk_doors import Asker, StaffDoor
from portal.adapters.house_replies import AskedReply, EditionReply
from portal.adapters.replies import Reply


class DefinedReply(AskedReply):
    """One field, with how sensitive it is, from 0 to 3."""

    sensitivity = fields.Integer(load_default=2)


class DefinitionReply(EditionReply):
    """One edition, with who reads it, by whom it was said, and why."""

    number = fields.Integer(required=True)
    readers = fields.List(fields.String(), load_default=list)
    holds_petitions = fields.Boolean(load_default=False)
    told_to_subject = fields.Boolean(load_default=True)
    at = fields.AwareDateTime(load_default=None, allow_none=True)
    by = fields.String(load_default="")
    reason = fields.String(load_default="")
    rows = fields.List(fields.Nested(DefinedReply), data_key="fields", required=True)


class DefinitionsReply(Reply):
    """Some editions."""

    items = fields.List(fields.Nested(DefinitionReply), required=True)


class UseReply(Reply):
    """How many have something in a section."""

    section = fields.String(required=True)
    files = fields.Integer(required=True)
    households = fields.Integer(required=True)


class UsesReply(Reply):
    """Of every section that is used."""

    items = fields.List(fields.Nested(UseReply), required=True)


class SectionDoor:
    """Registry's door, as those who administer go through it."""

    def __init__(self, url: str) -> None:
        self._door = StaffDoor(url)

    def sections(self, asker: Asker) -> list[dict[str, Any]]:
        """Return the newest edition of every section, by code."""
        told = self._door.read("/v1/sections", asker, DefinitionsReply)
        found: list[dict[str, Any]] = told["items"]
        return found

    def editions(self, asker: Asker, code: str) -> list[dict[str, Any]]:
        """Return all editions of one, the oldest first; raise Refused, 404 for none."""
        told = self._door.read(_of(code), asker, DefinitionsReply)
        found: list[dict[str, Any]] = told["items"]
        return found

    def use(self, asker: Asker) -> dict[str, dict[str, Any]]:
        """Return how many files and households have each section, by its code."""
        told = self._door.read("/v1/section-use", asker, UsesReply)
        return {each["section"]: each for each in told["items"]}

    def define(
        self, asker: Asker, code: str, body: Mapping[str, Any], seen: int
    ) -> None:
        """Say what it asks from a day on; Refused, 409 where it moved on."""
        self._door.write(_of(code), asker, body, "", revision=seen, method="PUT")


def _of(code: str) -> str:
    return f"/v1/sections/{quote(code, safe='')}"
