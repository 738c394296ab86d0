"""Intake's and routing's doors for who administers categories: names, lists, rules."""

from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import quote

from marshmallow import fields

from portal.adapters.desk_doors import Asker, StaffDoor
from portal.adapters.replies import Reply

PAGE: Final = 200


class CategoryReply(Reply):
    """A category, good from `valid_from` until the day before `valid_to`."""

    code = fields.String(required=True)
    names = fields.Dict(keys=fields.String(), values=fields.String(), required=True)
    valid_from = fields.Date(required=True)
    valid_to = fields.Date(load_default=None, allow_none=True)


class CategoriesReply(Reply):
    """All of them, by code."""

    categories = fields.List(fields.Nested(CategoryReply), required=True)


class EntryReply(Reply):
    """One category of a list of the place."""

    code = fields.String(required=True)
    name = fields.String(required=True)


class ListReply(Reply):
    """A list of the place, with its basis."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    valid_from = fields.Date(required=True)
    valid_to = fields.Date(load_default=None, allow_none=True)
    entries = fields.List(fields.Nested(EntryReply), required=True)
    basis = fields.String(load_default="")


class ListsReply(Reply):
    """All lists of the place."""

    lists = fields.List(fields.Nested(ListReply), required=True)


class PairReply(Reply):
    """What a list calls one of our categories."""

    code = fields.String(required=True)
    their_code = fields.String(required=True)
    changed_by = fields.String(load_default="")


class PairsReply(Reply):
    """All of a list's."""

    mappings = fields.List(fields.Nested(PairReply), required=True)


class RuleReply(Reply):
    """A rule that sends matters of a category and a place to a unit."""

    code = fields.String(required=True)
    revision = fields.Integer(required=True)
    category = fields.String(required=True)
    division_prefix = fields.String(load_default="")
    organisation_id = fields.String(required=True)
    handle_within_days = fields.Integer(required=True)
    priority = fields.Integer(load_default=0)
    valid_from = fields.AwareDateTime(load_default=None, allow_none=True)
    valid_to = fields.AwareDateTime(load_default=None, allow_none=True)
    note = fields.String(load_default="")


class RulesReply(Reply):
    """A page of rules, by code."""

    items = fields.List(fields.Nested(RuleReply), required=True)
    next = fields.String(load_default=None, allow_none=True)


class CategoryDoor:
    """Reads and says categories, their words in other lists, and their rules."""

    def __init__(self, intake: str, routing: str) -> None:
        self._intake = StaffDoor(intake)
        self._routing = StaffDoor(routing)

    def categories(self, asker: Asker) -> list[dict[str, Any]]:
        """Return every category there ever was, by code."""
        told = self._intake.read("/v1/categories", asker, CategoriesReply)
        found: list[dict[str, Any]] = told["categories"]
        return found

    def say_category(self, asker: Asker, code: str, said: Mapping[str, Any]) -> None:
        """Say what a category is called, and how long it holds; twice is once."""
        path = f"/v1/categories/{quote(code, safe='')}"
        self._intake.write(path, asker, said, "", method="PUT")

    def lists(self, asker: Asker) -> list[dict[str, Any]]:
        """Return the lists of the place."""
        told = self._intake.read("/v1/category-lists", asker, ListsReply)
        found: list[dict[str, Any]] = told["lists"]
        return found

    def words_in(self, asker: Asker, list_code: str) -> dict[str, str]:
        """Return what a list calls our categories, by our code."""
        path = f"/v1/category-mappings/{quote(list_code, safe='')}"
        told = self._intake.read(path, asker, PairsReply)
        return {each["code"]: each["their_code"] for each in told["mappings"]}

    def say_word(self, asker: Asker, list_code: str, code: str, theirs: str) -> None:
        """Say what a list calls a category; twice is once."""
        path = f"/v1/category-mappings/{quote(list_code, safe='')}/{code}"
        self._intake.write(path, asker, {"their_code": theirs}, "", method="PUT")

    def rules(self, asker: Asker) -> list[dict[str, Any]]:
        """Return every rule, by code."""
        found: list[dict[str, Any]] = []
        query: dict[str, Any] = {"limit": PAGE}
        while True:
            path = "/v1/jurisdiction-rules"
            told = self._routing.read(path, asker, RulesReply, query)
            found += told["items"]
            if not told["next"]:
                return found
            query["after"] = told["next"]

    def say_rule(self, asker: Asker, code: str, said: Mapping[str, Any]) -> None:
        """Let a rule read thus; twice is once."""
        path = f"/v1/jurisdiction-rules/{quote(code, safe='')}"
        self._routing.write(path, asker, said, "", method="PUT")
