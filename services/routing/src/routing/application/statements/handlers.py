"""Statements told, heard and compared; what a neighbour lacks is said again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from minqing_kernel.messages import Command
from routing.application.handovers.ports import House
from routing.application.statements.commands import (
    AskForStatements,
    HearRequest,
    HearStatement,
    TellStatement,
)
from routing.application.statements.ports import AccountWork
from routing.domain.handover.reconciling import again
from routing.domain.statements.comparing import Difference, Found, compare
from routing.domain.statements.letters import (
    MOST_LINES,
    Account,
    Request,
    Statement,
    is_void,
    page_of,
)

D = Difference
SAID_AGAIN = frozenset({D.OUT_OF_STEP, D.UNKNOWN_THERE, D.CONTESTED})
MOST_AT_ONCE = 200
"""Of so many matters is said again in one transaction; the next statement finds more.
"""
REQUESTED = frozenset({D.OUT_OF_STEP, D.UNKNOWN_HERE})


@dataclass(frozen=True, kw_only=True)
class Told:
    """How many matters a page told of, and after which the next one begins."""

    matters: int
    next: UUID | None


def statement_handlers(
    house: House,
) -> Mapping[type[Command], Callable[[Any, Any], Any]]:
    """Return what answers the commands of this room."""
    return {
        TellStatement: partial(tell_statement, house=house),
        HearStatement: partial(hear_statement, house=house),
        HearRequest: partial(hear_request, house=house),
        AskForStatements: partial(ask_for_statements, house=house),
    }


def tell_statement(command: TellStatement, work: AccountWork, *, house: House) -> Told:
    """Write one page; the last one has no end, so what is not on it is not known."""
    found = work.accounts.shared(command.to, command.after, MOST_LINES + 1)
    page = page_of(found)
    upto = page[-1].matter_id if len(page) < len(found) else None
    about = _between(command.to, work, house)
    letter = Statement(**about, after=command.after, upto=upto, lines=page)
    work.accounts.send(letter, house.clock.now())
    return Told(matters=len(page), next=upto)


def hear_statement(command: HearStatement, work: AccountWork, *, house: House) -> None:
    """Compare; say again what they seem to lack, and request what is lacking here.

    Who does not know yet that this agency was restored is told so, and asked anew.
    """
    letter = command.statement
    if _is_void(letter, work):
        if letter.heard < work.dealings.incarnation().number:
            _request(letter.sender, work, house, whole=True)
        return
    far, at = letter.sender, house.clock.now()
    theirs = {each.matter_id: each for each in letter.lines}
    mine = work.accounts.known(far, letter.lines, letter.after, letter.upto)
    every = sorted(theirs.keys() | mine.keys())
    found = [f for key in every for f in compare(mine.get(key), theirs.get(key))]
    _say_again(_about(found, SAID_AGAIN)[:MOST_AT_ONCE], far, work, house)
    lacking = _about(found, REQUESTED)
    if lacking:
        _request(far, work, house, matters=tuple(lacking))
    work.accounts.record(far, found, every, at)


def hear_request(command: HearRequest, work: AccountWork, *, house: House) -> None:
    """Say again how this side stands in what is shared; nothing of anything else."""
    letter = command.request
    if _is_void(letter, work):
        return
    _say_again(sorted(set(letter.matters)), letter.sender, work, house)
    if letter.whole:
        work.accounts.want_statement(letter.sender, house.clock.now())


def ask_for_statements(
    command: AskForStatements, work: AccountWork, *, house: House
) -> int:
    """Let every neighbour tell what this agency, restored, no longer knows of."""
    listeners = work.accounts.listeners()
    for each in listeners:
        _request(each, work, house, whole=True)
        work.accounts.want_statement(each, house.clock.now())
    return len(listeners)


def _is_void(letter: Account, work: AccountWork) -> bool:
    """Tell whether it is of a time before a restore; remember what it tells of one."""
    mine = work.dealings.incarnation().number
    void = is_void(letter, me=mine, heard=work.dealings.heard_of(letter.sender))
    work.dealings.hear_of(letter.sender, letter.incarnation)
    return void


def _say_again(
    matter_ids: Iterable[UUID], neighbour: str, work: AccountWork, house: House
) -> None:
    ids = list(matter_ids)
    petitions = {work.dealings.petition_of(each) for each in ids}
    work.cases.get_many(sorted(filter(None, petitions)))  # their locks come first
    for each in ids:
        dealing = work.dealings.find(each)
        if dealing is not None:
            dealing.say(again(dealing.leg, neighbour), at=house.clock.now())


def _request(
    to: str,
    work: AccountWork,
    house: House,
    *,
    matters: tuple[UUID, ...] = (),
    whole: bool = False,
) -> None:
    letter = Request(**_between(to, work, house), matters=matters, whole=whole)
    work.accounts.send(letter, house.clock.now())


def _between(to: str, work: AccountWork, house: House) -> dict[str, Any]:
    dealings = work.dealings
    return {
        "sender": house.me,
        "to": to,
        "incarnation": dealings.incarnation().number,
        "heard": dealings.heard_of(to),
    }


def _about(found: Iterable[Found], kinds: frozenset[Difference]) -> list[UUID]:
    return sorted({each.matter_id for each in found if each.kind in kinds})
