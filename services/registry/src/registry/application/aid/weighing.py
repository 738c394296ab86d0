"""People held against conditions: what decided is masked, each look is written down."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.application.aid.commands import BatchLook
from registry.application.aid.ports import AidWork, Candidate
from registry.application.authority import must_reach
from registry.domain.access import FULL_PURPOSES, Access
from registry.domain.aid.conditions import PersonFact
from registry.domain.archive.authority import check_read
from registry.domain.archive.record import Entry
from registry.domain.archive.section import SectionDefinition
from registry.domain.identity import birth_date
from registry.domain.masks import HIDDEN
from registry.domain.sensitivity import Sensitivity, mask_for, of_child, shown


@dataclass(kw_only=True, repr=False)
class Weighed:
    """The facts of one person; `shown` as a role sees them, `looked`: of class 3."""

    facts: dict[str, Any] = field(default_factory=dict)
    shown: dict[str, Any] = field(default_factory=dict)
    looked: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Scales:
    """What weighs people for one look; made by `scales_for`."""

    look: BatchLook
    work: AidWork
    names: frozenset[str]
    sections: Mapping[str, SectionDefinition]
    today: date
    really: datetime

    def weigh(self, person: Candidate) -> Weighed:
        """Return the facts of a person; a look at class 3 is written down."""
        found = Weighed()
        child = person.resident.is_child(self.today)
        for name in sorted(self.names):
            if name in PERSON_FACTS:
                self._own(found, name, person, child=child)
            else:
                self._filed(found, name, person, child=child)
        if found.looked:
            self.work.access_log.note(
                Access(
                    actor=self.look.actor,
                    purpose=self.look.purpose,
                    resident_id=person.resident.resident_id,
                    fields=found.looked,
                    at=self.really,
                )
            )
        return found

    def _own(
        self, found: Weighed, name: str, person: Candidate, *, child: bool
    ) -> None:
        of_age = name == PersonFact.AGE
        value = age_of(person, self.today) if of_age else person.size
        if value is None:
            return
        found.facts[name] = found.shown[name] = value
        if child and of_age:
            found.shown[name] = HIDDEN
            found.looked.append(name)

    def _filed(
        self, found: Weighed, name: str, person: Candidate, *, child: bool
    ) -> None:
        section, _, code = name.partition(".")
        entry, known = person.entries.get(section), self.sections.get(section)
        if entry is None or known is None or entry.values.get(code) is None:
            return
        value = found.facts[name] = entry.values[code]
        sensitivity = known.sensitivity(entry.version, code)
        seen = of_child(sensitivity) if child else sensitivity
        if seen is Sensitivity.SENSITIVE:
            found.looked.append(name)
        hides = hidden_from(self.look.actor.role, seen, known, entry, code)
        found.shown[name] = HIDDEN if hides else value


PERSON_FACTS = frozenset(each.value for each in PersonFact)


def scales_for(
    look: BatchLook, work: AidWork, names: Iterable[str], today: date, really: datetime
) -> Scales:
    """Return what weighs those in a place.

    Refuses (OutOfReach, SectionNotYours, Invalid) whoever may not look there, may
    not read a section that is asked for, or has no ground.
    """
    if look.purpose not in FULL_PURPOSES:
        raise Invalid(fields={"purpose": "bad-purpose"})
    must_reach(look.actor, work.organisations, look.organisation_id)
    asked = frozenset(str(each) for each in names)
    codes = {name.partition(".")[0] for name in asked - PERSON_FACTS}
    sections = {each.code: each for each in work.sections.of(codes)}
    for each in sections.values():
        check_read(look.actor, each, today)
    return Scales(
        look=look,
        work=work,
        names=asked,
        sections=sections,
        today=today,
        really=really,
    )


def hidden_from(
    role: Role,
    sensitivity: Sensitivity,
    section: SectionDefinition,
    entry: Entry,
    code: str,
) -> bool:
    """Tell whether a role is not shown a field whole without a full look."""
    spec = section.version(entry.version).fields[code]
    return mask_for(role, sensitivity, spec.kind) is not shown


def age_of(person: Candidate, today: date) -> int | None:
    """Return how many years old somebody is, None if no number is on file."""
    number = person.resident.profile.particulars.identity_number
    born = birth_date(number) if number else None
    if born is None:
        return None
    had_birthday = (today.month, today.day) >= (born.month, born.day)
    return today.year - born.year - (not had_birthday)
