"""Intake's own copy of the organisations: who stands above whom."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Organisation:
    """An organisation as registry last told of it."""

    organisation_id: str
    revision: int
    name: str
    kind: str
    parent_id: str | None
    division_code: str
    active: bool


class OrganisationTree:
    """Answers who acts for whom; a circle or a missing parent ends the climb."""

    def __init__(self, organisations: Iterable[Organisation]) -> None:
        self._by_id: Mapping[str, Organisation] = {
            one.organisation_id: one for one in organisations
        }
        self._children: dict[str, list[str]] = {}
        for one in self._by_id.values():
            self._children.setdefault(one.parent_id or "", []).append(
                one.organisation_id
            )

    def get(self, organisation_id: str) -> Organisation | None:
        """Return one organisation, if it is known."""
        return self._by_id.get(organisation_id)

    def covers(self, superior: str, organisation_id: str) -> bool:
        """Say whether `superior` is the organisation itself or stands above it."""
        return superior in self._upwards(organisation_id)

    def line(self, organisation_id: str) -> frozenset[str]:
        """Return the organisation and every one above it."""
        return frozenset(self._upwards(organisation_id))

    def superior_beyond(
        self, organisation_id: str, accused: frozenset[str]
    ) -> str | None:
        """Return the nearest organisation above that is neither accused nor below."""
        for each in list(self._upwards(organisation_id))[1:]:
            if each in self._by_id and accused.isdisjoint(self.line(each)):
                return each
        return None

    def below(self, organisation_id: str) -> frozenset[str]:
        """Return the organisation and every one under it."""
        found: set[str] = set()
        waiting = [organisation_id]
        while waiting:
            one = waiting.pop()
            if one not in found:
                found.add(one)
                waiting.extend(self._children.get(one, ()))
        return frozenset(found)

    def _upwards(self, organisation_id: str) -> Iterator[str]:
        seen: set[str] = set()
        at: str | None = organisation_id
        while at and at not in seen:
            seen.add(at)
            yield at
            known = self._by_id.get(at)
            at = known.parent_id if known else None
