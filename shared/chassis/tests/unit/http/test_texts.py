"""Every refusal can be read in every language."""

import string

import pytest

from minqing_chassis.http.problems import _GENERIC
from minqing_chassis.http.texts import (
    LANGUAGES,
    IncompleteTexts,
    Texts,
    language_for,
    missing_texts,
    own_table,
)

pytestmark = pytest.mark.unit


def holes(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_no_text_is_missing_in_any_language():
    assert missing_texts(own_table()) == []


def test_a_code_says_the_same_arguments_in_every_language():
    for code, texts in own_table().items():
        assert len({frozenset(holes(text)) for text in texts.values()}) == 1, code


def test_every_detail_belongs_to_a_code():
    table = own_table()
    details = [code for code in table if code.endswith(".detail")]
    assert details and all(code.removesuffix(".detail") in table for code in details)


def test_a_text_whose_slots_nobody_fills_is_read_without_them():
    assert Texts().find("too-long", "en", {"max": 5}).endswith("longer than 5")
    assert Texts().find("too-long", "en") == "It is too long: shorten it"


@pytest.mark.parametrize(
    "choices, read",
    [("a, b", "a: first; b: second"), ("a, c", "a, c"), ("c", "c")],
    ids=["all have words", "one has none", "none has"],
)
def test_choices_are_read_with_their_words_where_all_of_them_have_some(choices, read):
    words = {"choice.a": "first", "choice.b": "second"}
    texts = Texts(
        {code: dict.fromkeys(LANGUAGES, said) for code, said in words.items()}
    )
    found = texts.find("not-one-of", "en", {"choices": choices})
    assert found == f"It must be one of: {read}"


def test_every_status_we_answer_with_has_a_title():
    assert set(_GENERIC.values()) <= set(own_table())


def test_the_texts_of_a_service_come_beside_our_own():
    ours = {"no-such-grid": dict.fromkeys(LANGUAGES, "grid")}
    texts = Texts(ours)
    assert texts.find("no-such-grid", "en") == "grid"
    assert texts.find("not-found", "zh-TW") == "找不到資料"
    assert texts.find("unheard-of", "en") is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_service_that_forgot_a_language_does_not_start(language):
    texts = dict.fromkeys(LANGUAGES, "x") | {language: ""}
    with pytest.raises(IncompleteTexts, match=language):
        Texts({"no-such-grid": texts})


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "zh-CN"),
        ("", "zh-CN"),
        ("fr", "zh-CN"),
        ("en", "en"),
        ("en-GB,en;q=0.9", "en"),
        ("zh", "zh-CN"),
        ("zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("zh-TW", "zh-TW"),
        ("zh-Hant-HK", "zh-TW"),
        ("zh-HK,en;q=0.5", "zh-TW"),
        ("zh-Hans", "zh-CN"),
        ("fr,en;q=0.4,zh-TW;q=0.5", "zh-TW"),
        ("en;q=0,zh-TW", "zh-TW"),
        ("en;q=nonsense,zh-TW", "zh-TW"),
        ("*", "zh-CN"),
        (",;,q=,;;", "zh-CN"),
    ],
)
def test_the_best_of_our_languages_is_chosen(header, language):
    assert language_for(header) == language
