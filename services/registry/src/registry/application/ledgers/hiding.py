"""What may not be told of a matter: whom it concerns, and which words are sensitive."""

from collections.abc import Collection, Iterable, Iterator
from uuid import UUID

from registry.application.ledgers.ports import LedgersWork
from registry.application.ledgers.reach import petition_of
from registry.domain.identity import birth_date
from registry.domain.ledgers.disclosure import Hidden, finding
from registry.domain.ledgers.errors import NotPublishable, TellsTooMuch
from registry.domain.ledgers.item import ItemAccount, LedgerItem
from registry.domain.ledgers.policy import AboutKind, LedgerPolicy
from registry.domain.ledgers.words import NEUTRAL
from registry.domain.resident import Resident

SHORTEST_ANSWER = 2


def hidden_of(accounts: Iterable[ItemAccount], work: LedgersWork) -> Hidden:
    """Return what is on file of everybody whom these items concern."""
    said = list(accounts)
    people = {key for each in said for key in _people(each, work)}
    residents = dict(work.residents.get_many(sorted(people)))
    lived_in = [each.profile.household_id for each in residents.values()]
    homes = {home for home in [*(e.home_id for e in said), *lived_in] if home}
    for home in sorted(homes):
        residents |= {e.resident_id: e for e in work.residents.of_household(home)}
    households = work.households.get_many(sorted(homes))
    staff = (work.staff.find(e.person) for e in said if e.person is not None)
    names = {each.profile.particulars.name for each in residents.values()}
    names |= {each.profile.name for each in staff if each is not None}
    born = {day for each in residents.values() for day in _birthdays(each)}
    addresses = {each.profile.address for each in households.values()}
    return Hidden(
        names=names | born | {sound for each in names for sound in _sounds(each, work)},
        numbers={number for e in residents.values() for number in _numbers(e)},
        addresses=addresses | {a for e in residents.values() for a in _address(e)},
    )


def sensitive_words(policy: LedgerPolicy, work: LedgersWork) -> frozenset[str]:
    """Return the place's words, and the answers to questions of class 3."""
    answers = {e for e in work.ledgers.sensitive_words() if len(e) >= SHORTEST_ANSWER}
    return policy.words | (answers - NEUTRAL)


def must_be_publishable(
    item: LedgerItem, policy: LedgerPolicy, work: LedgersWork
) -> None:
    """Refuse (NotPublishable) what stands, or stood, in a restricted ledger.

    It is not said why: that a matter is in such a ledger is itself restricted.
    """
    said = item.account
    standing = petition_of(said, work)
    if (
        item.restricted
        or policy.ledger(said.ledger).restricted
        or work.ledgers.is_restricted(said.about)
        or (standing is not None and standing.accused)
    ):
        raise NotPublishable


def must_tell_nothing(
    texts: dict[str, str], hidden: Hidden, words: Collection[str]
) -> None:
    """Refuse (TellsTooMuch) texts that tell of people; it says what kind, not what."""
    found = {field: finding(text, hidden, words) for field, text in texts.items()}
    wrong = {field: kind for field, kind in found.items() if kind is not None}
    if wrong:
        raise TellsTooMuch(fields=wrong)


def _people(said: ItemAccount, work: LedgersWork) -> Iterator[UUID]:
    resident, petition = (
        said.about.key(kind) for kind in (AboutKind.RESIDENT, AboutKind.PETITION)
    )
    if resident is not None:
        yield resident
    if petition is not None:
        yield from work.petitions.residents_of(petition)


def _sounds(name: str, work: LedgersWork) -> Iterator[str]:
    """Yield a name as it is written in Latin letters."""
    for reading in work.search.readings(name):
        if len(reading) > 1:
            yield "".join(reading)


def _numbers(resident: Resident) -> Iterator[str]:
    particulars = resident.profile.particulars
    yield from filter(None, (particulars.identity_number, particulars.telephone))


def _birthdays(resident: Resident) -> Iterator[str]:
    """Yield the day of birth as people write it."""
    number = resident.profile.particulars.identity_number
    born = birth_date(number) if number else None
    if born is not None:
        yield f"{born.year}年{born.month}月{born.day}日"


def _address(resident: Resident) -> Iterator[str]:
    yield from filter(None, [resident.profile.particulars.registered_address])
