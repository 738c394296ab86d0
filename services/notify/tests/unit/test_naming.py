"""What a reader is shown in place of a code, in three languages."""

import pytest

from minqing_chassis.database import UNAVAILABLE
from minqing_chassis.rpc import RpcUnavailable
from notify.adapters.categories import FRESH_SECONDS, CategoryNames, IntakeCategories
from notify.application.commands import LearnCategories
from notify.application.reports.naming import LANGUAGES, WORDS, Naming
from notify.application.sending.handlers import learn_categories
from notify.domain.notice import Audience
from notify.domain.occurrence import Step
from services.notify.tests.builders import a_notice
from services.notify.tests.fakes import InMemoryWork
from services.notify.tests.unit.test_letters import EVERYTHING, Contact, letters

pytestmark = pytest.mark.unit

ROADS = {"zh-CN": "道路交通", "zh-TW": "道路交通（繁）", "en": "roads"}


def find(code, language):
    return ROADS.get(language) if code == "roads" else None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_of_ours_has_a_word_in_every_language(language):
    naming = Naming()
    for what, known in WORDS.items():
        for code in known:
            told = naming.of(what, code, language)
            assert told
            assert language == "en" or told != code


@pytest.mark.parametrize(
    ("what", "code", "language", "told"),
    [
        ("category", "roads", "zh-CN", "道路交通"),
        ("category", "roads", "en", "roads"),
        ("category", "of-another-place", "en", "of-another-place"),
        ("kind", "claim", "zh-TW", "申訴求決"),
        ("achieved", "lamps", "zh-CN", "路灯"),
        ("achieved", "e2e-own", "zh-CN", "e2e-own"),
        ("grid", "510106040019", "zh-CN", "510106040019"),
        ("state", None, "zh-CN", ""),
    ],
)
def test_what_nobody_named_keeps_its_code(what, code, language, told):
    assert Naming(category=find).of(what, code, language) == told


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_letter_names_the_category_in_the_readers_language(language):
    notice = a_notice(
        step=Step.RECLASSIFIED,
        audience=Audience.DISPATCH,
        params=EVERYTHING | {"category": "roads"},
    )
    book = letters(category_name=find)
    assert ROADS[language] in book.compose(notice, Contact(language=language)).body
    unknown = letters().compose(notice, Contact(language=language)).body
    assert "roads" in unknown


class Rows:
    """A database with one list of names, which may be away."""

    def __init__(self):
        self.names, self.away, self.asked = ROADS, False, 0

    def rows(self, _sql):
        self.asked += 1
        if self.away:
            raise UNAVAILABLE[0]("away", {}, Exception())
        return [{"code": "roads", "names": self.names}]


def test_names_are_read_once_a_minute_and_hold_while_the_database_is_away():
    rows, now = Rows(), [0.0]
    book = CategoryNames(rows, tick=lambda: now[0])
    assert [book.find("roads", "en"), book.find("lamps", "en")] == ["roads", None]
    assert rows.asked == 1
    now[0], rows.names, rows.away = FRESH_SECONDS, {"en": "streets"}, True
    assert book.find("roads", "en") == "roads"
    rows.away = False
    assert book.find("roads", "en") == "streets"


class Intake:
    """Answers as intake does, or not at all."""

    def __init__(self, answer):
        self.answer = answer

    def call(self, method):
        assert method == "category_names"
        if self.answer is None:
            raise RpcUnavailable("timeout")
        return self.answer


def test_names_are_kept_and_one_that_is_told_no_more_stays():
    work = InMemoryWork()
    for names in ({"roads": ROADS}, {"lamps": {"en": "lamps"}}):
        learn_categories(LearnCategories(names=names), work)
    assert set(work.categories.rows) == {"roads", "lamps"}


def test_while_intake_is_away_no_name_is_learnt():
    assert IntakeCategories(Intake(None)).ask() == {}
    assert IntakeCategories(Intake({"roads": ROADS})).ask() == {"roads": ROADS}


@pytest.mark.parametrize(
    "wrong", [["roads"], {"a": "b"}, {"a": {"en": None}}, {"a" * 65: ROADS}]
)
def test_a_broken_answer_teaches_no_name_and_spoils_no_other(wrong):
    assert IntakeCategories(Intake(wrong)).ask() == {}
    if isinstance(wrong, dict):
        both = wrong | {"roads": ROADS}
        assert IntakeCategories(Intake(both)).ask() == {"roads": ROADS}
