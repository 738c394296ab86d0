"""What stands before every act on a case: an accusation does not reach the accused."""

from collections.abc import Callable, Iterator
from typing import Any, Protocol
from uuid import UUID

from minqing_kernel.messages import Actor
from routing.application.ports import RoutingWork
from routing.domain.accused import is_hidden_from, kept_out
from routing.domain.errors import AccusedUnit, CaseNotFound


class AboutACase(Protocol):
    """What the guard needs of a command."""

    @property
    def actor(self) -> Actor: ...  # noqa: D102

    @property
    def petition_id(self) -> UUID: ...  # noqa: D102


def guarded(act: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    """Let what a room is asked pass the guard first."""

    def act_guarded(command: AboutACase, work: RoutingWork) -> Any:  # noqa: ANN401
        keep_from_the_accused(command, work)
        return act(command, work)

    return act_guarded


def keep_from_the_accused(command: AboutACase, work: RoutingWork) -> None:
    """Let an act pass that neither comes from the accused nor names them.

    Whatever field of a command names a unit, be it owner, co-handler or other, it may
    be none that is kept out. Raises CaseNotFound for the accused's own staff, to whom
    the case is not there; AccusedUnit for everybody else (条例第30条).
    """
    accused = work.cases.get(command.petition_id).matter.accused
    if not accused:
        return
    units = work.directory.units
    if is_hidden_from(command.actor, accused, units):
        raise CaseNotFound(f"no case for petition {command.petition_id}")
    out = kept_out(accused, units)
    wrong = {name: "accused" for name, said in _named(command) if said in out}
    if wrong:
        raise AccusedUnit(fields=wrong)


def _named(command: AboutACase) -> Iterator[tuple[str, str]]:
    """Yield every word that a command says, with its field's name."""
    for name, value in vars(command).items():
        if isinstance(value, str):
            yield name, value
        elif isinstance(value, list | tuple | frozenset | set):
            yield from ((name, each) for each in value if isinstance(each, str))
