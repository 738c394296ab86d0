"""A story: how one matter came, what was done about it, and how it ended."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from typing import Any, Protocol

from minqing_demo.acts import Act
from minqing_demo.cast import Person
from minqing_demo.stage import Stage

CHINA = timezone(timedelta(hours=8))
YEAR = 2026


def on(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of the stories' year, as clocks in China show it."""
    return datetime(YEAR, month, day, hour, minute, tzinfo=CHINA)


class Submission(Protocol):
    """How a matter comes in."""

    @property
    def at(self) -> datetime:
        """The moment."""
        ...

    @property
    def accepted(self) -> bool:
        """Whether policy accepts it on arrival, so that it is assigned at once."""
        ...

    def submit(
        self, stage: Stage, heading: Mapping[str, str], key: str
    ) -> dict[str, Any]:
        """Hand it in; return the receipt. `key` is the same at every try.

        `heading`: title, channel, organisation_id.
        """
        ...


@dataclass(frozen=True, kw_only=True)
class Form:
    """The common form: in the petitioner's own hands (`by` None) or in staff's."""

    at: datetime
    by: Person | None
    said: Mapping[str, Any] = field(hash=False)
    accepted: bool = True

    def submit(
        self, stage: Stage, heading: Mapping[str, str], key: str
    ) -> dict[str, Any]:
        """Hand the form in."""
        answer: dict[str, Any] = stage.ask(
            "intake",
            "POST",
            "/v1/petitions",
            by=self.by,
            key=key,
            body={**heading, **self.said},
        )
        return answer


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """A gathering in a courtyard, at which one person brings this matter (A-10)."""

    at: datetime
    by: Person
    place: str
    matter: Mapping[str, Any] = field(hash=False)
    accepted: bool = False

    def submit(
        self, stage: Stage, heading: Mapping[str, str], key: str
    ) -> dict[str, Any]:
        """Write the meeting down."""
        answer = stage.ask(
            "intake",
            "POST",
            "/v1/courtyard-meetings",
            by=self.by,
            key=key,
            body={
                "held_at": self.at.isoformat(),
                "place": self.place,
                "organisation_id": heading["organisation_id"],
                "matters": [{"title": heading["title"], **self.matter}],
            },
        )
        receipt: dict[str, Any] = answer["petitions"][0]
        return receipt


@dataclass(frozen=True, kw_only=True)
class Story:
    """One petition of a worked case (`row` of the domain's list).

    `title` is also the mark by which the petition is known to have come already, at the
    door of the organisation `door`, by `channel`.
    """

    row: str
    site: str
    title: str
    in_english: str
    door: str
    channel: str
    submission: Submission
    acts: tuple[Act, ...]

    @property
    def key(self) -> str:
        """Return what makes a repeated submission the same one."""
        return f"demo-{self.row}-{self.submission.at:%m%d%H%M}"

    @property
    def heading(self) -> dict[str, str]:
        """Return what stands over the petition."""
        return {
            "title": self.title,
            "channel": self.channel,
            "organisation_id": self.door,
        }

    @property
    def facts(self) -> tuple[str, ...]:
        """Return the steps that the case goes through, in order."""
        first = ("assigned",) if self.submission.accepted else ()
        return first + tuple(act.fact for act in self.acts if act.fact is not None)
