"""应享尽享与一户一策: who may have help and has none, which household lacks a plan."""

from typing import Any, Final

from flask import Response, request

from portal.bootstrap import Parts
from portal.domain.staff import DECIDING
from portal.entrypoints.web.desk.looks import asker
from portal.entrypoints.web.page import Page, draw

BENEFITS: Final = "/desk/benefits"
PLANS: Final = "/desk/plans"
OF_PEOPLE: Final = ("entitled", "unknown")
FINDINGS: Final = ("entitled", "unknown", "has-it", "decided", "not-entitled")
"""What somebody may come to, what is to be done first."""
OF_HOMES: Final = ("missing", "unknown")
OWN_FACTS: Final = ("age", "household-size")
"""Facts that stand in no section of the file; their words are `fact.<name>`."""
LONGEST: Final = 64


class BenefitPages:
    """Lists that are looked at on purpose: nothing is read before a choice is made."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._door = parts.desk.benefits

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=BENEFITS, view=self.show, name="benefits", roles=DECIDING),
            Page(path=PLANS, view=self.show_plans, name="plans", roles=DECIDING),
        ]

    def show(self) -> Response:
        """Show who may have a benefit, by its rule, once a rule was chosen."""
        rules = {each["code"]: each for each in self._door.rules(asker())}
        rule, standing = _said("rule"), _one_of(OF_PEOPLE)
        told = None
        if rule in rules:
            told = self._door.claims(asker(), rule=rule, standing=standing, **_after())
        return draw(
            "desk/benefits.html",
            rules=rules,
            rule=rule if rule in rules else "",
            standing=standing,
            standings=OF_PEOPLE,
            told=told,
            whole=told is not None and not told["next"] and not _after(),
            ends=FINDINGS,
            facts=self._facts() if told else {},
            own=OWN_FACTS,
        )

    def show_plans(self) -> Response:
        """Show which households must have a plan and have none, once it was asked."""
        standing = _one_of(OF_HOMES)
        classes = {each["code"]: each for each in self._door.classes(asker())}
        told = None
        if "standing" in request.args:
            told = self._door.homes(asker(), standing=standing, **_after())
        return draw(
            "desk/plans.html",
            classes=classes,
            standing=standing,
            standings=OF_HOMES,
            told=told,
        )

    def _facts(self) -> dict[str, str]:
        """Return what the fields of the file are called: section.field -> words."""
        zone = self._parts.settings.time_zone
        day = self._parts.clock.now().astimezone(zone).date()
        editions: list[dict[str, Any]] = self._parts.desk.houses.asked(asker(), day)
        return {
            f"{each['code']}.{row['code']}": row["title"]
            for each in editions
            for row in each["rows"]
        }


def _said(name: str) -> str:
    return request.args.get(name, "")[:LONGEST]


def _one_of(standings: tuple[str, ...]) -> str:
    said = _said("standing")
    return said if said in standings else standings[0]


def _after() -> dict[str, str]:
    after = _said("after")
    return {"after": after} if after else {}
