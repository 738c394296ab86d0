"""Fingerprints of a matter, compared with a neighbour's (第19条)."""

import os
from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.adapters.pair_keys import PairKeys
from intake.application.marking import mark
from intake.domain.contact import Contact
from intake.domain.marking import CATEGORY, PLACE, looked, persons, told
from intake.domain.policy import STATUTORY_POLICY
from minqing_chassis.settings import SettingsError
from minqing_kernel.clock import FrozenClock
from services.intake.tests.fakes import FakeSeals

pytestmark = pytest.mark.unit
DAY = date(2026, 3, 5)
QIN = Contact.of(telephone="138 0000 1234", identity="51010619900101123x")
KEYS = PairKeys({"jinniu-district": {"2026": b"k" * 32}})
FAR = "jinniu-district"
NOON = datetime(2026, 3, 31, 17, tzinfo=UTC)


def prints(phrases, keys=KEYS):
    return set(keys.fingerprints(FAR, phrases))


@given(
    digits=st.text("0123456789", min_size=7, max_size=12).filter(
        lambda said: said[:2] not in {"86", "00"}
    ),
    gaps=st.lists(
        st.sampled_from(["", " ", "-", "（", "）"]), min_size=12, max_size=12
    ),
    wide=st.booleans(),
    before=st.sampled_from(["", "+86 ", "0086-"]),
)
def test_one_telephone_has_one_fingerprint_however_it_is_written(
    digits, gaps, wide, before
):
    written = "".join(a + b for a, b in zip(digits, gaps, strict=False))
    if wide:
        written = written.translate({n: n + 0xFEE0 for n in range(0x30, 0x3A)})
    if before and len(digits) < 11:
        before = ""
    spoken = Contact.of(telephone=before + written)
    assert persons(spoken) == [("telephone", digits)]


@given(st.binary(min_size=32, max_size=32), st.binary(min_size=32, max_size=32))
def test_different_keys_or_periods_never_make_the_same(one, other):
    phrases = looked(QIN, "lighting", "510106040019", DAY)
    mine = prints(phrases, PairKeys({FAR: {"2026": one}}))
    assert mine.isdisjoint(prints(phrases, PairKeys({FAR: {"2027": one}})))
    if one != other:
        assert mine.isdisjoint(prints(phrases, PairKeys({FAR: {"2026": other}})))


def test_art19_a_later_matter_finds_the_earlier_and_no_older_one():
    first = prints(told(QIN, "lighting", "510106040019", DAY))
    for day, found in [
        (DAY, True),
        (date(2026, 6, 30), True),
        (date(2026, 7, 1), False),
        (date(2026, 2, 28), False),
    ]:
        again = prints(looked(QIN, "lighting", "510106", day))
        assert bool(first & again) is found, day


@pytest.mark.parametrize(
    ("changes", "category", "division", "sorts"),
    [
        ({}, "lighting", "510106", {CATEGORY, PLACE}),
        ({"identity": ""}, "lighting", "510106", {CATEGORY, PLACE}),
        ({}, "noise", "510106", {PLACE}),
        ({}, None, "510106", {PLACE}),
        ({}, "lighting", "510107", {CATEGORY}),
        ({}, "lighting", "51", {CATEGORY}),
        ({"telephone": "13900001234", "identity": ""}, "lighting", "510106", set()),
    ],
)
def test_near_equals_share_some_and_strangers_none(changes, category, division, sorts):
    first = prints(told(QIN, "lighting", "510106040019", DAY))
    again = prints(looked(replace(QIN, **changes), category, division, DAY))
    assert {each[0] for each in first & again} == sorts


def test_what_tells_no_person_from_others_is_not_compared():
    nobody = Contact.of(
        name="秦某", telephone="12345", identity="abc", address="一号路"
    )
    assert told(nobody, "lighting", "510106", DAY) == ()


def test_a_fingerprint_tells_neither_number_nor_category():
    for each in prints(told(QIN, "lighting", "510106", DAY)):
        assert len(each) == 33
        assert not any(word in each for word in ("1380", "5101", "light"))


class Noted:
    def __init__(self):
        self.marked = []
        self.marks = self

    def note(self, marked):
        self.marked.append(marked)


def marked(told_now=None, keys=KEYS, sealed=None, **petition):
    work = Noted()
    desk = SimpleNamespace(
        pair_keys=keys,
        clock=FrozenClock(NOON),
        policy_at=lambda _: STATUTORY_POLICY,
        seals=FakeSeals(),
    )
    about = {
        "petition_id": UUID(int=1),
        "receipt": "MQ-1",
        "revision": 2,
        "organisation_id": None,
        "received_at": NOON,
        "category": "lighting",
        "division_code": "510106",
        "contact": sealed,
        "nature": SimpleNamespace(accused=frozenset()),
    }
    mark(SimpleNamespace(**about | petition), work, desk, told_now)
    return work.marked


def test_a_petition_is_marked_for_each_neighbour_by_what_was_told_or_sealed():
    [fresh] = marked(QIN)
    sealed = {"about": str(UUID(int=1)), "document": QIN.to_dict()}
    assert marked() != [fresh]
    assert sealed_and_marked(sealed) == [fresh]
    # The month is that of the place, where the day has ended already.
    april = prints(told(QIN, "lighting", "510106", date(2026, 4, 1)))
    assert april == set(fresh.marks[0].told)


def sealed_and_marked(token):
    """Mark a petition of which only the sealed contact is at hand."""
    return marked(None, sealed=token)


def test_what_cannot_be_opened_or_accuses_somebody_is_compared_with_nothing():
    [broken] = sealed_and_marked({"about": "another", "document": {}})
    [accusing] = marked(QIN, nature=SimpleNamespace(accused=frozenset({"u"})))
    for each in (broken, accusing):
        assert each.marks[0].told == each.marks[0].looked == ()


def test_without_keys_nothing_is_marked():
    assert marked(QIN, keys=None) == []


def test_keys_are_read_from_their_folder_and_what_is_wrong_is_refused(tmp_path):
    assert PairKeys.of_folder(None) is None
    with pytest.raises(SettingsError):
        PairKeys.of_folder(tmp_path / "none")
    for period in ("2026", "2027"):
        (tmp_path / f"{FAR}.{period}.key").write_text(os.urandom(32).hex())
    keys = PairKeys.of_folder(tmp_path)
    assert keys.agencies() == (FAR,)
    phrases = told(QIN, "lighting", "510106", DAY)
    assert len(keys.fingerprints(FAR, phrases)) == 2 * len(phrases)
    for name, said in [
        (f"{FAR}.2028.key", "ab" * 32),
        ("Nobody.key", "ab" * 32),
        ("other.2026.key", "ab"),
        ("other.2026.key", "Schlüssel"),
    ]:
        (tmp_path / name).write_text(said, "utf-8")
        with pytest.raises(SettingsError):
            PairKeys.of_folder(tmp_path)
        (tmp_path / name).unlink()
