"""Searching petitions: within the asker's reach, by pages, looks written down."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from intake.application.signing import name_of, person_of
from intake.application.views import PetitionView
from intake.domain.access import Purpose
from intake.domain.authority import may_know_petitioner
from intake.domain.likeness import normal_telephone
from intake.domain.searching import (
    PERSONAL,
    SHORTEST_TELEPHONE,
    SearchKind,
    asked_by,
    part_asked,
)
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor
from minqing_kernel.search_text import Simplify

Seen = Callable[[Actor, Iterable[str]], Sequence[PetitionView]]
"""Returns those of many numbers that somebody may open, in their order."""


@dataclass(frozen=True, kw_only=True)
class Reach:
    """Whose petitions are looked through: those of `units` and nobody's.

    What accuses one of the `line` is not there (条例第30条).
    """

    units: Sequence[str]
    line: Sequence[str]


@dataclass(frozen=True, kw_only=True, repr=False)
class Searched:
    """What is looked for: all of the `words`, or the `name`, or the `person`, or how
    the receipt ends or begins, both without dashes.

    `before`: running numbers below it alone; None begins with the newest.
    """

    reach: Reach
    words: tuple[int, ...] = ()
    name: int | None = None
    person: int | None = None
    ending: str = ""
    beginning: str = ""
    before: int | None = None
    limit: int


@dataclass(frozen=True, kw_only=True)
class Hits:
    """Receipts, the newest first; `before` is where a further page begins, if any."""

    receipts: Sequence[str]
    before: int | None


@dataclass(frozen=True, kw_only=True)
class Found:
    """Petitions that may be opened, the newest first; `before` begins what follows."""

    petitions: Sequence[PetitionView]
    before: int | None


class Index(Protocol):
    """Where petitions are searched."""

    def look(self, searched: Searched) -> Hits:
        """Return a page of what fits, the newest first."""
        ...


class Looks(Protocol):
    """Who looked for whom."""

    def note_look(
        self, subjects: Iterable[str], *, actor: Actor, purpose: str, field: str
    ) -> None:
        """Write down that somebody saw whose these are; once for a while."""
        ...


@dataclass(frozen=True, kw_only=True)
class SearchDesk:
    """Looks for petitions; `seen` says what somebody may open at all.

    `prefix` begins every receipt number of this agency.
    """

    index: Index
    looks: Looks
    seen: Seen
    simplify: Simplify
    prefix: str
    blind_index: Callable[[str, str], str]

    def look(
        self,
        actor: Actor,
        kind: SearchKind,
        text: str,
        *,
        reach: Reach,
        before: int | None,
        limit: int,
    ) -> Found:
        """Return what fits a text and may be opened; raise Invalid where it asks none.

        Who looks for a person finds only what they may read a contact of, and leaves a
        row in the log, also where nobody was found.
        """
        searched = self._asked(kind, text, reach, before, limit)
        hits = self.index.look(searched)
        petitions = list(self.seen(actor, hits.receipts))
        if kind in PERSONAL:
            petitions = [e for e in petitions if may_know_petitioner(actor, e.owner_id)]
            self.looks.note_look(
                [str(each.petition_id) for each in petitions] or [_nobody(searched)],
                actor=actor,
                purpose=Purpose.CASE_HANDLING,
                field=f"found-by-{kind}",
            )
        return Found(petitions=petitions, before=hits.before)

    def _asked(
        self, kind: SearchKind, text: str, reach: Reach, before: int | None, limit: int
    ) -> Searched:
        asked: dict[str, Any] = {}
        match kind:
            case SearchKind.NAME:
                asked["name"] = name_of(text, self.simplify, self.blind_index)
            case SearchKind.TELEPHONE:
                asked["person"] = _person(text, self.blind_index)
            case SearchKind.ENDING:
                asked["ending"] = part_asked(text, kind, self.prefix)
            case SearchKind.BEGINNING:
                asked["beginning"] = part_asked(text, kind, self.prefix)
            case _:
                asked["words"] = asked_by(text, kind, self.simplify)
        if not all(each or each == 0 for each in asked.values()):
            raise Invalid(fields={"text": "nothing-to-find"})
        return Searched(reach=reach, before=before, limit=limit, **asked)


def _nobody(searched: Searched) -> str:
    """Return as what a look is written down that found nobody: keyed, not by name."""
    keyed = searched.person if searched.name is None else searched.name
    return f"nobody:{keyed or 0:x}"


def _person(text: str, blind_index: Callable[[str, str], str]) -> int | None:
    if len(normal_telephone(text)) < SHORTEST_TELEPHONE:
        return None
    return person_of(text, blind_index)
