"""A process whose database was brought back does nothing but say so, and waits."""

import logging
import os
import signal
from typing import Any, Final

import eventlet

from minqing_chassis.http.app import build_app
from minqing_chassis.http.server import Doorway, HttpServer
from routing import VERSION
from routing.adapters.handovers.home import Home
from routing.bootstrap import Parts

LOOK_SECONDS: Final = 2.0

_log = logging.getLogger(__name__)


def wait_until_settled(parts: Parts, look: float = LOOK_SECONDS) -> None:
    """Return once the neighbours may be dealt with.

    Until then no letter, fact or question is read or sent, and no door is open but
    those of health and metrics: yesterday's state must not be acted upon.
    """
    agencies = parts.agencies
    waits = parts.metrics.gauge(
        "agency_being_restored", "1 while `agency restored` is waited for"
    )
    waits.set(0)
    if agencies is None or agencies.home.may_begin:
        return
    server = HttpServer(Doorway(_door(parts), parts.settings.http_address))
    server.listen()
    server.start()
    told = False
    try:
        while not agencies.home.may_begin:
            # Of a restore alone: nobody is to begin again because of an outage.
            told, was_told = agencies.home.was_restored, told
            waits.set(int(told))
            if told and not was_told:
                _log.error("after a restore say `cli agency restored`")
            eventlet.sleep(look)
    finally:
        server.stop()
    waits.set(0)
    _log.warning("beginning to work")


def leave_when_put_back(parts: Parts, look: float = LOOK_SECONDS) -> None:
    """Watch whether another process or a letter found that the database went back.

    The process then ends as if it were told to; started anew it waits, see above.
    """
    if parts.agencies is not None:
        eventlet.spawn(_watch, parts.agencies.home, look)


def _watch(home: Home, look: float) -> None:
    left = False
    while not left:
        eventlet.sleep(look)
        try:
            left = home.was_left
        except Exception:
            _log.warning("whether it was put back cannot be seen", exc_info=True)
    _log.critical("the database was put back: this process ends")
    os.kill(os.getpid(), signal.SIGTERM)


def _door(parts: Parts) -> Any:  # noqa: ANN401
    return build_app(
        [],
        title="民情 派单 Minqing routing",
        version=VERSION,
        verifier=parts.verifier,
        health=parts.health,
        metrics=parts.metrics,
    )
