"""Lists of categories, and how one is told in another (B-21, C-18, C-19).

A list holds from a day until another. A petition keeps the category that it was given;
a figure in the words of a list is told by what that list calls it. Nothing is lost:
what a list has no word for stands apart.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final


@dataclass(frozen=True, kw_only=True)
class ListEntry:
    """One category of a list, and what that list calls it."""

    code: str
    name: str


@dataclass(frozen=True, kw_only=True)
class CategoryList:
    """A list, good from `valid_from` until the day before `valid_to`."""

    code: str
    title: str
    valid_from: date
    entries: Sequence[ListEntry]
    basis: str
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Say whether it is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day < self.valid_to)

    def has(self, code: str) -> bool:
        """Say whether a category stands in it."""
        return any(each.code == code for each in self.entries)


@dataclass(frozen=True, kw_only=True)
class ListMapping:
    """What the categories of one list are in another: several may be one there."""

    source: str
    target: str
    pairs: Mapping[str, str] = field(hash=False)
    basis: str


@dataclass(frozen=True, kw_only=True)
class Told:
    """How many stand under one category of a list, and under which they were given."""

    code: str
    name: str
    petitions: int
    given: Mapping[str, int] = field(hash=False)


@dataclass(frozen=True, kw_only=True)
class Figures:
    """Petitions in the words of a list; `unmapped`: given so, and no word for it.

    The sum of both is `total`, whatever the list.
    """

    total: int
    categories: Sequence[Told]
    unmapped: Mapping[str, int] = field(hash=False)


@dataclass(frozen=True, kw_only=True)
class CategoryLists:
    """All lists of a place, and how they are told in each other."""

    lists: Sequence[CategoryList] = ()
    mappings: Sequence[ListMapping] = ()

    def find(self, code: str) -> CategoryList | None:
        """Return a list by its code."""
        return next((each for each in self.lists if each.code == code), None)

    def without_word(self, mapping: ListMapping) -> list[ListEntry]:
        """Return the categories of a mapping's source that its target cannot name."""
        source, target = self.find(mapping.source), self.find(mapping.target)
        if source is None or target is None:
            return []
        return [
            each
            for each in source.entries
            if each.code not in mapping.pairs and not target.has(each.code)
        ]

    def word_for(self, wanted: CategoryList, given: str, own: Mapping[str, str]) -> str:
        """Return what a list calls a category, "" where it has no word for it.

        Its own words come first, then those of the agency (`own`), then the mappings.
        """
        if wanted.has(given):
            return given
        said = own.get(given, "")
        if wanted.has(said):
            return said
        for mapping in self.mappings:
            if mapping.target == wanted.code and given in mapping.pairs:
                return mapping.pairs[given]
        return ""

    def tell(
        self, wanted: CategoryList, counts: Mapping[str, int], own: Mapping[str, str]
    ) -> Figures:
        """Return petitions, counted by the category they were given, in its words."""
        told: defaultdict[str, dict[str, int]] = defaultdict(dict)
        for given, petitions in sorted(counts.items()):
            told[self.word_for(wanted, given, own)][given] = petitions
        return Figures(
            total=sum(counts.values()),
            categories=[
                Told(
                    code=each.code,
                    name=each.name,
                    petitions=sum(told[each.code].values()),
                    given=told[each.code],
                )
                for each in wanted.entries
            ],
            unmapped=told[""],
        )


NO_LISTS: Final = CategoryLists()
"""Where a place tells no lists, figures are told by categories alone."""
