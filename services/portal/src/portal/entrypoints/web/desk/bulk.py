"""批量: several cases of a list urged, given to a unit, or made one, after one look."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import Response, abort, request
from marshmallow import Schema

from minqing_kernel.messages import Role
from portal.application.ports import Away, Refused
from portal.bootstrap import Parts
from portal.domain.staff import DECIDING, LEADING
from portal.entrypoints.web.desk.beside import dated
from portal.entrypoints.web.desk.giving import gave
from portal.entrypoints.web.desk.looks import asker, titles_of
from portal.entrypoints.web.desk.schemas import AssignForm, ReasonForm
from portal.entrypoints.web.desk.steering_forms import PressForm
from portal.entrypoints.web.desk.watch import WATCH
from portal.entrypoints.web.desk.worklists import address_of
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, draw, form, go, visitor
from portal.entrypoints.web.pages.tracking import loaded

BULK: Final = "/desk/bulk"
MOST: Final = 25
PICKED: Final = re.compile(r"([A-Z0-9]+(?:-[A-Z0-9]+)+):([0-9]{1,9})\Z")
Pick = tuple[str, int]
"""A case as it was ticked: its number, and the revision that stood on the list."""


@dataclass(frozen=True, kw_only=True)
class Deed:
    """One thing that may be done to several: what it asks, and how it is done to one.

    `leads`: one of them leads on, and nothing is done to that one.
    """

    form: type[Schema]
    do: Callable[[Parts, Pick, Mapping[str, Any], str], None]
    leads: bool = False
    roles: frozenset[Role] = DECIDING


@dataclass(frozen=True, kw_only=True)
class Became:
    """What became of one: done, or why not (empty: its owner is away)."""

    number: str
    done: bool
    said: str = ""


class BulkPages:
    """One page: what was ticked, what is to be done, and then what became of each."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=BULK, view=self.do, name="bulk", method="POST", roles=DECIDING)
        ]

    def do(self) -> Response:
        """Show what is to be done; do it once that was seen, to each by itself."""
        name = form().get("do", "")
        deed, picks = DEEDS.get(name), _picked(_ticked())
        if deed is None or staff().role not in deed.roles:
            abort(404)
        if not picks:
            return go(f"{_back()}{'&' if '?' in _back() else '?'}fault=picked-none")
        if "sure" not in form():
            return self._drawn(name, picks)
        told, faults = loaded(deed.form, form())
        lead = form().get("lead", "")
        if deed.leads and lead not in dict(picks):
            faults = faults | {"lead": "fault.lead-one"}
        if faults:
            return self._drawn(name, picks, faults, status=422)
        told, nonce = told | {"lead": lead}, nonce_of(form())
        wanted = [each for each in picks if not deed.leads or each[0] != lead]
        became = self._each_done(deed, wanted, told, nonce)
        if any(each.done for each in became):
            gave(told)
        return self._drawn(name, picks, became=became)

    def _each_done(
        self, deed: Deed, wanted: list[Pick], told: Mapping[str, Any], nonce: str
    ) -> list[Became]:
        """Do it to one after the other; who is away is not waited for again."""
        became: list[Became] = []
        for each in wanted:
            try:
                became.append(self._done(deed, each, told, nonce))
            except Away:
                left = wanted[len(became) :]
                return [*became, *(Became(number=n, done=False) for n, _ in left)]
        return became

    def _done(
        self, deed: Deed, pick: Pick, told: Mapping[str, Any], nonce: str
    ) -> Became:
        try:
            deed.do(self._parts, pick, told, f"bulk-{nonce}-{pick[0]}")
        except Refused as no:
            if no.status == 401:
                raise
            return Became(number=pick[0], done=False, said=no.said)
        return Became(number=pick[0], done=True)

    def _drawn(
        self,
        name: str,
        picks: list[Pick],
        faults: dict[str, str] | None = None,
        became: list[Became] | None = None,
        status: int = 200,
    ) -> Response:
        return draw(
            "desk/bulk.html",
            status,
            do=name,
            picks=picks,
            faults=faults or {},
            became=became,
            titles=titles_of(self._parts, [number for number, _ in picks]),
            said=form(),
            leads=DEEDS[name].leads,
            nonce=nonce_of(form()),
            back=_back(),
        )


def _ticked() -> list[str]:
    """Return what was ticked; of a row's own button that row alone."""
    return request.form.getlist("one") or request.form.getlist("pick")


def _back() -> str:
    """Return the list where the cases were ticked."""
    from_board = form().get("from") == "watch" and staff().role in LEADING
    return WATCH if from_board else address_of(visitor().worklist)


def _picked(said: list[str]) -> list[Pick]:
    """Return what was ticked, each once; a page of a list at most."""
    found = [match for each in said if (match := PICKED.match(each))]
    return [*{each[1]: int(each[2]) for each in found}.items()][:MOST]


def _urge(parts: Parts, pick: Pick, told: Mapping[str, Any], key: str) -> None:
    body = {"reason": told["reason"]}
    parts.desk.cases.act(asker(), pick[0], "urge", body, key, None)


def _assign(parts: Parts, pick: Pick, told: Mapping[str, Any], key: str) -> None:
    body = {"organisation_id": told["unit"]}
    parts.desk.cases.act(asker(), pick[0], "assign", body, key, pick[1])


def _supervise(parts: Parts, pick: Pick, told: Mapping[str, Any], key: str) -> None:
    body = dated(
        {"measure": "supervise", "reason": told["reason"]},
        told,
        parts.settings.time_zone,
    )
    parts.desk.cases.act(asker(), pick[0], "supervise", body, key, None)


def _merge(parts: Parts, pick: Pick, told: Mapping[str, Any], key: str) -> None:
    body = {"lead": told["lead"], "reason": told["reason"]}
    parts.desk.matters.decide(asker(), pick[0], "merge", body, key)


DEEDS: Final = {
    "urge": Deed(form=ReasonForm, do=_urge),
    "assign": Deed(form=AssignForm, do=_assign),
    "merge": Deed(form=ReasonForm, do=_merge, leads=True),
    "supervise": Deed(form=PressForm, do=_supervise, roles=LEADING),
}
"""By the word of the button; where a case moved on, giving it away is refused."""
