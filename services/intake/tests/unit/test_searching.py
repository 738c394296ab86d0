"""Finding a petition by what is known of it: words, address, number, name, phone."""

from itertools import pairwise

import pytest

from intake.application.commands import SubmitTogether
from intake.application.searching import Hits, Reach, SearchDesk
from intake.application.signing import SignPetitions, name_of, person_of
from intake.domain.contact import Contact
from intake.domain.receipt import running_number
from intake.domain.searching import (
    BLOCKS,
    LEAST,
    SIGNS_OF_ONE_SIZE,
    SearchKind,
    asked_by,
    blocks_down,
    found_by,
    part_asked,
)
from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Actor, Role
from minqing_kernel.simplified import simplify
from services.intake.tests.builders import (
    COMMUNITY,
    STORY,
    a_category,
    a_clerk,
    a_street_with_two_communities,
    a_submission,
)
from services.intake.tests.fakes import FakeIntake, FakeSeals, view_of

REACH = Reach(units=(COMMUNITY,), line=(COMMUNITY,))
ASKED = {"reach": REACH, "before": None, "limit": 2}
LAMP = ("樓道燈不亮", "9栋2单元的楼道灯坏了三天。", "金科苑东街65号9栋", 8200)


def finds(text, kind=SearchKind.WORDS, matter=LAMP):
    return set(asked_by(text, kind, simplify)) <= set(found_by(*matter, simplify))


@pytest.mark.parametrize(
    "typed", ["楼道灯", "樓道燈", "2单元", "三天 楼道", "65号", "金科苑 9栋", "东街65"]
)
def test_e2_words_are_found_by_parts_in_both_ways_of_writing(typed):
    assert finds(typed)


@pytest.mark.parametrize("typed", ["电梯", "楼道灯 电梯", "3单元", "6号"])
def test_all_that_was_typed_must_be_there(typed):
    assert not finds(typed)


def test_an_address_is_looked_for_in_the_place_alone():
    assert finds("金科苑9栋", SearchKind.ADDRESS)
    assert not finds("2单元", SearchKind.ADDRESS)


@pytest.mark.parametrize("typed", ["灯", "，。", " "])
def test_one_character_alone_finds_nothing_and_is_refused(typed):
    with pytest.raises(Invalid) as refused:
        asked_by(typed, SearchKind.WORDS, simplify)
    assert refused.value.fields == {"text": "nothing-to-find"}


@pytest.mark.parametrize(
    ("kind", "typed", "part"),
    [
        *(
            (SearchKind.ENDING, " 3476 ", "3476"),
            (SearchKind.ENDING, "３４７６", "3476"),
        ),
        (SearchKind.ENDING, "2611—0003476", "26110003476"),
        *((SearchKind.ENDING, "476", ""), (SearchKind.ENDING, "MQ3476", "")),
        (SearchKind.BEGINNING, "mq-2611-00", "MQ261100"),
        (SearchKind.BEGINNING, "2611 0003", "MQ26110003"),
        (SearchKind.BEGINNING, "MQ2", ""),
        *((SearchKind.BEGINNING, "ABCD", ""), (SearchKind.ENDING, "9栋12号", "")),
    ],
)
def test_a_part_of_a_number_has_four_characters_and_no_dash(kind, typed, part):
    assert part_asked(typed, kind, "MQ") == part


@pytest.mark.parametrize(
    ("kind", "ending", "beginning"),
    [(SearchKind.ENDING, "3476", ""), (SearchKind.BEGINNING, "", "MQ3476")],
)
def test_a_number_is_looked_for_by_a_part_without_a_trace(kind, ending, beginning):
    index = FakeIndex()
    a_desk(index).look(a_clerk(), kind, "3476", **ASKED)
    [asked] = index.asked
    assert (asked.ending, asked.beginning) == (ending, beginning)
    assert index.noted == []


def of_block(sign):
    """The numbers that a block's sign stands for."""
    size, at = divmod(sign, SIGNS_OF_ONE_SIZE)
    return range(at * BLOCKS[size], (at + 1) * BLOCKS[size])


@pytest.mark.parametrize(
    "newest", [0, 4_095, 20_480, 65_536, 300_000, 999_999, 5_000_000]
)
def test_the_blocks_hold_every_number_once_the_newest_first_in_small_steps(newest):
    blocks = [of_block(each) for each in blocks_down(newest)]
    assert newest in blocks[0]
    for one, other in pairwise(blocks):
        assert other.stop == one.start
    assert blocks[-1].start == 0
    assert len(blocks) < 50
    small = [each for each in blocks if len(each) == BLOCKS[0]]
    assert len(small) >= min(LEAST, newest // BLOCKS[0] + 1)


@pytest.mark.parametrize("number", [0, 8_200, 700_000])
def test_a_petition_is_in_one_block_of_each_size_and_found_in_it(number):
    blocks = [each for each in found_by(*LAMP[:3], number, simplify) if each >= 0]
    assert [number in of_block(each) for each in blocks] == [True, True, True]
    assert set(blocks) & set(blocks_down(800_000))


def test_the_running_number_stands_between_month_and_check_digit():
    assert running_number("MQ-2611-0003476") == 347
    assert running_number("OLD") == 0


class Sealed(FakeSeals):
    """Seals, one of which does not open."""

    def open(self, token, about):
        if token == "broken":
            raise ValueError(about)
        return super().open(token, about)


class FakeIndex:
    """Answers with what it was given; keeps what was asked and who looked."""

    def __init__(self, *receipts):
        self.receipts, self.asked, self.noted = receipts, [], []

    def look(self, searched):
        self.asked.append(searched)
        return Hits(receipts=self.receipts, before=None)

    def note_look(self, subjects, *, actor, purpose, field):
        self.noted.append((list(subjects), actor.id, purpose, field))


def a_petition(**changes):
    intake = FakeIntake([a_category()], a_street_with_two_communities())
    said = a_submission(**changes)
    [answer] = intake.bus.handle(SubmitTogether(petitions=(said,)), STORY)
    return intake, intake.store.petitions[answer.petition_id]


def a_desk(index, *views):
    known = {each.receipt: each for each in views}
    return SearchDesk(
        index=index,
        looks=index,
        seen=lambda _, receipts: [known[each] for each in receipts if each in known],
        simplify=simplify,
        prefix="MQ",
        blind_index=FakeSeals().blind_index,
    )


def test_a_petition_gets_its_words_and_its_petitioners_keyed_name():
    intake, petition = a_petition(contact=Contact(name="周小梅"), place="9栋")
    intake.bus.handle(SignPetitions(), STORY)
    [kept] = intake.store.words.values()
    assert kept.petition_id == petition.petition_id
    assert kept.number == running_number(petition.receipt)
    assert set(asked_by("9栋", SearchKind.ADDRESS, str)) <= set(kept.words)
    assert kept.name == name_of("周 小梅", str, FakeSeals().blind_index)


@pytest.mark.parametrize("contact", [None, "broken"])
def test_a_contact_that_is_not_there_or_does_not_open_leaves_the_words(contact):
    intake, petition = a_petition()
    intake.seals.__class__ = Sealed
    petition.contact = contact
    intake.bus.handle(SignPetitions(), STORY)
    [kept] = intake.store.words.values()
    assert kept.name is None
    assert kept.words


def test_words_are_looked_for_without_a_trace():
    _, petition = a_petition()
    view = view_of(petition)
    index = FakeIndex(view.receipt, "MQ-2611-0099999")
    found = a_desk(index, view).look(a_clerk(), SearchKind.WORDS, "路灯", **ASKED)
    assert found.petitions == [view]
    assert index.asked[0].words
    assert index.noted == []


@pytest.mark.parametrize(
    ("kind", "typed"),
    [(SearchKind.NAME, "周小梅"), (SearchKind.TELEPHONE, "138-0000-8000")],
)
def test_a_look_for_a_person_is_written_down_found_or_not(kind, typed):
    _, petition = a_petition(organisation_id=COMMUNITY)
    view = view_of(petition)
    index = FakeIndex(view.receipt)
    a_desk(index, view).look(a_clerk(), kind, typed, **ASKED)
    a_desk(index).look(a_clerk(), kind, typed, **ASKED)
    one, other = index.noted
    who = a_clerk().id
    assert one == ([str(view.petition_id)], who, "case-handling", f"found-by-{kind}")
    assert other[0][0].startswith("nobody:")
    assert typed not in other[0][0]


def test_the_telephone_is_compared_whole_and_without_its_strokes():
    index, blind_index = FakeIndex(), FakeSeals().blind_index
    a_desk(index).look(a_clerk(), SearchKind.TELEPHONE, "+86 138 0000 8000", **ASKED)
    assert index.asked[0].person == person_of("13800008000", blind_index)


def test_who_may_not_read_a_contact_does_not_find_it_by_name():
    _, petition = a_petition(organisation_id=None)
    view = view_of(petition)
    desk = a_desk(FakeIndex(view.receipt), view)
    worker = Actor(id="worker", role=Role.HANDLER, organisation_id=COMMUNITY)
    assert desk.look(worker, SearchKind.NAME, "周小梅", **ASKED).petitions == []
    assert desk.look(a_clerk(), SearchKind.NAME, "周小梅", **ASKED).petitions == [view]


@pytest.mark.parametrize(
    ("kind", "typed"),
    [
        *((SearchKind.NAME, "，"), (SearchKind.TELEPHONE, "138000")),
        *((SearchKind.ENDING, "347"), (SearchKind.BEGINNING, "MQ-2")),
    ],
)
def test_nobody_is_looked_for_where_nothing_was_said(kind, typed):
    with pytest.raises(Invalid):
        a_desk(FakeIndex()).look(a_clerk(), kind, typed, **ASKED)
