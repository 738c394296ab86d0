"""Every word stands in three languages, written for each; none is missing."""

import re
import string
from pathlib import Path

import pytest

import portal.entrypoints.web as web
from portal.domain.telling import Where
from portal.entrypoints.schemas import VERDICTS
from portal.entrypoints.web.pages.front import PERIODS
from portal.entrypoints.web.pages.reviewing import WHY_NOT
from portal.entrypoints.web.pages.tracking import CHIPS
from portal.entrypoints.web.visitor import SIZES, THEMES
from portal.entrypoints.web.words import all_texts

pytestmark = pytest.mark.unit

ROOM = Path(web.__file__).parent
SOURCES = "\n".join(
    file.read_text("utf-8")
    for file in [
        *ROOM.glob("templates/*.html"),
        *ROOM.glob("**/*.py"),
        ROOM.parent / "schemas.py",
        ROOM.parents[1] / "domain" / "telling.py",
    ]
)
SAID = re.compile(r"""\b(?:t|words\(\))\(\s*['"]([a-z0-9.-]+)['"]\s*[,)]""")
FAULT = re.compile(r"""['"](fault\.[a-z.-]+)['"]""")


def slots(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def asked():
    built = {
        *(f"where.{each}" for each in Where),
        *(f"size.{each}" for each in SIZES),
        *(f"theme.{each}" for each in THEMES),
        *(f"chip.{each}" for each in [*CHIPS.values(), "working"]),
        *(f"ledger.{each}" for each in PERIODS),
        *(f"nav.{each}" for each in ("tell", "track", "ledger", "ways")),
        *(f"review.not.{each}" for each in WHY_NOT - {"asked"}),
        *(
            f"{words}.{stage}"
            for words in ("remedy", "remedy.act", "review.title", "review.lead")
            for stage in ("review", "recheck")
        ),
        *(f"urgent.{each}" for each in ("110", "119", "120")),
        *(f"fault.{question}.empty" for question in ("solved", "satisfied")),
        *(
            f"rate.{question}{end}"
            for question in ("solved", "satisfied")
            for end in ["", *(f".{each}" for each in VERDICTS)]
        ),
    }
    return {*SAID.findall(SOURCES), *FAULT.findall(SOURCES), *built}


def test_every_word_that_a_page_says_is_there():
    assert asked() - set(all_texts()) == set()


def test_no_word_is_kept_that_no_page_says():
    composed = ("done.", "error.", "privacy.")
    unsaid = set(all_texts()) - asked()
    assert {each for each in unsaid if not each.startswith(composed)} == set()


def test_the_slots_of_a_text_are_the_same_in_all_languages():
    uneven = [
        key
        for key, texts in all_texts().items()
        if len({frozenset(slots(text)) for text in texts.values()}) != 1
    ]
    assert uneven == []


@pytest.mark.parametrize(
    ("language", "script"), [("zh-TW", "big5"), ("zh-CN", "gb2312")]
)
def test_no_character_of_the_other_script_stands_in_a_text(language, script):
    wrong = {
        key: alien
        for key, texts in all_texts().items()
        if (alien := [each for each in texts[language] if not written(each, script)])
    }
    assert wrong == {}


def written(character, script):
    """Tell whether a script's own list of characters has this one."""
    return bool(character.encode(script, "ignore")) or character in "·÷"
