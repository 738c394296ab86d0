"""`make restore`: broker and database alone, and a backup brought back into them."""

import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial

from rich.console import Console

from minqing_local import operator_desk, run_agencies, run_lock, screen
from minqing_local.agency import Agency
from minqing_local.choices import Choices
from minqing_local.premises import BROKER
from minqing_local.refusal import Refusal
from minqing_local.stopping import deaf, stoppable

ALONE = "-"
"""In the place of an agency's id: the one of `make run`."""


def restore(choices: Choices, console: Console, words: Sequence[str]) -> int:
    """Bring a backup back into the agency, which must not run; return the exit code.

    `words`: `-` or the id of one of the three agencies, then what `restore` takes.
    """
    if len(words) < 2 or not words[1]:
        raise Refusal("Name the backup and its signer: make restore FROM=… TRUST=…")
    agency_id, *told = words
    folder = choices.folder
    if agency_id != ALONE:
        folder = run_agencies.folder_of(choices)
    with run_lock.held(folder), stoppable():
        agency, environ_of = _place(choices, agency_id)
        try:
            screen.step(console, "starting broker and database alone")
            agency.start_ground()
            if agency.has(BROKER):
                agency.part(BROKER).wait_until_ready()
            return operator_desk.run_whole(environ_of(), ["restore", *told])
        finally:
            with deaf():
                agency.stop()


def _place(
    choices: Choices, agency_id: str
) -> tuple[Agency, Callable[[], Mapping[str, str]]]:
    """Return the agency, and what tells its environment once its database runs."""
    if agency_id == ALONE:
        agency = Agency(choices.folder, supervise=False, **choices.premises)
        return agency, agency.operator_environ
    place = run_agencies.place_of(run_agencies.folder_of(choices), os.environ)
    place.prepare()
    return place.agency(agency_id), partial(place.environ_of_whole, agency_id)
