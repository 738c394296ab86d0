"""Lists in words: every column and every code, in every language."""

from datetime import date
from types import SimpleNamespace

import pytest

from minqing_chassis.http.texts import LANGUAGES
from minqing_kernel.messages import Role
from registry.adapters.exporting.names import Names
from registry.adapters.ledgers.printing import (
    LEDGER_COLUMNS,
    ledger_table,
    names_in,
    table_of,
    title_of,
)
from registry.adapters.ledgers.words import table as ledger_words
from registry.domain.access import Purpose
from registry.domain.aid.pairing import PartnerKind
from registry.domain.aid.payment import PaymentState
from registry.domain.archive.petitions import PetitionState
from registry.domain.cover.cover import Cell, GridMap, Home
from registry.domain.exporting.lists import LISTS
from registry.domain.importing.templates import TEMPLATES
from registry.domain.ledgers.lifecycle import LedgerState, Presence
from registry.domain.ledgers.policy import STATUTORY_LEDGERS, AboutKind
from registry.domain.ledgers.sheet import SheetKind
from registry.domain.obligations.standing import State
from registry.domain.plans.plan import PlanState
from registry.domain.premises.kinds import PremisesKind
from registry.domain.profiles import (
    STAFF_ROLES,
    DutyKind,
    OrganisationKind,
    ScopeKind,
)
from registry.domain.resident import ResidentState
from registry.domain.visits.finding import FindingState
from registry.domain.visits.kinds import STATUTORY_VISITS
from registry.entrypoints.cover.page_schemas import FIRMS
from registry.entrypoints.exporting.words import (
    ListWords,
    purpose_in_words,
    table,
    without_words,
)

pytestmark = pytest.mark.unit

MONDAY = date(2026, 3, 2)
PROGRAMMES = {"programme": {"hardship": "困难群众补助"}}

GRID_MATTERS = {"open", "closed", *FindingState, *Presence, *PetitionState}
FREE = (
    "resident_id name identity_number telephone household_id organisation_id"
    " registered_division registered_address address grid_id building_id plan_id"
    " subject_id owner opened_on review_on reviewed_on next_due closed_on pairing_id"
    " partner_id since until rule title basis bearer_id first last due planned done"
    " required inherited percent projected shortfall payment_id period amount reverses"
    " parent_id division_code desk_address area_m2 population active staff_id"
    " staff_name scope_id premises_id id within open about_id"
)
"""Columns that hold names, numbers, days, yes or no: no codes."""
MEANT = {
    ("plans", "state"): PlanState,
    ("pairings", "partner_kind"): PartnerKind,
    ("payments", "state"): PaymentState,
    ("payments", "programme"): ["hardship"],
    ("obligations", "state"): State,
    ("grid-things", "kind"): [*PremisesKind, *FIRMS],
    ("grid-people", "kind"): ["household", "resident", "staff"],
    ("grid-people", "duties"): DutyKind,
    ("grid-matters", "kind"): ["visit", "finding", "ledger-item", "petition"],
    ("grid-matters", "what"): [
        *(f"visit/{each.code}" for each in STATUTORY_VISITS.kinds),
        *(f"ledger-item/{each.code}" for each in STATUTORY_LEDGERS.ledgers),
        "finding/public-facilities",
    ],
    ("grid-matters", "state"): sorted(GRID_MATTERS),
    ("residents", "state"): ResidentState,
    ("organisations", "kind"): OrganisationKind,
    ("premises", "kind"): PremisesKind,
    ("staff", "roles"): sorted(STAFF_ROLES),
    ("grids", "level"): [1, 2, 3],
    ("duties", "duty"): DutyKind,
    ("duties", "scope_kind"): ScopeKind,
}


def test_every_column_and_every_code_has_words_in_three_languages():
    assert list(without_words()) == []
    for kind, codes in LISTS.items():
        assert ListWords(kind=kind, language="en").title
        assert all(ListWords(kind=kind, language="zh-TW").heading(codes)), kind
    for (kind, column), codes in MEANT.items():
        for language in LANGUAGES:
            words = ListWords(kind=kind, language=language, titles=PROGRAMMES)
            for code in codes:
                [[told]] = words.rows([column], [[code]])
                assert told != str(code), (kind, column, code)


def test_every_column_of_every_list_holds_codes_with_words_or_no_codes():
    every = {(kind, column) for kind, codes in LISTS.items() for column in codes}
    assert {each for each in every if each[1] not in FREE.split()} == MEANT.keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_ledgers_and_their_sheets_leave_in_words_of_every_language(language):
    assert list(without_words(ledger_words())) == []
    card = dict.fromkeys(LEDGER_COLUMNS) | {
        "category": "service",
        "ledger": "petitions",
    }
    for column, codes in {
        "about_kind": AboutKind,
        "state": LedgerState,
        "presence": Presence,
    }.items():
        for code in codes:
            row = SimpleNamespace(**card | {column: code})
            heading, [told] = ledger_table([row], STATUTORY_LEDGERS, Names(), language)
            assert all(heading)
            assert told[LEDGER_COLUMNS.index(column)] not in {"", str(code)}
    for kind in SheetKind:
        row = card | {"why": "new", "exit_reason": "solved", "state": "entered"}
        sheet = SimpleNamespace(kind=kind, rows=[row], organisation_id="o", week=MONDAY)
        heading, [told] = table_of(sheet, STATUTORY_LEDGERS, Names(), language)
        assert all(heading) and not {"new", "solved", "entered"} & set(told)
        assert title_of(sheet, Names(), language)


def test_a_ledger_names_who_and_where_with_the_ids_behind():
    card = dict.fromkeys(LEDGER_COLUMNS) | {"person": "wang-li", "unit": "jd"}
    names = Names(people={"wang-li": "王丽（wang-li）"}, places={"c": "金科苑（c）"})
    row = SimpleNamespace(**card | {"organisation_id": "c"})
    _, [told] = ledger_table([row], STATUTORY_LEDGERS, names)
    said = dict(zip(LEDGER_COLUMNS, told, strict=True))
    assert (said["person"], said["organisation_id"]) == (
        "王丽（wang-li）",
        "金科苑（c）",
    )
    assert said["unit"] == "jd"
    rows = [{"person": "wang-li", "unit": "jd", "organisation_id": "c"}]
    asked = SimpleNamespace(of=lambda people, places: (people, places))
    assert names_in(asked, rows, "here") == (["wang-li"], ["here", "jd", "c"])


def test_whatever_lacks_a_language_is_named():
    assert list(without_words({"a": {"b": {"zh-CN": "甲", "en": "A"}}})) == [
        "/a/b/zh-TW"
    ]


@pytest.mark.parametrize(
    ("language", "row"),
    [
        ("zh-CN", ["wang-li", "王丽", "1", ["受理", "主管"], "是"]),
        ("zh-TW", ["wang-li", "王丽", "1", ["受理", "主管"], "是"]),
        ("en", ["wang-li", "王丽", "1", ["Clerk", "Supervisor"], "Yes"]),
    ],
)
def test_codes_are_told_in_the_callers_language(language, row):
    raw = ["wang-li", "王丽", "1", [Role.CLERK, Role.SUPERVISOR], True]
    words = ListWords(kind="staff", language=language)
    assert list(words.rows(LISTS["staff"], [raw])) == [row]


def test_what_a_section_says_stays_as_it_is_but_yes_and_no():
    words = ListWords(kind="section-health", language="en")
    assert words.title is None
    assert words.heading(["resident_id"]) == ["Resident id"]
    told = words.rows(["resident_id"], [["r-1", "living", True, None]])
    assert list(told) == [["r-1", "living", "Yes", None]]


def test_a28_how_a_case_was_answered_is_told_in_words():
    said = {"receipt": "MQ-1", "outcome": "resolved", "on": "2026-03-02", "revision": 3}
    words = ListWords(kind="section-assistance", language="en")
    assert list(words.rows(["resident_id"], [["r-1", [said]]])) == [
        ["r-1", ["MQ-1 Resolved 2026-03-02"]]
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_copy_is_for_stands_on_it_in_words(language):
    for purpose in Purpose:
        assert purpose_in_words(purpose, language) != purpose
    assert purpose_in_words("入户", language) == "入户"


def test_words_of_a_list_are_those_that_a_template_takes():
    values = table()["values"]
    for kind, column in (
        ("organisations", "kind"),
        ("grids", "level"),
        ("staff", "roles"),
    ):
        [spec] = [each for each in TEMPLATES[kind].columns if each.code == column]
        said = values.get(f"{kind}.{column}") or values[column]
        assert {code: words["zh-CN"] for code, words in said.items()} == {
            code: word for word, code in spec.options.items()
        }


def test_the_smallest_grid_round_a_home_is_found_though_nobody_named_it():
    cells = [
        Cell(grid_id="large", level=1, parent_id=None, claims=frozenset({"65"})),
        Cell(grid_id="small", level=3, parent_id="large", claims=frozenset({"65-9"})),
    ]
    grids = GridMap(cells, {"65-9": "65", "65": None})
    home = Home(household_id=None, grid_id=None, building_id="65-9")
    assert grids.smallest(home) == "small"
    nowhere = Home(household_id=None, grid_id=None, building_id=None)
    assert grids.smallest(nowhere) is None
