"""Who carries a message: the providers in their order, those in trouble passed over."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from notify.application.ports import Channel, Contact, Hook
from notify.domain.sending.load import Bucket, Health
from notify.domain.sending.means import Means
from notify.domain.sending.policy import SendingPolicy

Rules = Callable[[], SendingPolicy]


@dataclass(frozen=True)
class Busy:
    """Nobody can take the message now; ask again then."""

    until: datetime


@dataclass(kw_only=True)
class Carriers:
    """The channels of this process; of one means several may stand, the best first.

    Health and tokens are this process's own: two processes allow twice the rate.
    """

    channels: Sequence[Channel]
    rules: Rules = SendingPolicy
    _health: dict[str, Health] = field(default_factory=dict, init=False)
    _buckets: dict[str, Bucket] = field(default_factory=dict, init=False)

    def reaching(self, route: Sequence[Means], to: Contact) -> list[Channel]:
        """Return the channels that reach somebody, in the order of the route."""
        return [
            channel
            for means in route
            for channel in self.channels
            if channel.means is means and channel.reaches(to)
        ]

    def take(
        self,
        able: Sequence[Channel],
        *,
        only: str | None,
        at: datetime,
        hook: Hook | None = None,
    ) -> Channel | Busy:
        """Return the first of them that may be asked now, or when one can be.

        `only`: no other will do, unless that one is no longer among them.
        """
        bound = [channel for channel in able if channel.name == only]
        waits = list[datetime]()
        for channel in bound or able:
            until = self._busy(channel, at, hook)
            if until is None:
                return channel
            waits.append(until)
        return Busy(min(waits))

    def note(
        self, channel: Channel, *, well: bool, at: datetime, hook: Hook | None = None
    ) -> None:
        """Remember how a call ended; of each system that is told apart by itself."""
        health = self._health.setdefault(_party(channel, hook), Health())
        health.note(well=well, at=at, rule=self.rules().fail_over)

    def down(self, at: datetime) -> dict[str, bool]:
        """Say of each channel whether it is passed over now."""
        return {
            channel.name: self._rests(channel.name, at) is not None
            for channel in self.channels
        }

    def _busy(
        self, channel: Channel, at: datetime, hook: Hook | None
    ) -> datetime | None:
        until = self._rests(_party(channel, hook), at)
        if until is not None:
            return until
        bucket = self._bucket(channel)
        wait = bucket.take(at) if bucket else None
        return None if wait is None else at + wait

    def _rests(self, party: str, at: datetime) -> datetime | None:
        health = self._health.get(party)
        return health.down_until(at) if health else None

    def _bucket(self, channel: Channel) -> Bucket | None:
        limit = self.rules().limits.get(channel.name)
        if limit is None:
            return None
        bucket = self._buckets.get(channel.name)
        if bucket is None or bucket.limit != limit:
            bucket = self._buckets[channel.name] = Bucket(limit)
        return bucket


def _party(channel: Channel, hook: Hook | None) -> str:
    """Return whose health it is: the provider's, or that of the system that is told."""
    return channel.name if hook is None else f"{channel.name} {hook.key}"
