"""Sections, records and petitions in files, in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import reduce
from typing import Any
from uuid import UUID

from registry.domain.archive.errors import PetitionUnheard, SectionUnknown
from registry.domain.archive.keeping import Part, Secrecy, parts_of
from registry.domain.archive.petitions import PetitionLink, Standing, link_id
from registry.domain.archive.record import Entry, SectionRecord, as_of
from registry.domain.archive.section import SubjectKind
from registry.domain.privacy.request import RequestState
from services.registry.tests.fakes_shelves import Shelf


class Sections(Shelf):
    """Never asked for by `get`."""

    def __init__(self, store: Any) -> None:
        super().__init__(store.sections, "code", SectionUnknown)

    def of(self, codes: Any) -> Sequence[Any]:
        return [each for code in sorted(codes) if (each := self.find(code))]

    def keeping_outcomes(self) -> Sequence[Any]:
        known = [self.find(code) for code in sorted(self.stored)]
        return [
            each
            for each in known
            if each.latest.spec.subject is SubjectKind.RESIDENT
            and any(version.outcomes for version in each.versions)
        ]

    def holding_petitions(self) -> Sequence[Any]:
        known = [self.find(code) for code in sorted(self.stored)]
        return [
            each
            for each in known
            if any(version.spec.holds_petitions for version in each.versions)
        ]


class Records:
    def __init__(self, store: Any) -> None:
        self.store = store
        self.stored = store.entries
        self.held: dict[tuple[UUID, str], SectionRecord] = {}
        self.forgotten: list[tuple[UUID, Part, int]] = []

    def get(self, subject_id: UUID, section: str) -> SectionRecord:
        last = self.at(subject_id, section, until=None)
        record = SectionRecord(subject_id=subject_id, section=section, last=last)
        return self.held.setdefault((subject_id, section), record)

    def newest(self, subject_id: UUID) -> Sequence[Any]:
        found = [(k, v) for k, v in self.stored.items() if k[0] == subject_id]
        return [entries[-1] for _, entries in sorted(found, key=lambda kv: kv[0][1])]

    def at(self, subject_id: UUID, section: str, *, until: Any) -> Any:
        entries = self.stored.get((subject_id, section), [])
        return as_of(entries, until or datetime.max.replace(tzinfo=UTC))

    def parts(self, subject_id: UUID) -> dict[Part, int]:
        found = {}
        for (subject, section), entries in self.stored.items():
            for entry in entries if subject == subject_id else ():
                common, sensitive = parts_of(section)
                if not entry.erased:
                    found[common] = entry.revision
                if entry.sensitive & entry.values.keys():
                    found[sensitive] = entry.revision
        return found

    def is_held(self, subject_id: UUID) -> bool:
        asked = [
            each.asked.resident_id
            for each in self.store.requests.values()
            if each.state is RequestState.RECEIVED
        ]
        return subject_id in asked

    def forget(self, subject_id: UUID, part: Part, *, before: int) -> None:
        self.forgotten.append((subject_id, part, before))

    def forget_file_key(self, subject_id: UUID) -> None:
        self.store.whole_files_forgotten.append(subject_id)

    def note_empty(self, today: date) -> None:
        lived_in = {
            each.profile.household_id
            for each in self.store.residents.values()
            if each.is_open or self.is_held(each.resident_id)
        }
        for key in lived_in & self.store.empty.keys():
            del self.store.empty[key]
        for key, _ in self.stored:
            if key in self.store.households and key not in lived_in:
                self.store.empty.setdefault(key, today)

    def empty_since(self, household_id: UUID) -> date | None:
        return self.store.empty.get(household_id)

    def forget_homes(self, resident_id: UUID) -> None:
        self.store.homes_forgotten.append(resident_id)

    def forget_help(self, resident_id: UUID) -> None:
        self.store.helped.discard(resident_id)

    def is_helped(self, resident_id: UUID) -> bool:
        return resident_id in self.store.helped

    def write(self) -> None:
        for key, record in self.held.items():
            self.stored.setdefault(key, []).extend(record.added)
        for subject_id, part, before in self.forgotten:
            entries = self.stored.get((subject_id, part.section), [])
            entries[:] = [
                forgotten(each, part.secrecy) if each.revision < before else each
                for each in entries
            ]


def forgotten(entry: Entry, secrecy: Secrecy) -> Entry:
    """Return an entry whose key of a part was destroyed."""
    if secrecy is Secrecy.SENSITIVE:
        values = {k: v for k, v in entry.values.items() if k not in entry.sensitive}
        return replace(entry, values=values, withheld=entry.sensitive)
    values = {k: v for k, v in entry.values.items() if k in entry.sensitive}
    return replace(entry, values=values, erased=True)


class Petitions:
    def __init__(self, store: Any) -> None:
        self.store = store
        self.stored = store.standings
        self.heard: list[Standing] = []
        self.links = Shelf(store.links, "link_id", PetitionUnheard)

    def hear(self, standing: Standing) -> None:
        self.heard.append(standing)

    def lock(self, petition_id: UUID) -> Standing | None:
        known = [self.stored[petition_id]] if petition_id in self.stored else []
        heard = [each for each in self.heard if each.petition_id == petition_id]
        return reduce(Standing.joined, [*known, *heard]) if known or heard else None

    def unanswered(self, before: datetime, limit: int) -> Sequence[PetitionLink]:
        keys = [
            link.link_id
            for link in self.links.stored.values()
            if link.asked_at is not None and link.asked_at <= before
        ]
        return list(self.links.get_many(keys[:limit]).values())

    def link(self, petition_id: UUID, resident_id: UUID) -> PetitionLink:
        key = link_id(petition_id, resident_id)
        known = self.links.find(key)
        if known is None:
            known = PetitionLink(
                link_id=key, petition_id=petition_id, resident_id=resident_id
            )
            self.links.add(known)
        return known

    def of(self, resident_id: UUID) -> Sequence[Any]:
        return filed(self.store, resident_id)

    def residents_of(self, petition_id: UUID) -> Sequence[UUID]:
        return [
            link.resident_id
            for link in self.links.stored.values()
            if link.petition_id == petition_id and link.section
        ]

    def write(self) -> None:
        for each in self.heard:
            known = self.stored.get(each.petition_id, each)
            self.stored[each.petition_id] = known.joined(each)
            for link in self.links.stored.values():
                if link.petition_id == each.petition_id:
                    link.asked_at = None


def filed(store: Any, resident_id: UUID) -> Sequence[Any]:
    return [
        (link.section, store.standings[link.petition_id])
        for link in store.links.values()
        if link.resident_id == resident_id
        and link.section
        and link.petition_id in store.standings
    ]


def sealed(entry: Entry) -> Entry:
    """Return an entry as a reader gets it: class 3 is named and not opened."""
    values = {k: v for k, v in entry.values.items() if k not in entry.sensitive}
    return replace(entry, values=values, withheld=entry.sensitive)
