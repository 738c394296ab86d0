"""What an operator looks at: trouble first; the portal's dead letters settled here."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Final

from flask import Response, abort
from markupsafe import Markup

from minqing_chassis.dead_letters import AlreadyDecided, NoSuchDeadLetter
from minqing_chassis.publisher import BrokerUnavailable
from minqing_kernel.errors import Conflict
from portal.adapters.machine import HERE
from portal.adapters.services import ServiceState, trouble_first
from portal.bootstrap import Parts
from portal.domain.staff import OPERATING
from portal.domain.watching import Check, Sample, checks
from portal.entrypoints.web.desk.schemas import ReasonForm
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.page import Page, draw, draw_faults, form, go
from portal.entrypoints.web.pages.tracking import loaded
from portal.entrypoints.web.soon import soon

Watched = tuple[Check, datetime | None]
"""One line, and since when it is bad."""
OPS: Final = "/ops"
RUNBOOK: Final = f"{OPS}/runbook"
SECTIONS: Final = Path(__file__).parents[1] / "runbook.html"
"""Made by `make docs`, with every word escaped."""
MOST: Final = 50
SETTLED: Final = ("replay", "discard")


class OperationPages:
    """The page of who keeps it all running."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        letter = f"{OPS}/dead/<int:number>/<act>"
        return [
            Page(path=OPS, view=self.show, name="ops", roles=OPERATING),
            Page(path=RUNBOOK, view=self.tell, name="runbook", roles=OPERATING),
            Page(
                path=letter,
                view=self.settle,
                name="ops-dead",
                method="POST",
                roles=OPERATING,
            ),
        ]

    def show(self) -> Response:
        """Show everything, what is wrong first."""
        return draw("desk/ops.html", **self._shown())

    def tell(self) -> Response:
        """Show what to do at each alert, as docs/operations.md has it."""
        return draw("desk/runbook.html", sections=Markup(SECTIONS.read_text("utf-8")))

    def settle(self, number: int, act: str) -> Response:
        """Put a dead letter back, or leave it; who did it and why is kept beside it."""
        if act not in SETTLED:
            abort(404)
        told, faults = loaded(ReasonForm, form())
        if faults:
            return draw_faults("desk/ops.html", faults, **self._shown(number))
        do = getattr(self._parts.dead_letters, act)
        try:
            do(number, by=staff().staff_id, reason=told["reason"])
        except NoSuchDeadLetter:
            abort(404)
        except (AlreadyDecided, Conflict, BrokerUnavailable):
            fault = {"reason": "fault.dead.not-now"}
            return draw_faults("desk/ops.html", fault, **self._shown(number))
        return go(f"{OPS}?done={act}")

    def _shown(self, number: int = 0) -> dict[str, Any]:
        waiting, oldest = self._parts.kept.waiting()
        states = self._parts.services
        waits = [soon(partial(states.one, name)) for name in states.names]
        services = trouble_first(wait() for wait in waits)
        letters = self._parts.dead_letters.list(limit=MOST)
        return {
            "services": services,
            "watched": self._watched(services, oldest, len(letters)),
            "letters": letters,
            "lag": round(self._parts.lag.seconds),
            "kept": waiting,
            "kept_minutes": round(oldest / 60),
            "next_year": self._parts.clock.now().year + 1,
            "opened": number,
            "said": form(),
        }

    def _watched(
        self, services: Iterable[ServiceState], kept_oldest: float, dead: int
    ) -> list[Watched]:
        """Return what has a limit, what is beyond it first, and since when it is."""
        now, house = self._parts.clock.now(), self._parts.surroundings
        told = [each for one in services for each in one.samples]
        own = {
            "portal_projection_lag_seconds": self._parts.lag.seconds,
            "portal_kept_oldest_seconds": kept_oldest,
            "dead_letters": float(dead),
        }
        told += [
            Sample(service=HERE, series=series, number=number)
            for series, number in own.items()
        ]
        shown = checks([*told, *house.look(told)], now)
        since = house.since(shown, now)
        return [(one, since.get(one)) for one in shown]
