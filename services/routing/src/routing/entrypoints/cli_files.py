"""Files that an operator brings: rules to be set, answers to be replayed."""

import csv
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import yaml
from marshmallow import ValidationError
from tqdm import tqdm

from minqing_kernel.errors import DomainError
from minqing_kernel.messages import Actor, Cause, Role
from routing.adapters.archive.answers import read_answers
from routing.adapters.archive.mapping import read_mapping
from routing.adapters.archive.records import read_records
from routing.application.commands import SetRule
from routing.application.replaying import Faulty, Replayer, Tally
from routing.bootstrap import Parts
from routing.domain.errors import UnknownUnit
from routing.domain.rule import Rule
from routing.entrypoints.schemas import RuleBodySchema

OPERATOR = Actor(id="cli", role=Role.OPS)
PAUSE = 0.2


class BadFile(Exception):
    """The file does not hold what it should; the message says where."""


def load_rules(parts: Parts, path: Path, *, wait_seconds: float = 0.0) -> list[str]:
    """Set every rule of a YAML file (`rules:` a list of wordings); idempotent.

    A rule whose unit is not known yet is tried again for `wait_seconds`. Returns what
    was refused, in words; raises BadFile, OSError.
    """
    until = time.monotonic() + wait_seconds
    refused = []
    for rule in _rules(path):
        try:
            _set_patiently(parts, rule, until)
        except DomainError as error:
            refused.append(f"{rule.code}: {error.code}")
    return refused


def _set_patiently(parts: Parts, rule: Rule, until: float) -> None:
    command = SetRule(actor=OPERATOR, rule=rule)
    while True:
        try:
            parts.bus.handle(command, Cause(correlation_id=uuid4(), actor=OPERATOR))
            return
        except UnknownUnit:
            if time.monotonic() >= until:
                raise
            time.sleep(PAUSE)


def _rules(path: Path) -> list[Rule]:
    try:
        wordings: list[dict[str, Any]] = yaml.safe_load(path.read_text("utf-8"))[
            "rules"
        ]
        return [_rule(dict(wording)) for wording in wordings]
    except ValidationError as error:
        raise BadFile(f"{path.name}: {error.messages}") from None
    except DomainError as error:
        raise BadFile(f"{path.name}: {error.code} {error.fields}") from None
    except (yaml.YAMLError, LookupError, TypeError, ValueError) as error:
        raise BadFile(f"{path.name} does not hold rules: {error}") from None


def _rule(wording: dict[str, Any]) -> Rule:
    code = str(wording.pop("code"))
    return Rule(code=code, **RuleBodySchema().load(wording))


def replay_answers(
    parts: Parts,
    path: Path,
    mapping_path: Path,
    *,
    report: Path | None = None,
    organisation_id: str | None = None,
) -> Tally:
    """Replay an older system's answers; rows that fail go to the CSV `report`.

    Raises BadMapping, UnknownFormat, OSError.
    """
    mapping = read_mapping(mapping_path)
    records = read_records(path, mapping.form, mapping.encoding)
    with _reporting(report) as note:
        replayer = Replayer(parts.bus, parts.old_cases(organisation_id), note, OPERATOR)
        rows = tqdm(records, unit=" rows", disable=None)
        return replayer.run(read_answers(rows, mapping))


@contextmanager
def _reporting(path: Path | None) -> Iterator[Callable[[Faulty], None]]:
    if path is None:
        yield lambda row: None
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["line", "external_ref", "field", "fault"])

        def note(row: Faulty) -> None:
            for field, fault in row.faults.items():
                table.writerow([row.line, row.external_ref, field, fault])

        yield note
