"""Where the letters are, said while nothing moves: a stall leaves its cause behind."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event, Thread

import psycopg2
from amqp.exceptions import AMQPError

from tests.faults.agencies.lives import Lives
from tests.faults.agencies.three import IDS, Three

STILL_SECONDS = 60.0
"""Longer than a broker or a database takes to come back, shorter than a reminder."""
LOOK = 2.0
QUEUES = ["name", "messages_ready", "messages_unacknowledged", "consumers"]
QUESTIONS = (
    "select 'unsent' as what, recipient as of, count(*) as n"
    " from agency_outbox group by 2",
    "select 'quarantine' as what, reason as of, count(*) as n"
    " from agency_quarantine group by 2",
    "select 'hand-overs' as what, direction || ' ' || state as of, count(*) as n"
    " from agency_handovers group by 2",
    "select 'database' as what, coalesce(wait_event_type, state) as of, count(*) as n"
    " from pg_stat_activity where datname = current_database() group by 2",
)
TROUBLE = (OSError, AMQPError, psycopg2.Error, subprocess.SubprocessError)


@contextmanager
def told_of_stalls(
    three: Three, lives: Lives, say: Callable[[str], None], still: float = STILL_SECONDS
) -> Iterator[None]:
    """Say, each time that no life went on for so many seconds, how all stands."""
    over = Event()
    watch = Thread(
        target=_watch, args=(three, lives, say, still, over), daemon=True, name="stalls"
    )
    watch.start()
    try:
        yield
    finally:
        over.set()
        watch.join()


def _watch(
    three: Three, lives: Lives, say: Callable[[str], None], still: float, over: Event
) -> None:
    seen, since = lives.steps(), time.monotonic()
    while not over.wait(min(LOOK, still)):
        now = time.monotonic()
        if lives.steps() != seen or not lives.is_alive:
            seen, since = lives.steps(), now
        elif now - since >= still:
            say(f"nothing moved for {now - since:.0f} s: {lives.last_trouble}")
            for line in standing(three):
                say(line)
            since = now


def standing(three: Three) -> Iterator[str]:
    """Yield what each agency's database, queues and links hold, or why not."""
    for name in IDS:
        for question in QUESTIONS:
            yield from _said(name, partial(_rows, three, name, question))
        for words in (("list_queues", *QUEUES), ("shovel_status",)):
            yield from _said(name, partial(_ctl, three, name, *words))


def _said(name: str, ask: Callable[[], list[str]]) -> Iterator[str]:
    try:
        yield from (f"{name}: {line}" for line in ask())
    except TROUBLE as error:
        yield f"{name}: cannot be asked: {error}"


def _rows(three: Three, name: str, question: str) -> list[str]:
    rows = three.ask(name, question)
    return ["{what} {of}: {n}".format(**each) for each in rows]


def _ctl(three: Three, name: str, *words: str) -> list[str]:
    with three.at(name):
        return three.agency(name).broker.ctl(*words).splitlines()
