"""Every word stands in three languages, written for each; none is missing."""

import json
import re
import string
from pathlib import Path

import pytest

import portal.entrypoints.web as web
from portal.adapters.handover_door import FileReply
from portal.domain.published import COLUMNS
from portal.domain.staff import INSIDE
from portal.domain.telling import Where
from portal.entrypoints.schemas import VERDICTS
from portal.entrypoints.web.desk.acts import ACTS
from portal.entrypoints.web.desk.calls import REASONS
from portal.entrypoints.web.desk.decisions import DECISIONS
from portal.entrypoints.web.desk.decisions import LOOKS as AT_THE_DOOR
from portal.entrypoints.web.desk.handover_forms import DEEDS, MODES
from portal.entrypoints.web.desk.handovers import LOOKS as AWAY
from portal.entrypoints.web.desk.handovers import SIDES, UNSEEN
from portal.entrypoints.web.desk.history import CLOCKS
from portal.entrypoints.web.desk.looks import LOOKS
from portal.entrypoints.web.desk.operations import SETTLED
from portal.entrypoints.web.desk.schemas import CONTACTS, GROUNDS, OUTCOMES, PURPOSES
from portal.entrypoints.web.desk.watch import RATES
from portal.entrypoints.web.pages.published import NARROWED, PERIODS
from portal.entrypoints.web.pages.reviewing import WHY_NOT
from portal.entrypoints.web.pages.tracking import CHIPS
from portal.entrypoints.web.visitor import SIZES, THEMES
from portal.entrypoints.web.words import all_texts, words_in
from portal.settings import ENVIRONMENTS, PRODUCTION
from services.portal.tests import admin_words, aside_words, desk_words, field_words
from services.portal.tests.booking_words import own_data, receptions
from services.portal.tests.papers_words import papers
from services.portal.tests.steering_words import composed as steering

pytestmark = pytest.mark.unit

ROOM = Path(web.__file__).parent
SOURCES = "\n".join(
    file.read_text("utf-8")
    for file in [
        *ROOM.glob("templates/**/*.html"),
        *ROOM.glob("**/*.py"),
        ROOM.parent / "schemas.py",
        ROOM.parent / "booking_forms.py",
        ROOM.parent / "data_forms.py",
        ROOM.parents[1] / "domain" / "telling.py",
        ROOM.parents[1] / "domain" / "monthly.py",
        ROOM.parents[1] / "domain" / "notices.py",
        ROOM.parents[1] / "domain" / "staff.py",
        ROOM.parents[1] / "application" / "signing_in.py",
    ]
)
SAID = re.compile(r"""\b(?:t|g\.words|words\(\))\(\s*['"]([a-z0-9.-]+)['"]\s*[,)]""")
FAULT = re.compile(r"""['"](fault\.[a-z.-]+)['"]""")


def slots(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def asked():
    built = {
        *(f"where.{each}" for each in Where),
        *(f"size.{each}" for each in SIZES),
        *(f"environment.{each}" for each in set(ENVIRONMENTS) - {PRODUCTION}),
        *(f"theme.{each}" for each in THEMES),
        *(f"chip.{each}" for each in [*CHIPS.values(), "working"]),
        *(f"ledger.{each}" for each in PERIODS),
        *(f"nav.{each}" for each in ("tell", "track", "ledger", "ways")),
        *(f"entry.{name}" for name in COLUMNS),
        *(f"entries.{name}" for name in NARROWED),
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
    return {
        *desk(),
        *admin_words.composed(),
        *desk_words.composed(),
        *aside_words.composed(),
        *field_words.composed(),
        *receptions(),
        *own_data(),
        *papers(),
        *steering(),
        *SAID.findall(SOURCES),
        *FAULT.findall(SOURCES),
        *built,
    }


def desk():
    """The words that the pages of staff put together."""
    areas = ("return", "extension", "extension-decision", "return-decision", "urge")
    return {
        *(f"door.state.{each}" for each in AT_THE_DOOR),
        *(f"door.did.{each}" for each in DECISIONS),
        *(f"ground.{each}" for each in GROUNDS),
        *(f"door.{each}" for each in LONG),
        *(f"door.{each}-hint" for each in LONG),
        *(f"fault.{each}.empty" for each in LONG),
        *("door.none", "door.back"),
        *(f"role.{each}" for each in INSIDE),
        *(f"state.{each}" for each in LOOKS),
        *(f"owed.{each}" for each in (*CLOCKS, "acceptance")),
        *(f"did.{each}" for each in ACTS),
        *(f"act.{each}" for each in ACTS),
        *(f"act.{each}.reason" for each in areas),
        *(f"act.{each}.granted" for each in areas if each.endswith("decision")),
        *("act.answer.reply", "act.answer.note", "act.remark.note"),
        *(f"outcome.{each}" for each in OUTCOMES),
        *(f"purpose.{each}" for each in PURPOSES),
        *(f"contacted.{each}" for each in CONTACTS),
        *("fault.contact-words.empty", "act.contact.note"),
        *(f"alike.{each}" for each in REASONS),
        *(f"granted.{each}" for each in ("true", "false")),
        *(f"clock.{each}" for each in ("paused", "hours", "days")),
        *(f"clock.over-{each}" for each in ("hours", "days")),
        *(f"account.{each}" for each in ("old", "new", "again")),
        *(f"contact.{each}" for each in ("name", "telephone", "email", "address")),
        *(f"fault.{each}.empty" for each in ("reply", "why", "note")),
        *(f"desk.filter.{each}" for each in ("mine", "late")),
        *(f"told.{each}" for each in TOLD),
        *(f"rate.{each}" for each in RATES),
        *(f"ops.did.{each}" for each in SETTLED),
        *(f"desk.nav.{each}" for each in ("inbox", "door", "watch", "call", "ops")),
        *handovers(),
        *("desk.none", "desk.none-next", "desk.end", "desk.first"),
    }


def handovers():
    """The words of the pages of hand-overs to other agencies."""
    return {
        "desk.nav.handovers",
        *(f"handover.{each}" for each in AWAY),
        *(f"mode.{each}" for each in (*MODES, "return", "review", "compare")),
        *(f"mode.{each}.hint" for each in MODES),
        *(f"deed.{each}" for each in DEEDS),
        *(f"deed.did.{each}" for each in DEEDS),
        *(
            f"handovers.{words}.{side}"
            for words in ("of", "hint", "agency")
            for side in SIDES
        ),
        *(f"handovers.said.{each}" for each in UNSEEN),
        *(f"file.{each}" for each in FileReply().fields if each != "due_at"),
        *(f"offer.{each}" for each in ("why", "summary")),
        *(f"same.{how}.{by}" for how in ("open", "ended") for by in GRADES),
        *(f"fault.{each}.empty" for each in ("why", "summary")),
    }


GRADES = ("category", "place")
LONG = ("missing", "elsewhere", "explanation")
TOLD = (
    "public",
    "assigned",
    "remark",
    "answer",
    "returned",
    "extension",
    "pressed",
    "split",
    "split-off",
)


def test_every_word_that_a_page_says_is_there():
    assert asked() - set(all_texts()) == set()


def test_no_word_is_kept_that_no_page_says():
    composed = ("done.", "error.", "privacy.", "channel.")
    unsaid = set(all_texts()) - asked()
    assert {each for each in unsaid if not each.startswith(composed)} == set()


def test_a_word_stands_in_one_file_alone():
    files = sorted(ROOM.glob("texts*.json"))
    keys = [key for each in files for key in json.loads(each.read_text("utf-8"))]
    assert len(keys) == len(set(keys))


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


def test_one_is_told_of_one_and_more_of_more():
    left = words_in("en")
    assert left("left.days", days=1) == "1 day left"
    assert left("left.days", days="1") == "1 day left"
    assert left("left.days", days=0) == "0 days left"
    assert left("arrivals.counts", n=1, people=3) == "1 arrival, 3 people."
    assert words_in("zh-CN")("left.days", days=1).startswith("还")
