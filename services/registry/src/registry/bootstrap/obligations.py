"""The room of obligations: its handlers, and who judges."""

from collections.abc import Callable
from datetime import date
from typing import Any

from minqing_chassis.database import Database
from minqing_chassis.policies import PolicyBook
from minqing_chassis.sealing import Sealer
from minqing_kernel.messages import Command
from minqing_kernel.working_time import end_of
from registry.adapters.obligations.reader import SqlObligationReader
from registry.application.obligations.commands import GiveExcuse, HearForm, SayTags
from registry.application.obligations.handlers import give_excuse, hear_form, say_tags
from registry.application.obligations.judging import Judge
from registry.application.rules import Rules
from registry.domain.obligations.rules import ObligationPolicy

OBLIGATIONS: dict[type[Command], Callable[..., Any]] = {SayTags: say_tags}
HEARD_OF_OBLIGATIONS: dict[type[Command], Callable[..., Any]] = {HearForm: hear_form}
RULED_OBLIGATIONS: dict[type[Command], Callable[..., Any]] = {GiveExcuse: give_excuse}


def judge_of(database: Database, sealer: Sealer, rules: Rules) -> Judge:
    """Return who judges what is owed by the rules of a place."""
    return Judge(
        reader=SqlObligationReader(database, sealer),
        policy_at=rules.obligations_at,
        calendar=rules.calendar,
    )


def on_day(
    book: PolicyBook[ObligationPolicy],
) -> Callable[[date], ObligationPolicy]:
    """Return what tells the rules of a day."""
    return lambda day: book.at(end_of(day))
