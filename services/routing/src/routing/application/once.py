"""The same request again, the same answer again, and nothing done twice."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from minqing_kernel.messages import SYSTEM
from routing.application.commands import CaseAction
from routing.application.guard import keep_from_the_accused
from routing.application.ports import Asked, Kept, RoutingWork
from routing.application.views import Standing
from routing.domain.errors import KeyReused

Act = Callable[[Any, RoutingWork], Standing]


def once(act: Act) -> Act:
    """Let a handler act once for each key of each actor; without a key, every time.

    Raises KeyReused when the key came before with another content. Before anything
    else an accusation is kept from the accused.
    """

    def act_once(command: CaseAction, work: RoutingWork) -> Standing:
        keep_from_the_accused(command, work)
        if command.key is None:
            return act(command, work)
        asked = Asked(
            role=command.actor.role.value,
            actor_id=command.actor.id,
            organisation_id=command.actor.organisation_id or "",
            key=command.key,
        )
        kept = work.answers.find(asked)
        if kept is None:
            kept = Kept(fingerprint=fingerprint(command), answer=act(command, work))
            work.answers.keep(asked, kept)
        elif kept.fingerprint != fingerprint(command):
            raise KeyReused
        return kept.answer

    return act_once


def fingerprint(command: CaseAction) -> str:
    """Return 64 hex digits that differ for requests that differ in anything but who.

    A set is said in order, for no two processes have its members in the same one.
    """
    sets: dict[str, Any] = {
        name: tuple(sorted(value))
        for name, value in vars(command).items()
        if isinstance(value, frozenset)
    }
    content = repr(replace(command, actor=SYSTEM, key=None, **sets))
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
