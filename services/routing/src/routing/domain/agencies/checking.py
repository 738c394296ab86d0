"""Whether a directory is right as a whole: every fault, by agency and field."""

import base64
import binascii
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from routing.domain.agencies.directory import (
    RANK,
    Agency,
    Directory,
    Grant,
    Key,
    Kind,
    Level,
    TakenOver,
)
from routing.domain.agencies.division import (
    CITY,
    DISTRICT,
    PROVINCE,
    STREET,
    area_of,
    is_division_code,
    lies_in,
)
from routing.domain.handover.forms import Form
from routing.domain.rule import PATTERN

KEY_BYTES = 32
HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,252})")
VHOST = re.compile(r"(?:/[A-Za-z0-9._%-]{1,100})?")
UPWARD = frozenset({Form.RAISE, Form.LEAD, Form.REVIEW})
"""What an agency takes only from those below it."""
DIGITS = {
    Level.STREET: STREET,
    Level.DISTRICT: DISTRICT,
    Level.CITY: CITY,
    Level.PROVINCE: PROVINCE,
}
"""How many digits count of a government's division code."""
DOWNWARD = frozenset({Form.ENTRUST})
"""What an agency takes only from those above it, or beside it under one superior."""


@dataclass(frozen=True, order=True)
class Fault:
    """What is wrong, where."""

    agency_id: str
    field: str
    why: str


def faults(agencies: Sequence[Agency], day: date) -> list[Fault]:
    """Return everything that is wrong with these agencies on that day, in order."""
    directory = Directory(agencies)
    found = set(_doubles(agencies))
    gone = {e for each in agencies for e in directory.taken_over(each.agency_id, day)}
    for each in agencies:
        found.update(_place(each, directory))
        found.update(_division(each, directory, gone))
        found.update(_keys(each, day, gone=each.agency_id in gone))
        if each.broker is not None and not is_broker_address(each.broker):
            found.add(Fault(each.agency_id, "broker", "not-an-address"))
        found.update(_grants(each, directory))
        found.update(_compares(each, directory))
        found.update(_taken_over(each, directory, day))
    return sorted(found)


def _doubles(agencies: Sequence[Agency]) -> Iterator[Fault]:
    ids = Counter(each.agency_id for each in agencies)
    public = Counter(key.public for each in agencies for key in each.keys)
    given = Counter(each for agency in agencies for each in agency.receipts)
    for each in agencies:
        if ids[each.agency_id] > 1:
            yield Fault(each.agency_id, "id", "already-exists")
        for place, prefix in enumerate(each.receipts):
            if given[prefix] > 1:
                yield Fault(each.agency_id, f"receipts.{place}", "already-exists")
        for place, key in enumerate(each.keys):
            if public[key.public] > 1:
                yield Fault(each.agency_id, f"keys.{place}.public", "already-exists")


def _place(agency: Agency, directory: Directory) -> Iterator[Fault]:
    """Yield what is wrong with its parent: 政府 one level up, a department's own."""
    if agency.parent is None:
        if agency.kind is Kind.DEPARTMENT:
            yield Fault(agency.agency_id, "parent", "missing")
        return
    parent = directory.find(agency.parent)
    if parent is None:
        yield Fault(agency.agency_id, "parent", "not-known")
        return
    above = RANK[agency.level] + (agency.kind is Kind.GOVERNMENT)
    if parent.kind is not Kind.GOVERNMENT or RANK[parent.level] != above:
        yield Fault(agency.agency_id, "parent", "wrong-level")


def _division(
    agency: Agency, directory: Directory, gone: AbstractSet[str]
) -> Iterator[Fault]:
    """Yield what is wrong with its area: one of its level, within its parent's."""
    why = _misplaced(agency, directory, gone) if agency.division else None
    if why is not None:
        yield Fault(agency.agency_id, "division", why)


def _misplaced(
    agency: Agency, directory: Directory, gone: AbstractSet[str]
) -> str | None:
    code = agency.division or ""
    if not is_division_code(code):
        return "not-a-code"
    area, parent = area_of(code), directory.find(agency.parent)
    above = parent.division if parent else None
    if agency.kind is Kind.DEPARTMENT:
        theirs = above is None or area == area_of(above)
        return None if theirs else "not-of-its-government"
    if len(area) != DIGITS[agency.level]:
        return "wrong-level"
    if above is not None and not lies_in(code, above):
        return "outside-its-parent"
    others = [e for e in directory if e is not agency and e.agency_id not in gone]
    return "already-exists" if _is_had(area, others) else None


def _is_had(area: str, others: Iterable[Agency]) -> bool:
    governments = (e.division for e in others if e.kind is Kind.GOVERNMENT)
    return any(each is not None and area_of(each) == area for each in governments)


def _keys(agency: Agency, day: date, *, gone: bool) -> Iterator[Fault]:
    """Yield what is wrong with its keys; who became part of another signs no more."""
    ids = Counter(key.key_id for key in agency.keys)
    for place, key in enumerate(agency.keys):
        if ids[key.key_id] > 1:
            yield Fault(agency.agency_id, f"keys.{place}.id", "already-exists")
        if not is_public_key(key.public):
            yield Fault(agency.agency_id, f"keys.{place}.public", "not-a-key")
        if _never_holds(key):
            yield Fault(agency.agency_id, f"keys.{place}.valid_until", "out-of-time")
        if gone and key.holds(day):
            yield Fault(agency.agency_id, f"keys.{place}.valid_until", "taken-over")
    if not gone and not any(key.holds(day) for key in agency.keys):
        yield Fault(agency.agency_id, "keys", "none-in-force")


def _never_holds(key: Key) -> bool:
    return key.valid_until is not None and key.valid_until <= key.valid_from


def is_public_key(public: str) -> bool:
    """Tell whether that is urlsafe base64 of 32 bytes, written without padding."""
    try:
        raw = base64.b64decode(public + "=", altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return False
    plain = base64.urlsafe_b64encode(raw).decode().rstrip("=")
    return len(raw) == KEY_BYTES and plain == public


def is_broker_address(address: str) -> bool:
    """Tell whether that reads `amqps://host:port`, perhaps with a virtual host."""
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return False
    return (
        parts.scheme == "amqps"
        and HOST.fullmatch(parts.netloc.rpartition(":")[0]) is not None
        and bool(port)
        and VHOST.fullmatch(parts.path) is not None
        and not (parts.query or parts.fragment)
    )


def _grants(agency: Agency, directory: Directory) -> Iterator[Fault]:
    senders = Counter(grant.sender for grant in agency.grants)
    for place, grant in enumerate(agency.grants):
        field = f"grants.{place}"
        if senders[grant.sender] > 1:
            yield Fault(agency.agency_id, f"{field}.from", "already-exists")
        if grant.sender == agency.agency_id:
            yield Fault(agency.agency_id, f"{field}.from", "itself")
        elif directory.find(grant.sender) is None:
            yield Fault(agency.agency_id, f"{field}.from", "not-known")
        else:
            why = _refused(agency, grant, directory)
            yield from (Fault(agency.agency_id, f"{field}.{f}", w) for f, w in why)


def _compares(agency: Agency, directory: Directory) -> Iterator[Fault]:
    """Yield whom it compares with that is no neighbour, or does not say so, too."""
    neighbours = directory.neighbours(agency.agency_id)
    for place, far in enumerate(agency.compares):
        if far not in neighbours:
            yield Fault(agency.agency_id, f"compares.{place}", "no-neighbour")
        elif not directory.compares(agency.agency_id, far):
            yield Fault(agency.agency_id, f"compares.{place}", "not-mutual")


def _taken_over(agency: Agency, directory: Directory, day: date) -> Iterator[Fault]:
    """Yield who cannot have become part of it, or is still dealt with although it did.

    It stays in the directory with its old keys: by them its old tenures are believed.
    """
    for place, part in enumerate(agency.took_over):
        field = f"took_over.{place}"
        theirs = directory.find(part.agency_id)
        if part.agency_id == agency.agency_id:
            yield Fault(agency.agency_id, field, "itself")
        elif theirs is None:
            yield Fault(agency.agency_id, field, "not-known")
        elif any(_takes(each, part) for each in directory if each is not agency):
            yield Fault(agency.agency_id, field, "already-exists")
        elif part.since <= day and directory.neighbours(part.agency_id):
            yield Fault(part.agency_id, "grants", "taken-over")


def _takes(agency: Agency, part: TakenOver) -> bool:
    return any(each.agency_id == part.agency_id for each in agency.took_over)


def _refused(
    agency: Agency, grant: Grant, directory: Directory
) -> Iterator[tuple[str, str]]:
    """Yield (field, why) for what that agency cannot take from that sender."""
    if not grant.forms:
        yield "forms", "missing"
    yield from (("categories", why) for why in _unsaid(grant))
    if Form.RETURN in grant.forms:
        yield "forms", "needs-no-grant"
    below = agency.agency_id in directory.above(grant.sender)
    if grant.forms & UPWARD and not below:
        yield "forms", "not-from-below"
    if grant.forms & DOWNWARD and below:
        yield "forms", "not-from-above"
    if directory.common_superior(agency.agency_id, grant.sender) is None:
        yield "from", "no-common-superior"


def _unsaid(grant: Grant) -> Iterator[str]:
    """Yield what is wrong with its categories: none, one twice, one that is none."""
    if not grant.categories:
        yield "missing"
    if len(set(grant.categories)) < len(grant.categories):
        yield "already-exists"
    if not all(PATTERN.fullmatch(each) for each in grant.categories):
        yield "not-a-category"
