"""Tags are said by those who govern; excuses by whoever was absent."""

from collections.abc import Callable, Mapping
from typing import Final
from uuid import UUID

from minqing_kernel.clock import Clock
from minqing_kernel.errors import Invalid
from registry.application.authority import must_govern
from registry.application.obligations.commands import GiveExcuse, HearForm, SayTags
from registry.application.obligations.ports import ObligationsWork
from registry.application.rules import Rules
from registry.domain.obligations.days import due_of
from registry.domain.obligations.periods import MOST_MOVED, Period, periods_of
from registry.domain.obligations.rules import Bearer
from registry.domain.obligations.tagging import (
    Excuse,
    NothingToExcuse,
    Tagged,
    Tagging,
    TagProfile,
    excuse_key,
)


def say_tags(command: SayTags, work: ObligationsWork, *, clock: Clock) -> int:
    """Take each tag for true; return how many there are."""
    in_order = sorted(command.profiles, key=lambda each: (each.kind, each.id))
    keepers = {_keeper(each, work) for each in in_order}
    must_govern(command.actor, work.organisations, keepers)
    once = {each.key: each for each in command.profiles}
    for key, profile in sorted(once.items()):
        known = work.taggings.find(key)
        if known is None:
            known = Tagging(tagging_id=key, profile=profile)
            work.taggings.add(known)
        known.record_as(profile, at=clock.now())
    return len(once)


def hear_form(command: HearForm, work: ObligationsWork) -> None:
    """Keep that a month was answered for; the same again changes nothing."""
    work.informer_forms.hear(command.form)


def give_excuse(
    command: GiveExcuse, work: ObligationsWork, *, clock: Clock, rules: Rules
) -> None:
    """Keep why somebody was absent; raises RuleUnknown, NothingToExcuse."""
    policy = rules.obligations_at(command.day)
    rule = policy.rule(command.rule, command.day)
    near = Period(command.day - MOST_MOVED, command.day + MOST_MOVED)
    days = {
        due_of(rule, each, rules.calendar).day
        for each in periods_of(near, rule.every, policy.week_starts)
    }
    personal = rule.dayed and rule.owes.bearer is Bearer.STAFF
    if not personal or command.day not in days:
        raise NothingToExcuse
    key = excuse_key(command.rule, command.actor.id, command.day)
    known = work.excuses.find(key)
    if known is None:
        known = Excuse(
            excuse_id=key,
            rule=command.rule,
            staff_id=_member(command.actor.id, work),
            day=command.day,
            reason=command.reason,
            said_at=clock.now(),
        )
        work.excuses.add(known)
    known.give(command.reason, at=clock.now())


def _member(staff_id: str, work: ObligationsWork) -> str:
    if work.staff.find(staff_id) is None:
        raise Invalid(fields={"staff_id": "unknown-staff"})
    return staff_id


def _keeper(said: TagProfile, work: ObligationsWork) -> str:
    """Return the organisation that answers for a subject; Invalid for no such one."""
    found = KEEPERS[said.kind](work, said.id)
    if found is None:
        raise Invalid(fields={"id": f"unknown-{said.kind}"})
    return found


def _of_staff(work: ObligationsWork, key: str) -> str | None:
    found = work.staff.find(key)
    return found.profile.organisation_id if found else None


def _of_resident(work: ObligationsWork, key: str) -> str | None:
    found = work.residents.find(UUID(key))
    return found.profile.organisation_id if found else None


def _of_household(work: ObligationsWork, key: str) -> str | None:
    found = work.households.find(UUID(key))
    return found.profile.organisation_id if found else None


def _of_firm(work: ObligationsWork, key: str) -> str | None:
    found = work.firms.find(UUID(key))
    return found.profile.organisation_id if found else None


def _of_premises(work: ObligationsWork, key: str) -> str | None:
    found = work.premises.find(key)
    return found.profile.organisation_id if found else None


def _of_grid(work: ObligationsWork, key: str) -> str | None:
    found = work.grids.find(key)
    return found.profile.organisation_id if found else None


def _of_organisation(work: ObligationsWork, key: str) -> str | None:
    return next(iter(work.organisations.lineage(key)), None)


KEEPERS: Final[Mapping[Tagged, Callable[[ObligationsWork, str], str | None]]] = {
    Tagged.STAFF: _of_staff,
    Tagged.RESIDENT: _of_resident,
    Tagged.HOUSEHOLD: _of_household,
    Tagged.FIRM: _of_firm,
    Tagged.PREMISES: _of_premises,
    Tagged.GRID: _of_grid,
    Tagged.ORGANISATION: _of_organisation,
}
"""Who answers for what is tagged."""
