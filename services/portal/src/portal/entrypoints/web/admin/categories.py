"""Categories: which hold, which come; one with its words elsewhere and its rules."""

from collections.abc import Mapping
from datetime import date, datetime, time
from hashlib import sha256
from typing import Any, Final

from flask import Response, abort, request

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.routing_rules import Standing, speaking_of, standing
from portal.domain.staff import GOVERNING
from portal.entrypoints.web.admin.category_forms import (
    CategoryForm,
    NewCategoryForm,
    RuleForm,
    WordForm,
)
from portal.entrypoints.web.admin.reach import units_in_reach, unseen
from portal.entrypoints.web.admin.rule_fields import chosen, reads, ruling_of
from portal.entrypoints.web.admin.units import today_at
from portal.entrypoints.web.desk.looks import asker, told_or_none, unit_names
from portal.entrypoints.web.page import Page, draw, form, go
from portal.entrypoints.web.pages.tracking import loaded
from portal.entrypoints.web.soon import soon

CATEGORIES: Final = "/admin/categories"
NEW: Final = f"{CATEGORIES}/new"
ONE: Final = f"{CATEGORIES}/<code>"
LOOKS: Final = {"holds": "done", "comes": "waiting", "ended": "paused"}
DONE: Final = ("new", "said", "word", "rule")
LANGUAGES: Final = {"zh-CN": "name_zh_cn", "zh-TW": "name_zh_tw", "en": "name_en"}


class CategoryPages:
    """The list, one category, and what is said of it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            _page(CATEGORIES, self.show, "categories"),
            _page(NEW, self.ask, "category-new"),
            _page(NEW, self.add, "category-add", "POST"),
            _page(ONE, self.show_one, "category"),
            _page(ONE, self.say, "category-say", "POST"),
            _page(f"{ONE}/word", self.say_word, "category-word", "POST"),
            _page(f"{ONE}/rule", self.say_rule, "category-rule", "POST"),
        ]

    def show(self) -> Response:
        """Show all by how they stand, with the unit that the first rule names."""
        door, who = self._parts.desk.categories, asker()
        rules = soon(lambda: told_or_none(lambda: door.rules(who)))
        found = door.categories(who)
        day, now, known = today_at(self._parts), self._parts.clock.now(), rules()
        return draw(
            "admin/categories.html",
            categories=[
                {
                    **each,
                    "standing": standing(each["valid_from"], each["valid_to"], day),
                    "rules": len(_running(speaking_of(each["code"], known, now), now))
                    if known is not None
                    else None,
                }
                for each in found
            ],
            looks=LOOKS,
        )

    def ask(self) -> Response:
        """Show the form for a new category."""
        return self._new({"valid_from": today_at(self._parts).isoformat()})

    def add(self) -> Response:
        """Take a category in."""
        said = form()
        told, faults = loaded(NewCategoryForm, said)
        code = told.get("code", "")
        door, who = self._parts.desk.categories, asker()
        if not faults and any(each["code"] == code for each in door.categories(who)):
            faults = {"code": "fault.category-taken"}
        if faults:
            return self._new(said, 422, faults=faults)
        try:
            door.say_category(who, code, _category(told))
        except Refused as no:
            if no.status == 401:
                raise
            return self._new(said, no.status, refusal=no.said)
        return go(f"{CATEGORIES}/{code}?done=new")

    def show_one(self, code: str) -> Response:
        """Show one."""
        return self._drawn(code)

    def say(self, code: str) -> Response:
        """Say its names and days anew; 409 where another did meanwhile."""
        said = form()
        told, faults = loaded(CategoryForm, said)
        if faults:
            return self._drawn(code, 422, faults=faults, said=said)
        known, body = self._known(code), _category(told)
        if _category_of(known) != body and said.get("seen") != mark_of(known):
            return self._drawn(code, 409, moved=True, said=unseen(said))
        return self._done(
            code,
            "said",
            lambda: self._parts.desk.categories.say_category(asker(), code, body),
            said=said,
        )

    def say_word(self, code: str) -> Response:
        """Say what a list of the place calls it."""
        told, faults = loaded(WordForm, form())
        if faults:
            return self._drawn(code, 422, faults=faults)
        door = self._parts.desk.categories
        return self._done(
            code,
            "word",
            lambda: door.say_word(asker(), told["list"], code, told["theirs"]),
        )

    def say_rule(self, code: str) -> Response:
        """Show what a rule touches; said again with that seen, it holds."""
        said = form()
        told, faults = loaded(RuleForm, said)
        if faults:
            faults = {f"rule-{name}": each for name, each in faults.items()}
            return self._drawn(code, 422, faults=faults, ruling=said)
        door, who = self._parts.desk.categories, asker()
        if "confirmed" not in said:
            return self._drawn(code, asks=True, ruling=said, told=told)
        known = next((e for e in door.rules(who) if e["code"] == told["rule"]), None)
        body = self._rule(told)
        seen = str(known["revision"] if known else 0)
        if said.get("seen") != seen and not reads(known, body):
            return self._drawn(code, 409, moved=True, ruling=unseen(said))
        return self._done(
            code,
            "rule",
            lambda: door.say_rule(who, told["rule"], body),
            ruling=said,
        )

    def _rule(self, told: Mapping[str, Any]) -> dict[str, Any]:
        return {
            "category": told["category"],
            "division_prefix": told["division"],
            "organisation_id": told["unit"],
            "handle_within_days": told["days"],
            "priority": told["priority"],
            "valid_from": self._midnight(told["valid_from"]),
            "valid_to": self._midnight(told["valid_to"]),
            "note": told["note"],
        }

    def _midnight(self, day: date | None) -> str | None:
        zone = self._parts.settings.time_zone
        return datetime.combine(day, time(), zone).isoformat() if day else None

    def _done(self, code: str, what: str, do: Any, **more: Any) -> Response:  # noqa: ANN401
        try:
            do()
        except Refused as no:
            if no.status == 401:
                raise
            return self._drawn(code, no.status, refusal=no.said, **more)
        return go(f"{CATEGORIES}/{code}?done={what}")

    def _known(self, code: str) -> dict[str, Any]:
        for each in self._parts.desk.categories.categories(asker()):
            if each["code"] == code:
                return each
        abort(404)

    def _new(self, said: Mapping[str, str], status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        shown: dict[str, Any] = {"faults": {}, "refusal": ""}
        return draw("admin/category-new.html", status, said=said, **shown | more)

    def _drawn(self, code: str, status: int = 200, **more: Any) -> Response:  # noqa: ANN401
        parts, who = self._parts, asker()
        door, work = parts.desk.categories, parts.desk.open_work
        rules = soon(lambda: told_or_none(lambda: door.rules(who)))
        held = soon(lambda: told_or_none(lambda: work.held(who, category=code)))
        lists = soon(lambda: told_or_none(lambda: door.lists(who)))
        known, now = self._known(code), parts.clock.now()
        places = lists() or []
        spoken = speaking_of(code, rules() or [], now)
        picked = chosen(spoken, request.args.get("rule", ""))
        done = request.args.get("done", "") if request.method == "GET" else ""
        shown: dict[str, Any] = {
            "said": _said_of(known),
            "ruling": ruling_of(picked, code, parts.settings.time_zone),
            "faults": {},
            "refusal": "",
            "moved": False,
            "asks": False,
            "told": {},
        }
        return draw(
            "admin/category.html",
            status,
            category=known,
            standing=standing(
                known["valid_from"], known["valid_to"], today_at(self._parts)
            ),
            looks=LOOKS,
            seen=mark_of(known),
            rules=[
                {**e, "standing": standing(e["valid_from"], e["valid_to"], now)}
                for e in spoken
            ],
            revisions={each["code"]: each["revision"] for each in spoken},
            held=held(),
            lists=places,
            theirs={e["code"]: door.words_in(who, e["code"]) for e in places},
            units=units_in_reach(parts),
            names=unit_names(parts),
            done=done if done in DONE else "",
            **shown | more,
        )


def _page(path: str, view: Any, name: str, method: str = "GET") -> Page:  # noqa: ANN401
    return Page(path=path, view=view, name=name, method=method, roles=GOVERNING)


def _running(rules: Any, now: datetime) -> list[Any]:  # noqa: ANN401
    return [
        each
        for each in rules
        if standing(each["valid_from"], each["valid_to"], now) is Standing.HOLDS
    ]


def mark_of(category: Mapping[str, Any]) -> str:
    """Return by what a form knows the wording that it was drawn of."""
    return sha256(repr(sorted(_category_of(category).items())).encode()).hexdigest()[
        :16
    ]


def _category(told: Mapping[str, Any]) -> dict[str, Any]:
    names = {language: told[field] for language, field in LANGUAGES.items()}
    return _days(names, told)


def _category_of(known: Mapping[str, Any]) -> dict[str, Any]:
    names = {language: known["names"].get(language, "") for language in LANGUAGES}
    return _days(names, known)


def _days(names: Mapping[str, str], of: Mapping[str, Any]) -> dict[str, Any]:
    end = of["valid_to"]
    return {
        "names": dict(names),
        "valid_from": of["valid_from"].isoformat(),
        "valid_to": end.isoformat() if end else None,
    }


def _said_of(known: Mapping[str, Any]) -> dict[str, str]:
    told = _category_of(known)
    names = {field: told["names"][name] for name, field in LANGUAGES.items()}
    return names | {
        "valid_from": told["valid_from"],
        "valid_to": told["valid_to"] or "",
    }
