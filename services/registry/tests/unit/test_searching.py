"""Finding people as one types."""

from uuid import uuid4

import pytest

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.adapters.searching.pinyin import readings_of
from registry.application.searching import handlers
from registry.application.searching.commands import IndexResidents, SearchResidents
from registry.application.searching.handlers import MOST_SHOWN
from registry.domain.errors import OutOfReach
from registry.domain.searching.sounds import MOST_READINGS
from registry.domain.searching.words import read_query, words_of
from services.registry.tests.builders import (
    AT_HOME,
    COMMUNITY,
    DEPARTMENT,
    LATER,
    OTHER,
    SYSTEM,
    a_cause,
    an_actor,
    an_identity,
    record_duty,
    record_household,
    record_resident,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes import Store, in_memory

pytestmark = pytest.mark.unit

CLERK = an_actor(Role.CLERK)
CHILD = an_identity(born="20150101")


def matches(typed: str, name: str, *addresses: str) -> bool:
    query, words = read_query(typed), words_of(name, addresses, readings_of)
    found = query.musts <= words and all(words & each for each in query.any_of)
    return found and query.fits(name, addresses, readings_of)


SPELT = [
    "lǚ",
    "lǚ bù",
    "lü",
    "lv",
    "LV",
    "lü3",
    "lv3bu4",
    "LǙ BU",
    "lyubu",
    "Lǚbù",
    "lb",
]


@pytest.mark.parametrize("typed", SPELT)
def test_e1_pinyin_is_taken_as_people_type_it(typed):
    assert matches(typed, "吕布")


@pytest.mark.parametrize("typed", ["xǚ", "xu3", "xv", "xü", "XU"])
def test_e1_the_two_dots_go_where_nobody_writes_them(typed):
    assert matches(typed, "许大梨")


def test_syllables_typed_apart_are_one_name_and_numbers_of_doors_stay():
    assert matches("zhang1 xiao3 li4", "张小丽")
    assert not matches("zhang1 xiao3 li4", "张大丽")
    assert matches("lvelve", "略略")
    assert matches("josé", "José")
    assert read_query("a3").musts == {"d:3"}
    assert read_query("a3栋").terms == ("a3栋",)


TYPED = [
    "曾小梨",
    "小梨",
    "曾",
    "zengxiaoli",
    "Xiaoli",
    "zxl",
    "曾（zēng）小梨",
    "Ｚｘｌ",
    "zeng",
    "金科苑東街",
    "东街65号",
]


@pytest.mark.parametrize(
    "typed", [*TYPED, "ceng xiaoli", "曾 小梨", "zxl 东街", "小梨，65号9栋"]
)
def test_e1_e2_somebody_is_found_as_one_types(typed):
    assert matches(typed, "曾小梨", AT_HOME, "梨花巷7号")


@pytest.mark.parametrize(
    "typed", ["曾梨", "梨", "小", "dxl", "wang", "东街66号", "街金", "曾小梨 66"]
)
def test_nobody_is_found_by_what_is_not_theirs(typed):
    assert not matches(typed, "曾小梨", AT_HOME)


@pytest.mark.parametrize("typed", ["曾 小 梨", "曾\u00a0小\u3000梨"])
def test_e1_a_name_of_characters_typed_apart_is_one(typed):
    assert matches(typed, "曾小梨")
    assert not matches(typed, "曾大梨", "小梨巷")


@pytest.mark.parametrize(
    "typed",
    [
        "fengyingqiu",
        "fengying",
        "feng ying",
        "yingqiu",
        "ying qiu",
        "feng",
        "fy",
        "yq",
        "fyq",
        "feng2",
        "feng2 ying4",
        "feng2ying4qiu1",
        "féng yìng",
        "féngyìngqiū",
        "yìngqiu",
        "映秋 feng2",
    ],
)
def test_e1_a_part_of_a_name_is_found_by_its_pinyin_and_its_initials(typed):
    assert matches(typed, "冯映秋")


@pytest.mark.parametrize(
    "typed",
    ["feng4", "feng2 ying1", "fèngyìng", "qiu", "qiuying", "fq", "ngying", "engyi"],
)
def test_e1_tones_narrow_and_no_name_is_found_by_a_piece_of_a_syllable(typed):
    assert not matches(typed, "冯映秋")


def test_e1_parts_of_long_names_are_found_and_their_words_stay_few():
    assert matches("xiuwen", "欧阳修文")
    assert matches("ouyang", "欧阳修文")
    assert matches("maimaiti", "阿卜杜拉麦麦提")
    assert len(words_of("麦" * 60, [], readings_of)) < 20
    assert matches("xian1", "先")
    assert not read_query("xīq").tones


def test_numbers_count_with_what_they_are_said_of():
    query = read_query("3号3栋")
    assert query.musts == {"n:3号", "n:3栋"}
    assert read_query("3栋2").musts == {"n:3栋", "d:2"}
    assert query.loosened.musts == {"d:3"}
    assert not query.musts <= words_of("白梨", ["梨花巷3号1栋3单元"], readings_of)


def test_words_that_lie_apart_do_not_make_a_text():
    query, words = read_query("小梨花"), words_of("小梨", ["梨花巷"], readings_of)
    assert query.musts <= words
    assert not query.fits("小梨", ["梨花巷"], readings_of)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("单雄信", "shanxiongxin"),
        ("仇和", "qiuhe"),
        ("万俟洛", "moqiluo"),
        ("吕布", "lvbu"),
        ("吕布", "lubu"),
        ("呂布", "lyubu"),
        ("麦克John", "john"),
    ],
)
def test_every_reading_of_a_surname_finds_its_bearer(name, typed):
    assert matches(typed, name)


def test_readings_stay_few_and_need_characters():
    words = words_of("单仇曾解查区", [], readings_of)
    whole = [word for word in words if word[0] == "i" and len(word) == len("i:abcdef")]
    assert 1 < len(whole) <= MOST_READINGS
    assert readings_of("…") == ()
    assert words_of("…", [], readings_of) == {"c:"}
    assert words_of("单", [], readings_of) >= {"c:单", "p:shan", "i:s"}


@pytest.mark.parametrize("typed", ["", " ", "，。", "a1"[:0], "\u3000"])
def test_nothing_typed_is_nothing_to_find(typed):
    with pytest.raises(Invalid) as refused:
        read_query(typed)
    assert refused.value.fields == {"text": "nothing-to-find"}


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def say(store):
    bus = in_memory(store)
    for command in [*the_tree(), record_staff()]:
        bus.handle(command, a_cause())
    return lambda command: bus.handle(command, a_cause())


def find(text, actor=CLERK):
    return SearchResidents(actor=actor, text=text)


@pytest.fixture
def mine(say):
    home, person = uuid4(), uuid4()
    say(record_household(home, address=AT_HOME))
    say(record_resident(person, household_id=home, registered_address=None))
    return home, person


def test_who_is_found_is_masked_and_every_look_is_written_down(say, store, mine):
    _, person = mine
    found = say(find("bxl"))
    assert [card.name for card in found.items] == ["白*梨"]
    assert found.items[0].home_address == "金科苑东街65号9栋***"
    assert found.items[0].building_id == "65-9"
    assert found.more is False
    say(find("王五"))
    assert [(look.resident_id, look.at) for look in store.looks] == [
        (person, LATER),
        (None, LATER),
    ]


@pytest.mark.parametrize(
    ("role", "home", "building"),
    [
        (Role.CLERK, "金科苑东街65号9栋***", "65-9"),
        (Role.SUPERVISOR, "金科苑东街65号9栋***", "65-9"),
        (Role.HANDLER, "金科苑东街***", "***"),
    ],
)
def test_where_somebody_lives_is_shown_as_far_as_a_role_sees_it(
    say, mine, role, home, building
):
    [card] = say(find("小梨", an_actor(role, COMMUNITY))).items
    assert (card.home_address, card.building_id) == (home, building)


def test_where_a_child_lives_is_not_shown_and_who_has_no_home_has_none(say, mine):
    say(record_resident(household_id=mine[0], identity_number=CHILD, name="白桃"))
    say(record_resident(identity_number=None, name="白杏"))
    [child] = say(find("白桃")).items
    assert (child.home_address, child.building_id) == ("***", "***")
    [nowhere] = say(find("白杏")).items
    assert (nowhere.home_address, nowhere.building_id) == (None, None)


def test_somebody_is_found_where_they_live_now(say, mine):
    home, person = mine
    assert say(find("东街65号")).items
    say(record_household(home, address="梨花巷7号3栋2单元5号"))
    assert not say(find("东街65号")).items
    assert say(find("梨花巷")).items
    say(record_resident(person, name="白大梨", registered_address="桃花巷9号"))
    assert not say(find("梨花巷")).items
    assert say(find("大梨 桃花巷9号")).items


def test_nobody_is_found_out_of_reach(say, mine):
    assert not say(find("小梨", an_actor(Role.CLERK, OTHER))).items
    assert say(find("小梨", an_actor(Role.HANDLER, DEPARTMENT))).items
    for actor in (an_actor(Role.OPS, None), an_actor(Role.CLERK, None)):
        with pytest.raises(OutOfReach):
            say(find("小梨", actor))


def test_a07_a_captain_finds_the_people_of_the_own_building(say, mine):
    captain = an_actor(Role.HANDLER, COMMUNITY)
    say(record_resident(identity_number=None))
    assert len(say(find("小梨", captain)).items) == 2
    say(record_duty(scope_id="65-9"))
    assert [card.resident_id for card in say(find("小梨", captain)).items] == [mine[1]]


def test_of_many_the_first_are_shown_and_that_there_are_more_is_told(say):
    for _ in range(MOST_SHOWN + 1):
        say(record_resident(identity_number=None))
    found = say(find("白小梨"))
    assert len(found.items) == MOST_SHOWN
    assert found.more


def test_of_too_many_whom_the_words_found_nobody_else_is_tried(say, monkeypatch):
    monkeypatch.setattr(handlers, "MOST_TRIED", 1)
    home = uuid4()
    say(record_household(home, address="梨花巷1号1栋2单元3号"))
    say(record_resident(household_id=home, registered_address=None))
    found = say(find("1号2单元"))
    assert (found.items, found.more) == ([], True)


def test_who_was_on_file_before_is_indexed_later(say, store, mine):
    store.words.clear()
    assert not say(find("小梨")).items
    assert say(IndexResidents(actor=SYSTEM, resident_ids=(mine[1],))) == 1
    assert say(find("小梨 东街")).items


def test_who_was_on_file_before_numbers_counted_is_still_found(say, store, mine):
    plain = {word for word in store.words[mine[1]] if not word.startswith("n:")}
    store.words[mine[1]] = frozenset(plain)
    assert say(find("小梨 65号9栋")).items
    assert not say(find("小梨 65号8栋")).items


def test_who_was_on_file_before_tones_counted_is_still_found_by_them(say, store, mine):
    old = {word for word in store.words[mine[1]] if not word.startswith("t:")}
    store.words[mine[1]] = frozenset(old)
    assert say(find("bai2 xiao3li2")).items
    assert not say(find("bai3")).items
