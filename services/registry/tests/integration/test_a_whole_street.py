"""A synthetic street in a real register: everything hangs together."""

from pathlib import Path
from uuid import uuid4

import pytest

from minqing_demo.street.making import Plan, make_street
from minqing_demo.street.writing import write_answering, write_census
from minqing_kernel.messages import SYSTEM
from registry.adapters.archive.read_model import SqlArchiveReader
from registry.application.aid.commands import PairUp
from registry.application.archive.views import Answering
from registry.domain.aid.pairing import Partner, PartnerKind
from registry.entrypoints.archive.loading import load_sections
from registry.entrypoints.census import load_census
from registry.entrypoints.loading import load_register
from services.registry.tests.builders import COMMUNITY, TODAY

pytestmark = pytest.mark.integration

CLERK = ("clerk", COMMUNITY)
PLACE = f"?organisation={COMMUNITY}"
SECTIONS = Path(__file__).parents[4] / "deploy/policies/sections/minsheng-archive.yml"
PLAN = Plan(residents=60, captains=4, today=TODAY, division=COMMUNITY)


@pytest.fixture
def street(say, parts, tmp_path):
    """Sixty people, put on file as an operator does it, and once more."""
    made = make_street(PLAN)
    people, staff = tmp_path / "street.jsonl", tmp_path / "street.yml"
    write_census(made, COMMUNITY, people)
    write_answering(made, COMMUNITY, staff)
    load_sections(SECTIONS, parts.bus)
    for _ in range(2):
        load_census(people, parts.bus)
        load_register(staff, parts.bus)
    return made


@pytest.fixture
def reader_of_files(db, sealer):
    return SqlArchiveReader(db, sealer)


def test_a01_a22_b17_a_whole_street_hangs_together(street, call):
    hanging = call("GET", f"/v1/premises-check{PLACE}", CLERK).json
    assert (hanging["households"], hanging["orphans"]) == (len(street.households), 0)
    assert call("GET", f"/v1/grid-cover{PLACE}", CLERK).json["whole"] is True
    charges = call("GET", f"/v1/charge-coverage{PLACE}", CLERK).json
    assert charges["uncaptained_ids"] == ["65-9"]
    home = street.households[-1]
    typed = {"text": f"{home.people[0].name} {home.address}"}
    found = call("POST", "/v1/residents/find", CLERK, typed).json["items"]
    assert str(home.people[0].resident_id) in {each["resident_id"] for each in found}


def test_a02_the_paper_of_a_household_knows_its_grid_and_who_answers(
    street, reader_of_files, say
):
    home = street.households[0]
    for partner in (
        Partner(kind=PartnerKind.STAFF, id=street.captains[0].staff_id),
        Partner(kind=PartnerKind.UNIT, id=COMMUNITY),
    ):
        pair = {"household_id": home.household_id, "partner": partner}
        say(PairUp(actor=SYSTEM, pairing_id=uuid4(), since=TODAY, **pair))
    told = reader_of_files.answering(home.household_id, TODAY)
    grids = {each.name: each.head_name for each in street.grids if each.level == 3}
    assert grids[told.grid] == told.grid_head
    assert set(told.captains) <= {each.name for each in street.captains}
    assert told.captains
    assert set(told.partners) == {street.captains[0].name, "金科苑社区"}
    card = reader_of_files.household(home.household_id)
    assert card.head_id == home.people[0].resident_id
    assert reader_of_files.answering(uuid4(), TODAY) == Answering(
        captains=[], workers=[], contacts=[], partners=[]
    )


def test_a19_everybody_of_a_street_is_counted_once(street, call, db):
    told = call("GET", f"/v1/organisations/{COMMUNITY}/population", CLERK).json
    assert told["present"] == 60, told
    [kept] = db.rows("select count(*), sum(revision) as revisions from residents")
    assert (kept["count"], kept["revisions"]) == (60, 60)
    [rented] = db.rows("select count(*) from tenancies")
    assert rented["count"] == len(street.tenancies) > 0
