"""The rules in force with their basis, beside the house's own; and what people get."""

import re
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from flask import Response

from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.staff import INSIDE
from portal.entrypoints.web.desk.looks import asker
from portal.entrypoints.web.page import Page, draw, words
from portal.entrypoints.web.soon import soon
from portal.entrypoints.web.words import Words

RULES: Final = "/desk/policies"
OWNERS: Final = ("routing", "intake", "notify", "registry")
BASIS: Final = " — "
TERM: Final = re.compile(
    r"term (?P<clock>[a-z-]+)(?P<when>(?: [a-z]+=\S+)*): (?P<n>\d+) (?P<unit>[a-z-]+)\Z"
)
UNITS: Final = ("hours", "days", "working-days", "months")


@dataclass(frozen=True)
class Rule:
    """One line: what holds, by which basis; `default` where the house's own differs."""

    says: str
    basis: str
    changed: bool
    default: str = ""
    plain: bool = False
    """Whether it is told in the reader's words, not in the file's."""


class RulePages:
    """What everybody may look up."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [Page(path=RULES, view=self.show, name="policies", roles=INSIDE)]

    def show(self) -> Response:
        """Show each service's rules; one that is away leaves the others standing."""
        texts = soon(self._texts)
        asked = [(owner, soon(partial(self._book, owner))) for owner in OWNERS]
        books = [(owner, book()) for owner, book in asked]
        return draw(
            "desk/policies.html",
            books=[(o, told, compared(told, words())) for o, told in books if told],
            away=[owner for owner, told in books if told is None],
            texts=texts(),
        )

    def _book(self, owner: str) -> dict[str, Any] | None:
        try:
            return self._parts.desk.rules.in_force(asker(), owner)
        except Away:
            return None
        except Refused as no:
            if no.status == 401:
                raise
            return None

    def _texts(self) -> list[dict[str, Any]] | None:
        """Return what people are sent; only some may read it here."""
        try:
            return self._parts.desk.rules.texts(asker())
        except (Away, Refused):
            return None


def compared(told: dict[str, Any], say: Words) -> list[Rule]:
    """Return the lines in force, each beside the default of the same name.

    Another basis for the same rule is no other rule.
    """
    usual = {line.partition(BASIS)[0] for line in told["default"]}
    named = {_name(line): line for line in told["default"]}
    found = []
    for line in told["lines"]:
        says, _, basis = line.partition(BASIS)
        changed = says not in usual
        default = named.get(_name(line), "") if changed else ""
        usually = default.partition(BASIS)[0]
        told_plainly = in_words(says, say)
        found.append(
            Rule(
                says=told_plainly or says,
                basis=basis,
                changed=changed,
                default=in_words(usually, say, only_length=True)
                or usually.partition(": ")[2],
                plain=bool(told_plainly),
            )
        )
    return found


def in_words(line: str, say: Words, *, only_length: bool = False) -> str:
    """Return a time limit in the reader's words; nothing for any other rule."""
    term = TERM.match(line)
    if term is None or term["unit"] not in UNITS:
        return ""
    length = say(f"term.{term['unit']}", n=term["n"])
    key = f"owed.{term['clock']}"
    if only_length:
        return length
    if not say.has(key):
        return ""
    when = f" ({term['when'].strip()})" if term["when"] else ""
    return f"{say(key)}{when}: {length}"


def _name(line: str) -> str:
    return line.partition(":")[0]
