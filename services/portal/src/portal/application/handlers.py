"""One function a command: it loads, asks the domain, and is done."""

from collections.abc import Callable
from typing import Any

from minqing_kernel.messages import Command
from portal.application.commands import (
    HandOver,
    HearFact,
    IssueLink,
    KeepMatter,
    RevokeLink,
    TurnAway,
    UseLink,
)
from portal.application.ports import PortalWork
from portal.domain.kept import KeptMatter
from portal.domain.links import PersonalLink


def keep_matter(command: KeepMatter, work: PortalWork) -> None:
    """Take a matter in; raises LinkClosed where it came by a link that ended."""
    if command.link_id is not None:
        work.links.get(command.link_id).use(command.matter_id, command.at)
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


def issue_link(command: IssueLink, work: PortalWork) -> None:
    """Give somebody a personal link; it is the only one of its kind that they hold."""
    for held in work.links.held_by(command.kind, command.holder_id):
        held.revoke(by=command.by, at=command.at)
    work.links.add(
        PersonalLink.issue(
            command.link_id,
            kind=command.kind,
            token_print=command.token_print,
            holder_id=command.holder_id,
            organisation_id=command.organisation_id,
            desk_id=command.desk_id,
            sealed=command.sealed,
            by=command.by,
            at=command.at,
        )
    )


def use_link(command: UseLink, work: PortalWork) -> None:
    """Note that a form comes by a link; raises LinkUnknown, LinkClosed."""
    work.links.get(command.link_id).use(command.form_id, command.at)


def revoke_link(command: RevokeLink, work: PortalWork) -> None:
    """Take a personal link back; raises LinkUnknown, TransitionRefused."""
    link = work.links.get(command.link_id)
    link.require_desk(command.units)
    link.revoke(by=command.by, at=command.at)


HANDLERS: dict[type[Command], Callable[..., Any]] = {
    KeepMatter: keep_matter,
    HandOver: hand_over,
    TurnAway: turn_away,
    HearFact: hear_fact,
    IssueLink: issue_link,
    UseLink: use_link,
    RevokeLink: revoke_link,
}
