"""The timeline as a chain: each entry holds the hash of the one before.

Whoever changes, removes or inserts an entry changes every hash after it; at each
hand-over both agencies sign the last one. A content can be taken out, or kept from the
other side, and the chain still holds: it binds a salted hash of it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TypeAlias
from uuid import UUID

from routing.domain.timeline.canonical import (
    Content,
    canonical,
    digest_of,
    salted_digest_of,
)
from routing.domain.timeline.errors import ChainBroken


@dataclass(frozen=True, kw_only=True)
class Seal:
    """One agency's signature of everything up to an entry."""

    agency: str
    signature: str


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The content of an entry, where it may be shown; `salt` hides it in the hash."""

    content: Content
    salt: str


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One entry: what happened, when, at which agency; `signers`: who must seal it."""

    matter_id: UUID
    number: int
    agency: str
    at: datetime
    what: str
    content_hash: str
    previous: str
    signers: tuple[str, ...] = ()
    digest: str = ""
    shown: Shown | None = None
    seals: tuple[Seal, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Broken:
    """The first entry that is wrong, and what is wrong with it."""

    number: int
    why: str


Chain: TypeAlias = Sequence[Entry]
IsSigned: TypeAlias = Callable[[str, bytes, str, datetime], bool]
"""(agency, what was signed, signature, when) -> whether that agency signed it."""


def added(chain: Chain, entry: Entry) -> tuple[Entry, ...]:
    """Return the chain with one more entry, linked to the last.

    `number`, `previous` and `digest` of the entry given are counted anew.
    """
    last = chain[-1] if chain else None
    if last is not None and last.matter_id != entry.matter_id:
        raise ChainBroken(fields={"matter_id": "not-the-same"})
    linked = replace(
        entry,
        number=len(chain) + 1,
        previous=last.digest if last else _ground(entry.matter_id),
        signers=tuple(sorted(set(entry.signers))),
        seals=(),
    )
    return (*chain, replace(linked, digest=_digest(linked)))


def entry_of(
    matter_id: UUID,
    what: str,
    content: Content,
    *,
    agency: str,
    at: datetime,
    salt: str,
    signers: Sequence[str] = (),
) -> Entry:
    """Return an entry that is not linked yet; `salt` is random and stays with it."""
    return Entry(
        matter_id=matter_id,
        number=0,
        agency=agency,
        at=at,
        what=what,
        content_hash=salted_digest_of(content, salt),
        previous="",
        signers=tuple(signers),
        shown=Shown(content=content, salt=salt),
    )


def to_sign(entry: Entry, agency: str) -> bytes:
    """Return what an agency signs: that it knows this matter up to this entry."""
    return to_countersign(entry.matter_id, entry.number, entry.digest, agency)


def to_countersign(matter_id: UUID, number: int, digest: str, agency: str) -> bytes:
    """Return the same for who knows the other side's entry by its hash alone."""
    return canonical(
        {
            "agency": agency,
            "digest": digest,
            "matter_id": str(matter_id),
            "number": number,
        }
    )


def sealed(chain: Chain, number: int, seal: Seal) -> tuple[Entry, ...]:
    """Return the chain in which that agency's seal stands under that entry, once."""
    return tuple(
        replace(
            each,
            seals=(*(s for s in each.seals if s.agency != seal.agency), seal),
        )
        if each.number == number
        else each
        for each in chain
    )


def hidden(entry: Entry) -> Entry:
    """Return the entry without its content; every hash and seal stays right."""
    return replace(entry, shown=None)


def first_broken(chain: Chain, is_signed: IsSigned) -> Broken | None:
    """Name the first entry that was changed, moved, or lacks a seal; None: it holds.

    The last entry may still wait for its seals; nothing may follow before it has them.
    """
    for place, entry in enumerate(chain):
        before = chain[place - 1] if place else None
        why = _broken_link(entry, place + 1, before) or _broken_seal(entry, is_signed)
        if why is None and place + 1 < len(chain) and _lacking(entry):
            why = "not-countersigned"
        if why is not None:
            return Broken(number=place + 1, why=why)
    return None


def forked_at(one: Chain, other: Chain) -> int | None:
    """Return the first number at which two sides' chains differ; None: they agree.

    A shorter one that agrees as far as it goes is no fork.
    """
    for mine, theirs in zip(one, other, strict=False):
        if mine.digest != theirs.digest:
            return mine.number
    return None


def _broken_link(entry: Entry, number: int, before: Entry | None) -> str | None:
    previous = before.digest if before else _ground(entry.matter_id)
    if entry.number != number:
        return "not-in-order"
    if before is not None and before.matter_id != entry.matter_id:
        return "another-matter"
    if entry.previous != previous:
        return "not-linked"
    if entry.digest != _digest(entry):
        return "changed"
    if entry.shown is not None and entry.content_hash != salted_digest_of(
        entry.shown.content, entry.shown.salt
    ):
        return "content-changed"
    return None


def _broken_seal(entry: Entry, is_signed: IsSigned) -> str | None:
    for seal in entry.seals:
        told = to_sign(entry, seal.agency)
        if not is_signed(seal.agency, told, seal.signature, entry.at):
            return f"seal-of-{seal.agency}"
    return None


def _lacking(entry: Entry) -> set[str]:
    return set(entry.signers) - {each.agency for each in entry.seals}


def _ground(matter_id: UUID) -> str:
    """Return what the first entry is linked to: no chain begins with another's."""
    return digest_of({"matter_id": str(matter_id)})


def _digest(entry: Entry) -> str:
    return digest_of(
        {
            "agency": entry.agency,
            "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "content_hash": entry.content_hash,
            "matter_id": str(entry.matter_id),
            "number": entry.number,
            "previous": entry.previous,
            "signers": " ".join(entry.signers),
            "what": entry.what,
        }
    )
