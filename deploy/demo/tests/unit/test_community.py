"""金科苑 at its size: what the demo makes, together with whom the site's files name."""

from collections import Counter
from pathlib import Path

import pytest
import yaml

from minqing_demo import cast
from minqing_demo.community import plan_of
from minqing_demo.places import JINKEYUAN
from minqing_demo.street.making import make_street
from minqing_local.choices import RESIDENTS

pytestmark = pytest.mark.unit

DEMO = Path(__file__).parents[2]
SITE = yaml.safe_load((DEMO / "data" / "a-jinquan.yml").read_text("utf-8"))
POLICIES = DEMO.parent / "policies"
ARCHIVE = (POLICIES / "sections/minsheng-archive.yml").read_text("utf-8")
FIELDS = {e["code"]: e["fields"] for e in yaml.safe_load(ARCHIVE)["sections"]}
FILES = yaml.safe_load((DEMO / "src/minqing_demo/files.yml").read_text("utf-8"))
PEOPLE = yaml.safe_load((DEMO / "src/minqing_demo/people.yml").read_text("utf-8"))


@pytest.fixture(scope="module")
def street():
    return make_street(plan_of(RESIDENTS))


def test_a01_there_are_10504_residents(street):
    named = [
        each
        for each in PEOPLE["residents"].values()
        if each["organisation_id"] == JINKEYUAN
    ]
    made = sum(len(each.people) for each in street.households)
    assert made + len(named) == 10_504


def test_a07_there_are_40_captains_and_no_building_without(street):
    captains = [
        each["id"]
        for each in SITE["staff"]
        if any(duty["duty"] == "building-captain" for duty in each.get("duties", ()))
    ]
    assert len(captains) + len(street.captains) == 40
    kept = Counter(b for each in street.captains for b in each.buildings)
    built = [e.premises_id for e in street.premises if e.kind == "building"]
    assert kept == Counter(built)


def test_a22_no_courtyard_has_the_name_of_one_in_the_sites_file(street):
    theirs = {each["name"] for each in SITE["premises"]}
    ours = {each.name for each in street.premises if each.kind == "courtyard"}
    assert not ours & theirs


def test_an_empty_community_is_possible():
    assert not make_street(plan_of(0)).households


def test_who_speaks_for_the_residents_is_on_file():
    assert cast.LOGINS["resident"].id in PEOPLE["residents"]


def test_what_stands_in_files_of_the_demo_is_what_the_sections_ask():
    for resident, sections in FILES["residents"].items():
        assert resident in PEOPLE["residents"]
        for section, values in sections.items():
            asked = {each["code"]: each for each in FIELDS[section]}
            assert values.keys() <= asked.keys()
            for code, said in values.items():
                options = asked[code].get("options", [])
                told = said if isinstance(said, list) else [said]
                assert not options or set(told) <= set(options), code
