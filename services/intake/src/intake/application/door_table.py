"""Which function does which of the door's commands."""

from collections.abc import Callable
from functools import partial
from typing import Any

from intake.application import door_handlers as handlers
from intake.application.desk import Desk
from intake.application.door_commands import (
    AskPetitioner,
    NoteThanks,
    ReclassifyPetition,
    RecordContact,
    ReferPetition,
    TakeAnswer,
    WatchWaiting,
)
from minqing_kernel.messages import Command


def at_the_door(desk: Desk) -> dict[type[Command], Callable[..., Any]]:
    """Return the handlers of everything beside accepting and refusing."""
    return {
        ReferPetition: partial(handlers.refer_petition, desk=desk),
        NoteThanks: partial(handlers.note_thanks, desk=desk),
        AskPetitioner: partial(handlers.ask_petitioner, desk=desk),
        TakeAnswer: partial(handlers.take_answer, desk=desk),
        ReclassifyPetition: partial(handlers.reclassify_petition, desk=desk),
        RecordContact: partial(handlers.record_contact, desk=desk),
        WatchWaiting: partial(handlers.watch_waiting, desk=desk),
    }
