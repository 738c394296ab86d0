"""Runs one nameko service until it is told to stop, and then lets it finish."""

import logging
import signal
import time

import eventlet
from nameko.runners import ServiceRunner
from psycopg2 import extensions

from minqing_chassis.garbage import look_seldom
from minqing_chassis.probe import broker_answers

log = logging.getLogger(__name__)
HEARTBEAT = 20
"""Seconds; who answers questions leaves a silent node after twice that."""


def run_service(service: type, amqp_uri: str, *, max_workers: int = 16) -> None:
    """Serve until SIGTERM or SIGINT; wait for the broker first, as long as it takes.

    Raises RuntimeError when the process was not monkey-patched, for then one slow
    query would stop everything.
    """
    if not eventlet.patcher.is_monkey_patched("socket"):
        raise RuntimeError("patch with eventlet before anything else is imported")
    if extensions.get_wait_callback() is None:
        raise RuntimeError("psycopg2 is not patched: it would block every greenthread")
    _await_broker(amqp_uri)
    told = {"AMQP_URI": amqp_uri, "max_workers": max_workers, "HEARTBEAT": HEARTBEAT}
    runner = ServiceRunner(told)
    runner.add_service(service)
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: eventlet.spawn_n(runner.stop))
    runner.start()
    look_seldom()
    runner.wait()


def _await_broker(amqp_uri: str) -> None:
    while not broker_answers(amqp_uri):
        log.warning("waiting for the broker")
        time.sleep(1)
