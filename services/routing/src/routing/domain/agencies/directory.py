"""Agencies, their levels, keys and grants; what one may hand to another."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from types import MappingProxyType

from routing.domain.agencies.division import area_of, lies_in
from routing.domain.handover.forms import Form
from routing.domain.rule import ANYTHING, covers


class Level(StrEnum):
    """The levels of government, the lowest first (街道、区、市、省)."""

    STREET = "street"
    DISTRICT = "district"
    CITY = "city"
    PROVINCE = "province"


class Kind(StrEnum):
    """A level's government, or one of its departments (职能部门)."""

    GOVERNMENT = "government"
    DEPARTMENT = "department"


RANK: Mapping[Level, int] = MappingProxyType({e: n for n, e in enumerate(Level)})


@dataclass(frozen=True, kw_only=True)
class Key:
    """A public key (Ed25519, urlsafe base64 of 32 bytes) and the days it holds.

    A revoked one (its private half was stolen or lost) vouches for nothing that arrives
    from that moment on, whatever day stands in it.
    """

    key_id: str
    public: str
    valid_from: date
    valid_until: date | None = None
    revoked_at: datetime | None = None

    def holds(self, day: date) -> bool:
        """Tell whether what was signed on that day may be signed with it."""
        return self.valid_from <= day and (
            self.valid_until is None or day < self.valid_until
        )

    def held_between(self, first: date, last: date) -> bool:
        """Tell whether it held on any day from the first to the last."""
        ended = self.valid_until is not None and self.valid_until <= first
        return self.valid_from <= max(first, last) and not ended

    def is_revoked(self, moment: datetime) -> bool:
        """Tell whether it was taken back by then."""
        return self.revoked_at is not None and self.revoked_at <= moment


@dataclass(frozen=True, kw_only=True)
class Grant:
    """From whom an agency takes what: in which forms, of which categories.

    A category is a code, or a beginning of codes ending in `*`, as in a rule.
    """

    sender: str
    forms: frozenset[Form]
    categories: tuple[str, ...] = (ANYTHING,)

    def lets(self, form: Form, category: str) -> bool:
        """Tell whether it lets that through; any category is reviewed (条例第35条)."""
        named = any(covers(each, category) for each in self.categories)
        return form in self.forms and (named or form is Form.REVIEW)


@dataclass(frozen=True, kw_only=True)
class TakenOver:
    """An agency that became part of another, from that day on."""

    agency_id: str
    since: date


@dataclass(frozen=True, kw_only=True)
class Agency:
    """One deployment: who it is, under whom, and what it takes from whom."""

    agency_id: str
    name: str
    kind: Kind
    level: Level
    parent: str | None = None
    keys: tuple[Key, ...] = ()
    grants: tuple[Grant, ...] = ()
    broker: str | None = None
    """Where its neighbours bring their letters: `amqps://host:port`."""
    contact: str | None = None
    """Whom to call when the link is down."""
    unit: str | None = None
    """What the agency is called in the registers of those above it."""
    compares: tuple[str, ...] = ()
    """With whom it compares petitioners by fingerprints, both ways."""
    receipts: tuple[str, ...] = ()
    """How its receipt numbers begin, now or in earlier years."""
    division: str | None = None
    """Its area by GB/T 2260; a department's is that of its government."""
    took_over: tuple[TakenOver, ...] = ()
    """Whose numbers it may speak of as its own; they stay in the directory, silent."""


class Directory:
    """All agencies that an agency deals with, by their ids."""

    def __init__(self, agencies: Iterable[Agency]) -> None:
        self._agencies = {each.agency_id: each for each in agencies}

    def __iter__(self) -> Iterator[Agency]:
        return iter(self._agencies.values())

    def find(self, agency_id: str | None) -> Agency | None:
        """Return that agency, or None when it is not in the directory."""
        return self._agencies.get(agency_id) if agency_id else None

    def above(self, agency_id: str) -> tuple[str, ...]:
        """Return who is above, the nearest first; a circle ends where it closes."""
        found: list[str] = []
        agency = self.find(agency_id)
        while agency and agency.parent and agency.parent not in (*found, agency_id):
            found.append(agency.parent)
            agency = self.find(agency.parent)
        return tuple(found)

    def common_superior(self, one: str, other: str) -> str | None:
        """Return who settles a dispute of both (共同上一级, 条例第24条), if anybody."""
        higher = (other, *self.above(other))
        return next((e for e in (one, *self.above(one)) if e in higher), None)

    def key(self, agency_id: str, key_id: str) -> Key | None:
        """Return the key of that agency under that name, whenever it holds."""
        agency = self.find(agency_id)
        keys = agency.keys if agency else ()
        return next((e for e in keys if e.key_id == key_id), None)

    def issues(self, agency_id: str, receipt: str, day: date) -> bool:
        """Tell whether that may be one of that agency's own receipt numbers, that day.

        Who names no beginnings of its own may have whatever no other one names; who
        took another over speaks of that one's numbers, too. The whole beginning up to
        the first hyphen counts: `A` is none of `A1`.
        """
        prefix = receipt.partition("-")[0].strip().upper()
        issuer = next((e.agency_id for e in self if prefix in e.receipts), None)
        if issuer is not None:
            return issuer in {agency_id, *self.taken_over(agency_id, day)}
        agency = self.find(agency_id)
        return agency is None or not agency.receipts

    def taken_over(self, agency_id: str, day: date) -> frozenset[str]:
        """Return who became part of that agency by that day, whoever they took over."""
        found: set[str] = set()
        waiting = [agency_id]
        while waiting:
            agency = self.find(waiting.pop())
            told = agency.took_over if agency else ()
            new = {each.agency_id for each in told if each.since <= day} - found
            found |= new
            waiting += new
        return frozenset(found)

    def neighbours(self, agency_id: str) -> frozenset[str]:
        """Return who hands anything to that agency, or is handed anything by it."""
        pairs = ((e.agency_id, g.sender) for e in self for g in e.grants)
        met = (set(pair) for pair in pairs if agency_id in pair)
        return frozenset().union(*met) - {agency_id}

    def compares(self, one: str, other: str) -> bool:
        """Tell whether both said that they compare petitioners with each other."""
        pairs = ((self.find(one), other), (self.find(other), one))
        return all(agency and far in agency.compares for agency, far in pairs)

    def compared_with(self, agency_id: str) -> list[str]:
        """Return with whom that agency compares petitioners, in order."""
        return sorted(
            e.agency_id for e in self if self.compares(agency_id, e.agency_id)
        )

    def division_of(self, agency_id: str) -> str | None:
        """Return the code of its area; a department's is its government's."""
        agency = self.find(agency_id)
        if agency is None or agency.division or agency.kind is Kind.GOVERNMENT:
            return agency.division if agency else None
        above = self.find(agency.parent)
        return above.division if above else None

    def answers_for(self, place: str) -> str | None:
        """Return whose area is the nearest around a place (属地), if anybody's."""
        found = [
            (len(area_of(each.division)), each.agency_id)
            for each in self
            if each.kind is Kind.GOVERNMENT
            and each.division
            and lies_in(place, each.division)
        ]
        return max(found, default=(0, None))[1]

    def grant(self, receiver: str, sender: str) -> Grant | None:
        """Return what the receiver takes from the sender, if it takes anything."""
        agency = self.find(receiver)
        if agency is None or self.find(sender) is None:
            return None
        return next((e for e in agency.grants if e.sender == sender), None)

    def takes(self, receiver: str, sender: str, form: Form) -> bool:
        """Tell whether the receiver takes that form from the sender.

        Whoever handed something over takes it back, without a grant (条例第23条).
        """
        if form is Form.RETURN:
            return self.grant(sender, receiver) is not None
        grant = self.grant(receiver, sender)
        return grant is not None and form in grant.forms

    def lets(self, receiver: str, sender: str, form: Form, category: str) -> bool:
        """Tell whether the receiver takes that form, of that category, from there."""
        if form is Form.RETURN:
            return self.takes(receiver, sender, form)
        grant = self.grant(receiver, sender)
        return grant is not None and grant.lets(form, category)
