"""Signing behind the door: signs are made in batches, the submitter never waits."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from intake.application.ports import IntakeWork, Seals
from intake.application.sign_ports import Signed, Unsigned, Wanted, Worded
from intake.domain.likeness import (
    matter_key,
    normal_telephone,
    person_key,
    place_key,
    signs_of,
)
from intake.domain.nearby import street_key
from intake.domain.receipt import running_number
from intake.domain.searching import found_by
from minqing_kernel.messages import Command
from minqing_kernel.search_text import Simplify, search_key


@dataclass(frozen=True, kw_only=True)
class SignPetitions(Command):
    """Give up to `limit` petitions the signs that they wait for."""

    limit: int = 500


def sign_petitions(
    command: SignPetitions, work: IntakeWork, *, simplify: Simplify, seals: Seals
) -> int:
    """Sign a batch; return how many petitions it held."""
    taken = work.signs.take(command.limit)
    work.signs.keep(
        [_signed(each, simplify) for each in taken],
        [_worded(each, simplify, seals) for each in taken],
    )
    return len(taken)


class Looked(Protocol):
    """What is looked for: a petition, or what will become one."""

    @property
    def petition_id(self) -> UUID:
        """Itself, which it does not resemble."""
        ...

    @property
    def place(self) -> str:
        """Where it is."""
        ...

    @property
    def category(self) -> str | None:
        """What it is about."""
        ...

    @property
    def division_code(self) -> str:
        """In which division."""
        ...


def wanted(petition: Looked, key: str, simplify: Simplify) -> Wanted:
    """Return what to look for, for a matter and its key."""
    return Wanted(
        petition_id=petition.petition_id,
        signs=tuple(signs_of(key)),
        place=_place(petition, simplify),
    )


def person_of(telephone: str, blind_index: Callable[[str, str], str]) -> int | None:
    """Return what a person is compared by; None where no telephone was told."""
    number = normal_telephone(telephone)
    return person_key(blind_index(number, "petitioner")) if number else None


def name_of(
    name: str, simplify: Simplify, blind_index: Callable[[str, str], str]
) -> int | None:
    """Return what a petitioner's name is found by; None where none was told."""
    key = search_key(name, simplify)
    return person_key(blind_index(key, "petitioner-name")) if key else None


def _worded(petition: Unsigned, simplify: Simplify, seals: Seals) -> Worded:
    number = running_number(petition.receipt)
    return Worded(
        petition_id=petition.petition_id,
        number=number,
        name=name_of(_name(petition, seals), simplify, seals.blind_index),
        words=found_by(petition.title, petition.text, petition.place, number, simplify),
    )


def _name(petition: Unsigned, seals: Seals) -> str:
    """Return the petitioner's name; a seal that does not open stops no other."""
    if petition.contact is None:
        return ""
    try:
        told: dict[str, str] = seals.open(petition.contact, str(petition.petition_id))
    except ValueError:
        return ""
    return told.get("name", "")


def _signed(petition: Unsigned, simplify: Simplify) -> Signed:
    key = matter_key(petition.title, petition.text, simplify)
    return Signed(
        petition_id=petition.petition_id,
        signs=tuple(signs_of(key)),
        person=petition.person,
        place=_place(petition, simplify),
        street=street_key(petition.place, simplify),
    )


def _place(petition: Looked, simplify: Simplify) -> int | None:
    return place_key(
        petition.place, petition.category, petition.division_code, simplify
    )


def sign_all(handle: Callable[[Command], int], *, batches: int = 100) -> int:
    """Sign batch after batch until none waits; return how many were signed.

    No more than `batches`, so that a long line leaves room for other work.
    """
    done = 0
    for _ in range(batches):
        command = SignPetitions()
        count = handle(command)
        done += count
        if count < command.limit:
            break
    return done
