"""The register as data: what a file says is said through the bus, in order, once."""

from datetime import date

import pytest

from registry.domain.profiles import OrganisationKind
from registry.entrypoints.loading import BadFile, load_register
from services.registry.tests.fakes import Store, in_memory

pytestmark = pytest.mark.unit

GOOD = """
organisations:
  - {id: "510106", name: 金牛区, kind: district, division: "510106", desk: d@x.example}
  - {id: "510106040", name: 金泉街道, kind: street, parent: "510106",
     division: "510106040"}
premises:
  - {id: "65-9", name: 9栋, kind: building, organisation: "510106040"}
staff:
  - id: wang-li
    name: 王丽
    organisation: "510106040"
    roles: [clerk, supervisor]
    duties:
      - {duty: building-captain, scope: building, of: "65-9", since: 2014-09-01}
      - {duty: leader, scope: organisation, of: "510106040", since: "2014-09-01",
         until: 2015-09-01}
grids:
  - {id: g-1, name: 大网格, level: 1, organisation: "510106040", head: wang-li,
     head_since: 2014-09-01}
  - {id: g-2, name: 小网格, level: 2, parent: g-1, organisation: "510106040",
     claims: ["65-9"]}
counters:
  - of: "510106040"
    claimed: {windows: 9, source: 网页}
    hours: [{days: [1, 2], opens: "09:00", closes: "12:00"}]
    catalogue: [{class: 民政, items: {mz-1: 低保申请, mz-2: 临时救助}}]
"""


@pytest.fixture
def store():
    return Store()


@pytest.fixture
def load(store, tmp_path):
    def load(text: str) -> dict:
        file = tmp_path / "register.yml"
        file.write_text(text, "utf-8")
        return load_register(file, in_memory(store))

    return load


def test_a_file_says_who_is_there(load, store):
    counts = {"organisations": 2, "premises": 1, "staff": 1, "grids": 2, "counters": 1}
    assert load(GOOD) == counts
    street = store.organisations["510106040"].profile
    assert (street.kind, street.parent_id) == (OrganisationKind.STREET, "510106")
    since = {(d.profile.duty, d.profile.since) for d in store.duties.values()}
    assert since == {
        ("building-captain", date(2014, 9, 1)),
        ("leader", date(2014, 9, 1)),
        ("grid-head", date(2014, 9, 1)),
    }


def test_b17_a_file_says_what_a_grid_covers(load, store):
    load(GOOD)
    assert store.claims == {"g-2": frozenset({"65-9"})}


def test_a_file_loaded_again_changes_nothing(load, store):
    load(GOOD)
    told = len(store.facts)
    load(GOOD)
    assert len(store.facts) == told == 12


def test_an_empty_file_says_nothing(load):
    assert set(load("").values()) == {0}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("a: [", "cannot be read"),
        ("[]", "register.yml: "),
        ("people: []", "people"),
        ("organisations: [{id: x1, name: 某, kind: no, division: '51'}]", "kind"),
        (
            GOOD.replace('parent: "510106"', "parent: zz"),
            "organisation 510106040: invalid parent_id: unknown-organisation",
        ),
        (
            GOOD.replace("clerk, supervisor", ""),
            "staff wang-li: invalid roles: bad-roles",
        ),
        (
            GOOD.replace(
                "since: 2014-09-01}\n      - {duty: leader",
                "since: soon}\n      - {duty: leader",
            ),
            "'soon' is not a day",
        ),
        (
            GOOD.replace('claims: ["65-9"]', "claims: [zz]"),
            "claims of grid g-2: invalid",
        ),
        (GOOD.replace("level: 2", "level: 9"), "grid g-2: invalid level: bad-level"),
        (GOOD.replace("head: wang-li", "head: nobody"), "head of grid g-1"),
        (GOOD.replace('of: "510106040", s', "of: zz, s"), "duty of wang-li"),
    ],
)
def test_a_file_that_cannot_hold_is_refused_with_the_place(load, text, reason):
    with pytest.raises(BadFile) as refused:
        load(text)
    assert reason in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BadFile, match="cannot be read"):
        load_register(tmp_path / "none.yml", in_memory(Store()))


def test_d18_a_file_says_what_a_counter_does_and_when(load, store):
    load(GOOD)
    assert {each.profile.name for each in store.items.values()} == {
        "低保申请",
        "临时救助",
    }
    assert [span.weekday for span in store.hours["510106040"]] == [1, 2]
    assert store.claimed["510106040"].windows == 9
