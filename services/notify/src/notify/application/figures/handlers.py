"""One function for each command about figures: load, ask the domain, done."""

from collections.abc import Callable, Mapping
from typing import Any

from minqing_kernel.messages import Command
from notify.application.figures.commands import FoldFigures, NoteFacts
from notify.application.ports import NotifyWork


def note_facts(
    command: NoteFacts,
    work: NotifyWork,
    *,
    others: Mapping[type[Command], Callable[[Any, Any], Any]],
) -> None:
    """Take in what counts, and do what else the message asks, in one transaction."""
    work.figures.take(*command.pieces)
    if command.then is not None:
        others[type(command.then)](command.then, work)


def fold_figures(command: FoldFigures, work: NotifyWork) -> int:
    """Fold changes into the sums; return how many there were."""
    return work.figures.fold(command.limit)
