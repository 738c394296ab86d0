"""A changed term as a file of rules, read as strictly as any; and who has it now."""

import copy
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import yaml

from minqing_chassis.database import Database
from routing.adapters.policies import load_policies
from routing.adapters.policy_shapes import UNITS
from routing.domain.errors import NoPolicyFile
from routing.domain.lifecycle import OWING
from routing.domain.policy import Term
from routing.domain.policy_change import Running

WIDEST: Final = 10_000
RUNNING: Final = """
select (c.accepted_at at time zone 'Asia/Shanghai')::date as day, count(*) as cases
from deadlines d join cases c on c.petition_id = d.petition_id
where d.kind = :kind and d.basis = :basis and d.met_at is null
    and d.replaced_at is null and c.state = any(:owing) and c.accused is null
group by 1
"""
"""By the term's own basis; of what accuses somebody nothing is told (条例第30条)."""


def running_by(database: Database, term: Term | None) -> list[Running]:
    """Return the open cases that have a clock by a term, by day of acceptance."""
    if term is None:
        return []
    owing = [each.value for each in OWING]
    rows = database.rows(RUNNING, kind=term.kind, basis=term.basis, owing=owing)
    return [Running(accepted_on=row["day"], cases=row["cases"]) for row in rows]


def changed_file(path: Path | None, term: Term, valid_from: date, note: str) -> str:
    """Return the place's file with one more edition: the last one, a term changed.

    Raises NoPolicyFile, and ConfigurationError for a file that would not be read.
    """
    if path is None or not path.is_file():
        raise NoPolicyFile
    text = path.read_text("utf-8")
    editions = yaml.safe_load(text)["editions"]
    last = max(editions, key=lambda each: str(each["valid_from"]))
    edition: dict[str, Any] = {"valid_from": valid_from, "note": note}
    edition |= {k: copy.deepcopy(v) for k, v in last.items() if k not in edition}
    edition["routing"] = _with(edition.get("routing") or {}, term)
    added = yaml.safe_dump(
        [edition], allow_unicode=True, sort_keys=False, width=WIDEST, indent=2
    )
    block = "".join(f"  {line}\n" for line in added.splitlines())
    whole = f"{text.rstrip()}\n{block}"
    _check(whole)
    return whole


def _check(text: str) -> None:
    """Read it as at the start of the service."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "policy.yml"
        file.write_text(text, "utf-8")
        load_policies(file)


def _with(section: Mapping[str, Any], term: Term) -> dict[str, Any]:
    """Return the section with the term in the place of the one it replaces."""
    said = _said(term)
    kept = [each for each in section.get("terms", ()) if not _same(each, said)]
    return {**section, "terms": [*kept, said]}


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    keys = [(each["clock"], each.get("when", {})) for each in (one, other)]
    return keys[0] == keys[1]


def _said(term: Term) -> dict[str, Any]:
    unit = next(name for name, unit in UNITS.items() if unit is term.span.unit)
    said: dict[str, Any] = {"clock": term.kind.value, unit: term.span.amount}
    said |= {"rolls": True} if term.span.rolls else {}
    said["basis"] = term.basis
    return said | ({"when": dict(term.when.asked)} if term.when.asked else {})


def lines_added(before: str, after: str) -> Sequence[str]:
    """Return the lines that a file has more than before."""
    return after.splitlines()[len(before.rstrip().splitlines()) :]
