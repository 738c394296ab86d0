"""A rule of the directory as a row, and back."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from routing.adapters.rows import (
    Row,
)
from routing.domain.rule import Rule, RuleEntry


def rule_row(entry: RuleEntry) -> Row:
    """Return the row of a rule's present wording."""
    wording = asdict(entry.rule) if entry.rule else {}
    return wording | {"code": entry.code, "revision": entry.revision}


def rule_entry_from(row: Mapping[str, Any]) -> RuleEntry:
    """Return the entry that a row tells of."""
    return RuleEntry(code=row["code"], rule=rule_from(row), revision=row["revision"])


def rule_from(row: Mapping[str, Any]) -> Rule:
    """Return the wording that a row tells of."""
    return Rule(**{name: row[name] for name in Rule.__dataclass_fields__})
