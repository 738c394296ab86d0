"""The rules in force with their basis, beside the house's own."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any, Final

from flask import Response

from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.staff import INSIDE
from portal.entrypoints.web.desk.looks import asker, unit_names
from portal.entrypoints.web.desk.rule_words import TERM, length, rule_in_words
from portal.entrypoints.web.page import Page, draw, words
from portal.entrypoints.web.soon import soon
from portal.entrypoints.web.words import Words

RULES: Final = "/desk/policies"
OWNERS: Final = ("routing", "intake", "notify", "registry")
BASIS: Final = " — "
CODE: Final = "policy"
NOBODY: Final[Mapping[str, str]] = MappingProxyType({})


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
        asked = [(owner, soon(partial(self._book, owner))) for owner in OWNERS]
        units = unit_names(self._parts)
        books = [(owner, book()) for owner, book in asked]
        return draw(
            "desk/policies.html",
            books=[
                (o, told, compared(told, words(), units)) for o, told in books if told
            ],
            away=[owner for owner, told in books if told is None],
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


def compared(
    told: dict[str, Any], say: Words, units: Mapping[str, str] = NOBODY
) -> list[Rule]:
    """Return the lines in force, each beside the default of the same name.

    Another basis for the same rule is no other rule; under which code a service
    keeps the rules is nobody's concern here.
    """
    usual = {line.partition(BASIS)[0] for line in told["default"]}
    named = {_name(line): line for line in told["default"]}
    found = []
    for line in told["lines"]:
        says, _, basis = line.partition(BASIS)
        if _name(line) == CODE:
            continue
        changed = says not in usual
        default = named.get(_name(line), "").partition(BASIS)[0] if changed else ""
        told_plainly = rule_in_words(says, say, units)
        found.append(
            Rule(
                says=told_plainly or says,
                basis=basis,
                changed=changed,
                default=_briefly(default, say, units),
                plain=bool(told_plainly),
            )
        )
    return found


def _briefly(line: str, say: Words, units: Mapping[str, str]) -> str:
    """Return the default's own value: of a time limit the length alone."""
    term = TERM.match(line)
    if term is not None:
        return length(term["n"], term["unit"], say)
    return rule_in_words(line, say, units) or line.partition(": ")[2]


def _name(line: str) -> str:
    return line.partition(":")[0]
