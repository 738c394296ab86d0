"""Makes each place's bulletin when its week is over; what is made already stays."""

import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

import eventlet
from nameko.extensions import DependencyProvider
from sqlalchemy.exc import SQLAlchemyError

from minqing_chassis.database import describe
from minqing_kernel.errors import DomainError
from minqing_kernel.identity import new_id
from minqing_kernel.messages import SYSTEM, Cause
from registry.application.ledgers.commands import MakeSheet
from registry.bootstrap import Parts
from registry.domain.ledgers.errors import NothingInWeek
from registry.domain.ledgers.sheet import (
    EVERY_LEDGER,
    SheetKey,
    SheetKind,
    monday_of,
)
from registry.domain.values import civil_day, start_of

EVERY_SECONDS: Final = 60
WEEK: Final = timedelta(days=7)

log = logging.getLogger(__name__)


def make_due_bulletins(parts: Parts, empty: set[SheetKey] | None = None) -> int:
    """Make the bulletins of the week that ended last; return how many were made.

    Two processes that do it at once make one: the database decides. A week in which
    nothing was put on file stays `empty`: it is looked at once.
    """
    empty = set() if empty is None else empty
    week = monday_of(civil_day(parts.clock.now())) - WEEK
    places = parts.ledgers.items.unbulletined(week, start_of(week + WEEK))
    made = 0
    for organisation_id in places:
        key = SheetKey(
            kind=SheetKind.BULLETIN,
            organisation_id=organisation_id,
            ledger=EVERY_LEDGER,
            week=week,
        )
        if key in empty:
            continue
        try:
            cause = Cause(correlation_id=new_id())
            parts.bus.handle(MakeSheet(actor=SYSTEM, key=key), cause)
            made += 1
        except NothingInWeek:
            empty.add(key)
        except DomainError as error:
            log.warning("bulletin of %s: %s", organisation_id, error.code)
    return made


class BulletinKeeper(DependencyProvider):  # type: ignore[misc]  # nameko has no types
    """Looks once a minute whether a bulletin is due."""

    def __init__(self, find: Callable[[], Parts]) -> None:
        self._find = find
        self._stopping = False
        self._empty = set[SheetKey]()

    def start(self) -> None:
        """Begin to look."""
        self._parts = self._find()
        self._thread = self.container.spawn_managed_thread(self._run)

    def stop(self) -> None:
        """Stop looking."""
        self._stopping = True
        self._thread.wait()

    def get_dependency(self, _worker: object) -> Any:  # noqa: ANN401
        """Hand nothing of its own to a worker."""
        return None

    def _run(self) -> None:
        while not self._stopping:
            self._look()
            self._rest()

    def _look(self) -> None:
        try:
            make_due_bulletins(self._parts, self._empty)
        except SQLAlchemyError as error:
            log.warning("bulletins wait: %s", describe(error))

    def _rest(self) -> None:
        """Wait a minute, or until it is time to stop."""
        for _ in range(EVERY_SECONDS):
            if self._stopping:
                return
            eventlet.sleep(1)
