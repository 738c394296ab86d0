"""A rule that sends matters, as its form holds it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any


def chosen(rules: Any, code: str) -> Mapping[str, Any] | None:  # noqa: ANN401
    """Return the rule of that code, if there is one."""
    return next((each for each in rules if each["code"] == code), None)


def ruling_of(rule: Mapping[str, Any] | None, code: str, zone: Any) -> dict[str, str]:  # noqa: ANN401
    """Return what a form about a rule shows at first."""
    if rule is None:
        return {"category": code, "days": "60", "priority": "0"}
    days = {
        name: rule[name].astimezone(zone).date().isoformat() if rule[name] else ""
        for name in ("valid_from", "valid_to")
    }
    return days | {
        "rule": rule["code"],
        "category": rule["category"],
        "division": rule["division_prefix"],
        "unit": rule["organisation_id"],
        "days": str(rule["handle_within_days"]),
        "priority": str(rule["priority"]),
        "note": rule["note"],
    }


def reads(known: Mapping[str, Any] | None, body: Mapping[str, Any]) -> bool:
    """Tell whether a rule reads so by now: the form came a second time."""
    if known is None:
        return False
    told = {name: known[name] for name in body}
    for name in ("valid_from", "valid_to"):
        told[name] = known[name] and known[name].timestamp()
    moments = {
        name: body[name] and datetime.fromisoformat(body[name]).timestamp()
        for name in ("valid_from", "valid_to")
    }
    return told == {**body, **moments}
