"""The part of the composition root that counts: figures, rates and reports."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from minqing_chassis.database import Database
from minqing_chassis.policies import PolicyBook
from minqing_contracts.catalogue import Event
from minqing_kernel.clock import Clock
from minqing_kernel.messages import Command
from notify.adapters.categories import CategoryNames
from notify.adapters.figures.reader import SqlFigureReader
from notify.adapters.figures.rebuilding import Rebuilding
from notify.adapters.figures.sightings import Sightings
from notify.adapters.policies import rates_of
from notify.adapters.reports.paper import Paper
from notify.adapters.reports.workbook import write_workbook
from notify.application.figures.asking import Asking
from notify.application.figures.commands import FoldFigures, NoteFacts
from notify.application.figures.handlers import fold_figures, note_facts
from notify.application.reports.composing import Reporting
from notify.application.reports.naming import Naming
from notify.domain.policy import NotifyPolicy

Handlers = dict[type[Command], Callable[[Any, Any], Any]]


class Counting:
    """What is counted of all that notify hears and does, and how it is shown."""

    def __init__(
        self,
        database: Database,
        policies: PolicyBook[NotifyPolicy],
        clock: Clock,
        categories: CategoryNames,
    ) -> None:
        rates = rates_of(policies)
        self.sightings = Sightings(book=rates)
        self.figures = Asking(
            reader=SqlFigureReader(database), rules=rates.at, clock=clock
        )
        self.naming = Naming(category=categories.find)
        self.reporting = Reporting(asking=self.figures, naming=self.naming)
        self.rebuilding = Rebuilding(database)
        self.workbook = write_workbook
        self.paper = Paper()

    def heard(self, commands: Mapping[type[Event], Any]) -> Mapping[type[Event], Any]:
        """Return what reads each event, so that what it tells is counted, too."""
        return self.sightings.counted(commands)

    @staticmethod
    def handlers(others: Handlers) -> Handlers:
        """Return the handlers with those of the figures round them."""
        return others | {
            NoteFacts: partial(note_facts, others=others),
            FoldFigures: fold_figures,
        }
