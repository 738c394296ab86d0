"""Which cases a caller asks for, and what each list of their desk holds."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from minqing_kernel.messages import Actor
from routing.application.views import Wanted
from routing.domain.lifecycle import CaseState
from routing.domain.organisation import OrganisationTree
from routing.entrypoints.scope import line_of, sees_waiting, units_asked_for

SOON: Final = timedelta(hours=24)
FLAGS: Final = ("owing", "escalated", "redo", "silent")


def own_list(
    actor: Actor, organisation_id: str | None, units: OrganisationTree
) -> Wanted:
    """Return the list of all that the caller may see, of a unit and those below it.

    Raises UnknownUnit, NotYours.
    """
    return Wanted(
        line=line_of(actor, units),
        units=units_asked_for(actor, organisation_id, units),
        waiting=sees_waiting(actor, organisation_id),
    )


def narrowed(own: Wanted, query: Mapping[str, Any], now: datetime) -> Wanted:
    """Return the list that the query asks for; what it does not name is all."""
    hours = query.get("due_within")
    soon = {"due_from": now, "due_to": now + timedelta(hours=hours)} if hours else {}
    dates: dict[str, Any] = {
        name: soon.get(name, query.get(name)) for name in ("due_from", "due_to")
    }
    flags = {name: query.get(name, False) for name in FLAGS}
    return replace(
        own,
        state=query.get("state"),
        handler_id=query.get("handler"),
        overdue=query.get("overdue"),
        extension_open="asked" in query,
        category=query.get("category"),
        times_over=query.get("times_over"),
        due_from=dates["due_from"],
        due_to=dates["due_to"],
        escalated=flags["escalated"],
        redo=flags["redo"],
        silent=flags["silent"],
        owing=_owes(query, flags),
    )


def _owes(query: Mapping[str, Any], flags: Mapping[str, bool]) -> bool:
    """Say whether only what is owed is meant; without a state a kind means that."""
    dated = ("times_over", "due_within", "due_from", "due_to")
    kind = "category" in query and "state" not in query
    return any(flags.values()) or kind or any(name in query for name in dated)


def lists_of(own: Wanted, actor: Actor) -> dict[str, Wanted]:
    """Return the lists of a desk by name; every one holds what is owed.

    `asked`: the actor's own unit asked for more time, and nobody decided.
    """
    unit = actor.organisation_id
    owing = replace(own, owing=True)
    returned = CaseState.RETURN_PENDING.value
    return {
        "owing": owing,
        "mine": replace(owing, handler_id=actor.id),
        "overdue": replace(owing, overdue=True),
        "returned": replace(owing, state=returned),
        "escalated": replace(owing, escalated=True),
        "redo": replace(owing, redo=True),
        "silent": replace(owing, silent=True),
        "asked": replace(own, extension_open=True, of_unit=unit),
    }


def lists_by_date(
    own: Wanted, now: datetime, ends: list[datetime]
) -> dict[str, Wanted]:
    """Return what is due soon, from now to the first end, and from each to the next."""
    owing = replace(own, owing=True)
    begins = [now, *ends][: len(ends)]
    soon = {"soon": replace(owing, due_from=now, due_to=now + SOON)}
    return soon | {
        f"due_{place}": replace(owing, due_from=begin, due_to=end)
        for place, (begin, end) in enumerate(zip(begins, ends, strict=True))
    }
