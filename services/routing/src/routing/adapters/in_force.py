"""The place's rules as they are in force at this moment, for the use cases."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Self

from minqing_chassis.calendars import load_calendar
from minqing_chassis.policies import PolicyBook
from minqing_kernel.clock import Clock
from minqing_kernel.messages import Command
from minqing_kernel.working_time import WorkCalendar
from routing.adapters.policies import load_policies
from routing.domain.deadline import Clocks
from routing.domain.policy import Exclusion, RoutingPolicy

Handler = Callable[[Any, Any], Any]
Handlers = Mapping[type[Command], Handler]


@dataclass(frozen=True, kw_only=True)
class RulesInForce:
    """The dated rules and the calendar of one place, read once at the start.

    An edition of the rules that begins while the process runs holds from its day on.
    `adapt` turns rules into the lengths of time that the cases run by.
    """

    book: PolicyBook[RoutingPolicy]
    calendar: WorkCalendar
    clock: Clock
    adapt: Callable[[RoutingPolicy, WorkCalendar], Clocks]

    @classmethod
    def read(
        cls,
        policy_file: Path | None,
        calendar_file: Path | None,
        *,
        clock: Clock,
        adapt: Callable[[RoutingPolicy, WorkCalendar], Clocks],
    ) -> Self:
        """Read both files; raise ConfigurationError for a wrong one."""
        return cls(
            book=load_policies(policy_file),
            calendar=load_calendar(calendar_file),
            clock=clock,
            adapt=adapt,
        )

    @property
    def policy(self) -> RoutingPolicy:
        """The rules that hold now."""
        return self.book.at(self.clock.now())

    @property
    def clocks(self) -> Clocks:
        """The lengths of time that hold now."""
        return self.adapt(self.policy, self.calendar)

    def first_receiver_supervises(self) -> bool:
        """Say whether who received the first visit keeps an eye on it now (D-09)."""
        return self.policy.first_receiver_supervises

    def no_news_days(self) -> int:
        """Return how long a petitioner may hear nothing now; 0: nobody looks."""
        return self.policy.no_news_days

    def excluded(self) -> frozenset[Exclusion]:
        """Return what is left out of the rates now."""
        return self.policy.excluded

    def by_edition(self, build: Callable[[Clocks], Handlers]) -> Handlers:
        """Return handlers that work by the edition in force when they are called.

        `build` makes them for one edition's lengths of time; it is asked once for each.
        """
        made: dict[str, Handlers] = {}

        def handlers() -> Handlers:
            policy = self.policy
            if policy.code not in made:
                made[policy.code] = build(self.adapt(policy, self.calendar))
            return made[policy.code]

        def handle(kind: type[Command], command: Any, work: Any) -> Any:  # noqa: ANN401
            return handlers()[kind](command, work)

        return {kind: partial(handle, kind) for kind in handlers()}
