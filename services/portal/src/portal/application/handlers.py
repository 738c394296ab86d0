"""One function a command: it loads, asks the domain, and is done."""

from collections.abc import Callable
from typing import Any

from minqing_kernel.messages import Command
from portal.application.commands import HandOver, HearFact, KeepMatter, TurnAway
from portal.application.ports import PortalWork
from portal.domain.kept import KeptMatter


def keep_matter(command: KeepMatter, work: PortalWork) -> None:
    """Take a matter in."""
    work.kept.add(
        KeptMatter.keep(
            command.matter_id,
            number=command.number,
            code_print=command.code_print,
            sealed=command.sealed,
            at=command.at,
        )
    )


def hand_over(command: HandOver, work: PortalWork) -> None:
    """Write down that intake has it."""
    kept = work.kept.get(command.matter_id)
    kept.hand_over(command.receipt, command.answer, command.at)


def turn_away(command: TurnAway, work: PortalWork) -> None:
    """Write down that intake will not take it."""
    work.kept.get(command.matter_id).turn_away(command.reason, command.at)


def hear_fact(command: HearFact, work: PortalWork) -> None:
    """Take a fact into the read model."""
    work.heard.take(command.fact)


HANDLERS: dict[type[Command], Callable[..., Any]] = {
    KeepMatter: keep_matter,
    HandOver: hand_over,
    TurnAway: turn_away,
    HearFact: hear_fact,
}
