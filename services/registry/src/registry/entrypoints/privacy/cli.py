"""Operator commands: `cli policy check|show`, `cli retention run [--dry-run]`."""

import sys
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from minqing_chassis.policy_cli import add_policy
from minqing_kernel.identity import new_id
from minqing_kernel.messages import SYSTEM, Cause, Command
from registry.adapters.policies import describe, lacking, load_policy
from registry.adapters.privacy.policies import say_rule
from registry.application.privacy.commands import (
    ForgetFile,
    ForgetHousehold,
    ForgetItem,
    ForgetPaper,
    ForgetPlan,
    ForgetRequest,
    ForgetVisit,
    NoteEmptyHouseholds,
)
from registry.application.privacy.retention import due_of
from registry.bootstrap import Parts
from registry.domain.privacy.policy import (
    LEDGER_LISTS,
    LEDGER_MEETINGS,
    LEDGERS,
    PLANS,
    REQUESTS,
    TIED,
    VISITS,
    RetentionRule,
    Since,
)
from registry.domain.values import civil_day

PartsOf = Callable[[], Parts]


def _paper(section: str, key: UUID) -> Command:
    return ForgetPaper(actor=SYSTEM, section=section, paper_id=key)


TIED_COMMANDS: Mapping[str, Callable[[UUID], Command]] = {
    REQUESTS: lambda key: ForgetRequest(actor=SYSTEM, request_id=key),
    VISITS: lambda key: ForgetVisit(actor=SYSTEM, visit_id=key),
    PLANS: lambda key: ForgetPlan(actor=SYSTEM, plan_id=key),
    LEDGERS: lambda key: ForgetItem(actor=SYSTEM, item_id=key),
    LEDGER_MEETINGS: partial(_paper, LEDGER_MEETINGS),
    LEDGER_LISTS: partial(_paper, LEDGER_LISTS),
}
"""How what has a beginning of its own is forgotten."""


def add_privacy(commands: Any, parts: PartsOf) -> None:  # noqa: ANN401
    """Add the subparsers."""
    add_policy(commands, load_policy, describe, lacking)
    parser = commands.add_parser("retention", help="what is kept no longer")
    acts = parser.add_subparsers(required=True, metavar="run")
    run = acts.add_parser("run", help="forget it for good; safe to stop and repeat")
    run.add_argument("--dry-run", action="store_true", help="only count, by rule")
    run.set_defaults(run=lambda told: _run(parts(), dry=told.dry_run))


def _run(parts: Parts, *, dry: bool) -> None:
    """One file a transaction: whatever stops it, the next run goes on from there."""
    today = civil_day(parts.clock.now())
    rules = parts.rules.policy_at(parts.clock.now()).retention
    if not dry:
        parts.bus.handle(
            NoteEmptyHouseholds(actor=SYSTEM), Cause(correlation_id=new_id())
        )
    for rule in rules:
        due = due_of(parts.privacy, rule, today)
        done = sum(1 for key in due if dry or _forget(parts, rule, key))
        word = "due" if dry else "forgotten"
        sys.stdout.write(f"{say_rule(rule)}: {done} {word}\n")
    if not dry:
        forget_photos(parts)
    if not rules:
        sys.stdout.write("no rule of retention is in force: nothing is forgotten\n")


def _forget(parts: Parts, rule: RetentionRule, key: UUID) -> bool:
    cause = Cause(correlation_id=new_id())
    return bool(parts.bus.handle(_command(rule, key), cause))


def forget_photos(parts: Parts) -> None:
    """Let go the photographs of visits without words; the rows last.

    So wherever it is stopped, the next run finds what is left.
    """
    if parts.picture_store is None:
        return
    for visit_id in parts.visit_photos.left():
        for digest in parts.visit_photos.files_of(visit_id):
            parts.picture_store.forget(digest)
        parts.visit_photos.drop(visit_id)


def _command(rule: RetentionRule, key: UUID) -> Command:
    if rule.section in TIED:
        return TIED_COMMANDS[rule.section](key)
    if rule.since is Since.EMPTIED:
        return ForgetHousehold(actor=SYSTEM, household_id=key)
    return ForgetFile(actor=SYSTEM, resident_id=key)
