"""The four reference sites, as the demo's data describe them."""

from pathlib import Path

import pytest
import yaml

from registry.domain.profiles import DutyKind, OrganisationKind, ScopeKind
from registry.entrypoints.loading import load_register
from services.registry.tests.fakes import Store, in_memory, is_head

pytestmark = pytest.mark.unit

DATA = Path(__file__).resolve().parents[4] / "deploy" / "demo" / "data"
SITES = sorted(DATA.glob("*.yml"))


@pytest.fixture(scope="module")
def store():
    kept = Store()
    for site in SITES:
        load_register(site, in_memory(kept))
    return kept


def test_there_are_four_sites_under_four_districts(store):
    roots = {
        each.organisation_id
        for each in store.organisations.values()
        if each.profile.parent_id is None
    }
    assert roots == {"510106", "610902", "330106", "440307-dapeng"}
    assert len(SITES) == 4


@pytest.mark.parametrize(
    "code", ["510106040019", "610902001007", "330106013", "440307010"]
)
def test_each_site_stands_under_its_real_division_code(store, code):
    assert store.organisations[code].profile.division_code == code
    assert len(store.lineage(code)) >= 2


def test_c01_two_cooperatives_stand_beside_the_communities(store):
    under = [
        each.profile.kind
        for each in store.organisations.values()
        if each.profile.parent_id == "330106013"
    ]
    assert under.count(OrganisationKind.COOPERATIVE) == 2
    street = store.organisations["330106013"].profile
    assert (street.area_m2, street.population) == (5_050_000, 120_000)


def test_b06_a_station_and_an_agent_point_serve_communities(store):
    kinds = {
        each.profile.kind
        for each in store.organisations.values()
        if each.organisation_id.startswith("610902001")
    }
    assert {OrganisationKind.STATION, OrganisationKind.AGENT_POINT} <= kinds


def test_b01_the_window_list_has_the_eight_windows_of_the_source(store):
    windows = [
        each
        for each in store.organisations.values()
        if each.profile.parent_id == "610902001-service"
    ]
    assert len(windows) == 8
    assert store.claimed["610902001-service"].windows == 9


def test_d18_the_one_window_has_its_55_items_in_three_classes(store):
    station = "440307010005-station"
    own = [
        each.profile
        for each in store.items.values()
        if each.profile.organisation_id == station
    ]
    assert len(own) == store.claimed[station].items == 55
    assert {each.category for each in own} == {"计生", "劳动保障", "民政"}
    assert len({each.name for each in own}) == 55


def test_d19_the_one_window_keeps_hours(store):
    assert {span.weekday for span in store.hours["440307010005-station"]} == {
        1,
        2,
        3,
        4,
        5,
    }


def test_a07_buildings_have_captains(store):
    captains = [
        duty
        for duty in store.duties.values()
        if duty.profile.duty is DutyKind.BUILDING_CAPTAIN
    ]
    assert {duty.profile.scope_kind for duty in captains} == {ScopeKind.BUILDING}
    assert len(captains) == 4


def test_b18_every_grid_has_a_head(store):
    headed = {d.profile.scope_id for d in store.duties.values() if is_head(d)}
    assert headed == set(store.grids)


def test_d28_every_site_has_grids_of_three_levels(store):
    for site in ("jky", "db", "ljz", "wm"):
        grid = next(g for i, g in store.grids.items() if i.startswith(f"{site}-g1-"))
        assert grid.profile.level == 3


@pytest.mark.parametrize("rules", sorted((DATA / "rules").glob("*.yml")))
def test_every_rule_names_an_organisation_that_is_there(store, rules):
    for rule in yaml.safe_load(rules.read_text("utf-8"))["rules"]:
        assert rule["organisation_id"] in store.organisations
