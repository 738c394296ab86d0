"""A grid's three pages: things, people, matters; whatever is counted is listed."""

import io
from uuid import uuid4

import pytest
from openpyxl import load_workbook

from minqing_kernel.messages import SYSTEM
from registry.application.archive.commands import FilePetition, HearPetition
from registry.application.cover.commands import ClaimPremises
from registry.domain.archive.petitions import PetitionState, Standing, Told
from registry.domain.cover.cover import GridMap
from registry.domain.firms.firm import FirmKind
from registry.domain.ledgers.policy import AboutKind
from registry.domain.premises.kinds import PremisesKind
from registry.domain.visits.visit import Outcome
from services.registry.tests.archive_builders import define
from services.registry.tests.builders import (
    AT_HOME,
    COMMUNITY,
    NAME,
    OTHER,
    STREET,
    TELEPHONE,
    appoint_head,
    record_duty,
    record_firm,
    record_grid,
    record_household,
    record_premises,
    record_resident,
    record_staff,
)
from services.registry.tests.ledger_builders import about, enter
from services.registry.tests.visit_builders import (
    a_home,
    an_account,
    record_finding,
    record_visit,
)

pytestmark = pytest.mark.integration

CLERK = ("clerk", COMMUNITY)
GRID = "/v1/grids/g-3"


@pytest.fixture
def home(say):
    """A house in a grid that claims its building, with a lamp, a shop and a head."""
    home = uuid4()
    say(record_staff())
    for grid_id, level, parent in (
        ("g-1", 1, None),
        ("g-3", 3, "g-1"),
        ("g-4", 3, "g-1"),
    ):
        say(record_grid(grid_id, level=level, parent_id=parent))
    say(ClaimPremises(actor=SYSTEM, grid_id="g-3", premises_ids=frozenset({"65-9"})))
    say(appoint_head(grid_id="g-3"))
    lamp = {"kind": PremisesKind.FIXTURE, "name": "路灯3号", "parent_id": "65-9"}
    say(record_premises("lamp-3", **lamp))
    say(record_household(home, address=AT_HOME))
    return home


def counts(call, grid=GRID, who=CLERK):
    told = call("GET", f"{grid}/page", who)
    assert told.status_code == 200, told.text
    return {
        f"{page}/{each['kind']}": (each["count"], each["open"])
        for page in ("things", "people", "matters")
        for each in told.json[page]
    }


@pytest.fixture
def busy(say, home):
    """What goes on there: a visit with a finding, an item, a petition, a shop."""
    person, visit, shop, petition = uuid4(), uuid4(), uuid4(), uuid4()
    say(record_resident(person, household_id=home))
    say(record_firm(shop, kind=FirmKind.SHOP, credit_code=None, premises_id="65-9"))
    say(record_visit(an_account(subjects=[a_home(home)]), visit))
    leak = uuid4()
    said = {"outcome": Outcome.TAKEN_BACK, "matter": "public-facilities"}
    say(record_finding(visit, leak, about=a_home(home), **said))
    say(enter(uuid4(), about=about(AboutKind.HOUSEHOLD, home)))
    say(define("demands", holds_petitions=True))
    say(hear(petition))
    file = FilePetition(
        actor=SYSTEM, resident_id=person, petition_id=petition, section="demands"
    )
    say(file)
    return person, petition


def hear(petition, revision=1, state=PetitionState.ACCEPTED, **changes):
    standing = Standing(
        petition_id=petition,
        receipt="MQ-1",
        intake=Told(revision=revision, state=state),
        **changes,
    )
    return HearPetition(actor=SYSTEM, standing=standing)


def test_b20_a_grid_shows_its_things_people_and_matters_and_lists_what_it_counts(
    call, say, home, busy
):
    _, petition = busy
    counted = counts(call)
    assert counted == {
        "things/building": (1, None),
        "things/door": (1, None),
        "things/fixture": (1, None),
        "things/shop": (1, None),
        "things/unit": (1, None),
        "people/household": (1, None),
        "people/resident": (1, None),
        "people/staff": (1, None),
        "matters/finding": (1, 1),
        "matters/ledger-item": (1, 1),
        "matters/petition": (1, 1),
        "matters/visit": (1, 1),
    }
    assert counts(call, "/v1/grids/g-1") == counted
    assert counts(call, "/v1/grids/g-4") == {}
    for of, (number, undone) in counted.items():
        page, kind = of.split("/")
        rows = call("GET", f"{GRID}/{page}?kind={kind}", CLERK).json["items"]
        assert len(rows) == number, of
        assert [each["kind"] for each in rows] == [kind] * number
        if undone is not None:
            left = call("GET", f"{GRID}/{page}?kind={kind}&open=true", CLERK).json
            assert len(left["items"]) == undone
    people = call("GET", f"{GRID}/people", CLERK).text
    assert "白*梨" in people and NAME not in people and TELEPHONE not in people
    assert AT_HOME not in people and "金科苑东街65号9栋***" in people
    say(hear(petition, 2, PetitionState.WITHDRAWN))
    assert counts(call)["matters/petition"] == (1, 0)
    say(record_household(home, address="梨花巷7号3栋2单元5号"))
    gone = counts(call)
    assert not [each for each in gone if each.startswith("matters/")]
    assert "people/resident" not in gone


def test_b20_a_grid_is_listed_a_page_at_a_time(call, home):
    seen, after = [], ""
    while after is not None:
        told = call("GET", f"{GRID}/things?limit=1&after={after}", CLERK).json
        seen += [each["id"] for each in told["items"]]
        after = told["next"]
    assert seen == ["65-9", "65-9-2-4", "lamp-3", "65-9-2"]


def test_b20_a_grid_is_seen_within_reach_and_no_further(call, say, home, busy):
    _, petition = busy
    for page in ("page", "things", "people", "matters"):
        for who, status in (
            (("clerk", OTHER), 403),
            (("ops", None), 403),
            (("resident", None, str(uuid4())), 403),
            (("supervisor", STREET), 200),
        ):
            assert call("GET", f"{GRID}/{page}", who).status_code == status, (page, who)
        assert call("GET", f"/v1/grids/nowhere/{page}", CLERK).status_code == 404
    say(record_staff("zhao-yi"))
    handler = ("handler", COMMUNITY, "zhao-yi")
    assert "白**" in call("GET", f"{GRID}/people", handler).text
    for who, what in ((CLERK, "public-facilities"), (handler, None)):
        found = call("GET", f"{GRID}/matters?kind=finding", who).json["items"]
        assert [each["what"] for each in found] == [what]
    say(record_premises("66-1", name="1栋", parent_id="65"))
    say(record_duty(staff_id="zhao-yi", scope_id="66-1"))
    assert counts(call, who=handler) == {"people/staff": (1, None)}
    say(record_duty(staff_id="zhao-yi", scope_id="65-9"))
    assert counts(call, who=handler)["people/resident"] == (1, None)
    say(hear(petition, 2, accused=(COMMUNITY,)))
    assert "matters/petition" not in counts(call)
    assert counts(call, who=("supervisor", STREET))["matters/petition"] == (1, 1)


def test_b20_a_grids_pages_leave_as_workbooks_in_words_and_are_written_down(
    call, parts, home, busy
):
    person, _ = busy
    asked = f"?organisation={COMMUNITY}&grid=g-3&purpose=census"
    told = {}
    for page in ("things", "people", "matters"):
        book = call("GET", f"/v1/exports/grid-{page}.xlsx{asked}", CLERK)
        assert book.status_code == 200, book.text
        sheet = load_workbook(io.BytesIO(book.content)).active
        told[page] = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert ["部件", "lamp-3", "路灯3号", "65-9"] in told["things"]
    assert [row[:2] for row in told["people"][2:]] == [
        ["住户", "金科苑东街65号9栋***"],
        ["居民", "白*梨"],
        ["责任人", "王丽"],
    ]
    assert [row[:4] for row in told["matters"][2:]] == [
        ["走访发现的困难", "公共设施管理", "待受理", "是"],
        ["台账事项", "民生诉求台账", "在账", "是"],
        ["诉求", "健康状况", "已受理", "是"],
        ["走访", "入户走访", "未办结", "是"],
    ]
    codes = call("GET", f"/v1/exports/grid-matters.json{asked}", CLERK).json["rows"]
    assert codes[3][:2] == ["visit", "home"]
    kept = parts.database.rows(
        "select kind, grid_id, subjects from exports where kind = 'grid-people'"
    )
    assert [(row["grid_id"], set(row["subjects"])) for row in kept] == [
        ("g-3", {home, person})
    ]
    for query, status in (
        (f"?organisation={STREET}&grid=g-3&purpose=census", 422),
        (f"?organisation={COMMUNITY}&purpose=census", 422),
        (f"?organisation={COMMUNITY}&grid=nowhere&purpose=census", 404),
    ):
        path = f"/v1/exports/grid-people.csv{query}"
        assert call("GET", path, CLERK).status_code == status
    path = f"/v1/exports/residents.csv{asked}"
    assert call("GET", path, CLERK).status_code == 422
    other = ("clerk", OTHER)
    assert call("GET", f"/v1/exports/grid-things.csv{asked}", other).status_code == 403


def test_b17_b20_a_grid_holds_the_homes_that_the_validator_finds_in_it(
    call, parts, say, home
):
    say(record_household(address="金科苑东街65号附2号", grid_id="g-4"))
    say(record_household(address="金科苑东街65号附2号"))
    say(record_household(grid_id="g-3"))
    say(ClaimPremises(actor=SYSTEM, grid_id="g-1", premises_ids=frozenset({"65"})))
    cover = parts.cover
    grids = GridMap(cover.cells(), cover.around())
    found = {
        grid: {
            each["id"]
            for each in call(
                "GET", f"/v1/grids/{grid}/people?kind=household", CLERK
            ).json["items"]
        }
        for grid in ("g-1", "g-3", "g-4")
    }
    said = {
        grid: {
            str(each.household_id)
            for each in cover.homes(COMMUNITY)
            if grid in grids.grids_of(each)
        }
        for grid in found
    }
    assert found == said
    assert [len(found[grid]) for grid in sorted(found)] == [4, 2, 1]
