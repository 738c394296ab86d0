"""A time limit as it might be: whom it concerns, and the file an operator places."""

from datetime import timedelta
from typing import Any, Final

from flask import Response, make_response, request
from marshmallow import ValidationError, fields, validate

from portal.application.ports import Refused
from portal.bootstrap import Parts
from portal.domain.staff import LEADING, OPERATING
from portal.entrypoints.web.desk.looks import asker
from portal.entrypoints.web.desk.rule_words import UNITS, length
from portal.entrypoints.web.desk.rules import RULES
from portal.entrypoints.web.desk.schemas import StaffForm, needed, one_of, optional
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, draw, draw_faults, form, words
from portal.entrypoints.web.pages.tracking import loaded

CHANGE: Final = f"{RULES}/change"
DRAFTERS: Final = LEADING | OPERATING
CLOCKS: Final = (
    *("handling", "sign", "first-contact", "reworking", "co-handling", "return"),
    *("extension", "arbitration", "supervision", "urging", "re-examination-request"),
    *("re-examination", "final-review-request", "final-review"),
)
SPANS: Final = tuple(each for each in UNITS if each != "months")
KINDS: Final = ("", "suggestion", "accusation", "claim", "consultation")
PACES: Final = ("", "immediate", "promised", "joint", "reply")
LONGEST: Final = 3650
LONGEST_AMOUNT: Final = 9
"""So many digits; Python itself reads no number of thousands of them."""
MANY: Final = 200


def _amount(said: str) -> None:
    is_number = said.isdecimal() and said.isascii() and len(said) <= LONGEST_AMOUNT
    if not (is_number and 0 < int(said) <= LONGEST):
        raise ValidationError("fault.amount.number")


def _one_of(words: tuple[str, ...]) -> fields.String:
    found = validate.OneOf(words, error="fault.clock.empty")
    return fields.String(load_default="", validate=found)


class TermChangeForm(StaffForm):
    """Which limit is to be how long from which day, by which source, for whom."""

    clock = one_of(CLOCKS, "fault.clock.empty")
    amount = fields.String(required=True, validate=_amount)
    unit = one_of(SPANS, "fault.unit.empty")
    basis = needed("basis", MANY)
    valid_from = fields.Date(
        required=True,
        error_messages={
            "required": "fault.valid-from.empty",
            "invalid": "fault.valid-from.empty",
        },
    )
    kind = _one_of(KINDS)
    case_kind = _one_of(PACES)
    note = optional(100)
    take = optional(1)


class RuleChangePages:
    """One drafts and sees what it does; another checks the file and places it."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(path=CHANGE, view=self.ask, name="rule-change", roles=DRAFTERS),
            Page(
                path=CHANGE,
                view=self.preview,
                name="rule-preview",
                method="POST",
                roles=DRAFTERS,
            ),
        ]

    def ask(self) -> Response:
        """Show the empty form; a limit may be named."""
        clock = request.args.get("clock", "")
        said = {"clock": clock if clock in CLOCKS else CLOCKS[0], "unit": SPANS[1]}
        return draw("desk/rule-change.html", **self._shown(said))

    def preview(self) -> Response:
        """Show whom it concerns and what is written, or give the file; keep nothing."""
        said = form()
        told, faults = loaded(TermChangeForm, said)
        if faults:
            return draw_faults("desk/rule-change.html", faults, **self._shown(said))
        try:
            found = self._parts.desk.rules.try_change(asker(), _asked(told))
        except Refused as no:
            if no.status == 401:
                raise
            shown = self._shown(said) | {"refusal": no.said}
            return draw("desk/rule-change.html", no.status, **shown)
        if told["take"]:
            return as_file(found["file_name"], found["text"])
        shown = self._shown(said) | {"effect": found, "told": told}
        was = found["was"]
        shown["was"] = length(str(was["amount"]), was["unit"], words()) if was else ""
        shown["will"] = length(told["amount"], told["unit"], words())
        return draw("desk/rule-change.html", **shown)

    def _shown(self, said: dict[str, str]) -> dict[str, Any]:
        zone = self._parts.settings.time_zone
        today = self._parts.clock.now().astimezone(zone).date()
        return {
            "said": said,
            "clocks": CLOCKS,
            "spans": SPANS,
            "kinds": KINDS,
            "paces": PACES,
            "tomorrow": today + timedelta(days=1),
            "refusal": "",
            "effect": None,
        }


def _asked(told: dict[str, Any]) -> dict[str, Any]:
    when = {name: told[name] for name in ("kind", "case_kind") if told[name]}
    who = words()("change.by", name=staff().name)
    return {
        "valid_from": told["valid_from"].isoformat(),
        "clock": told["clock"],
        "amount": int(told["amount"]),
        "unit": told["unit"],
        "basis": told["basis"],
        "when": when,
        "note": f"{told['note']} {who}".strip(),
    }


def as_file(name: str, text: str) -> Response:
    """Return a text as a file that an operator places."""
    response = make_response(text.encode())
    response.headers["Content-Type"] = "application/yaml; charset=utf-8"
    plain = "".join(c for c in name if c.isascii() and (c.isalnum() or c in "-_."))
    response.headers["Content-Disposition"] = f'attachment; filename="{plain}"'
    return response
