"""What is to be done about one notice now: a call, or why none is made."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, time
from uuid import UUID

from minqing_kernel.identity import new_id
from minqing_kernel.working_time import WorkCalendar
from notify.application.ports import CannotWrite, Channel, Contact, Letters, Message
from notify.application.sending.carriers import Busy, Carriers
from notify.domain.delivery import Attempt, Result
from notify.domain.notice import Notice
from notify.domain.occurrence import Param, Step
from notify.domain.sending.journal import Begun, Doubt, Ruling, rule
from notify.domain.sending.means import BY_HAND
from notify.domain.sending.policy import SendingPolicy
from notify.domain.sending.preference import Preference, route
from notify.domain.sending.timing import digest_after, gathers, held_until

HOPELESS = "it may have gone more than once already: a person must look"


@dataclass(frozen=True, kw_only=True)
class Call:
    """A message on its way to a channel."""

    notice: Notice
    channel: Channel
    message: Message
    doubled: bool = False
    call_id: UUID = field(default_factory=new_id)

    def begun(self, at: datetime) -> Begun:
        """Return what is written down before the call."""
        return Begun(
            call_id=self.call_id,
            notice_id=self.notice.notice_id,
            channel=self.channel.name,
            keyed=self.channel.keyed,
            doubled=self.doubled,
            begun_at=at,
        )

    def ended(self, result: Result, error: str = "") -> Attempt:
        """Return how the call ended."""
        return Attempt(
            notice=self.notice,
            result=result,
            channel=self.channel.name,
            error=error,
            call_id=self.call_id,
            by_hand=self.channel.means in BY_HAND,
        )


@dataclass(kw_only=True)
class Planner:
    """Decides by the place's rules; makes no call itself."""

    letters: Letters
    carriers: Carriers
    calendar: WorkCalendar = field(default_factory=WorkCalendar)

    def plan(
        self,
        notice: Notice,
        to: Contact,
        preference: Preference,
        doubts: Sequence[Doubt],
        at: datetime,
    ) -> Call | Attempt:
        """Return the call to make now, or how the attempt ends without one."""
        policy = self.carriers.rules()
        if gathers(notice, policy):
            return self._gather(notice, policy, at)
        ruling = rule(doubts, resends=policy.resends_unkeyed)
        if ruling.hopeless:
            return Attempt(notice=notice, result=Result.REFUSED, error=HOPELESS)
        means = route(notice.audience, preference, policy)
        able = self.carriers.reaching(means, to)
        if not able:
            return Attempt(notice=notice, result=Result.UNADDRESSED)
        until = held_until(
            notice, able[0].means, at=at, policy=policy, calendar=self.calendar
        )
        if until is not None:
            return _later(notice, until, "held back")
        return self._call(notice, to, able, ruling, at)

    def with_lines(self, notice: Notice, members: Sequence[Notice]) -> Notice:
        """Return a digest with what it holds, a line each; others as they are."""
        if notice.step is not Step.DIGEST:
            return notice
        return with_lines(notice, members, self.letters)

    def _gather(self, notice: Notice, policy: SendingPolicy, at: datetime) -> Attempt:
        holidays = bool(policy.holidays_hold)
        moment = digest_after(
            at, policy.digest_at or time.min, holidays=holidays, calendar=self.calendar
        )
        return Attempt(notice=notice, result=Result.GATHERED, again_at=moment)

    def _call(
        self,
        notice: Notice,
        to: Contact,
        able: Sequence[Channel],
        ruling: Ruling,
        at: datetime,
    ) -> Call | Attempt:
        channel = self.carriers.take(able, only=ruling.only, at=at, hook=to.hook)
        if isinstance(channel, Busy):
            return _later(notice, channel.until, "every provider is busy")
        reader = Contact(language=to.language) if channel.bare else to
        try:
            message = self.letters.compose(notice, reader, channel.means)
        except CannotWrite as reason:
            return _unwritten(notice, channel, reason)
        elsewhere = ruling.only is not None and channel.name != ruling.only
        return Call(
            notice=notice,
            channel=channel,
            message=message,
            doubled=ruling.doubled or elsewhere,
        )


def with_lines(digest: Notice, members: Sequence[Notice], letters: Letters) -> Notice:
    """Return a digest with a line for each notice that it holds."""
    lines = [letters.compose(each, Contact()).subject for each in members]
    held: dict[str, Param] = {"count": len(lines), "lines": "\n".join(lines)}
    return replace(digest, params={**digest.params, **held})


def _later(notice: Notice, until: datetime, error: str) -> Attempt:
    return Attempt(notice=notice, result=Result.UNTRIED, again_at=until, error=error)


def _unwritten(notice: Notice, channel: Channel, reason: CannotWrite) -> Attempt:
    return Attempt(
        notice=notice, result=Result.REFUSED, channel=channel.name, error=str(reason)
    )
