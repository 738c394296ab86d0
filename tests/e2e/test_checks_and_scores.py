"""Visits are checked, grid heads scored, categories told: on the running services."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from minqing_demo.cast import handler, leader
from minqing_kernel.working_time import local_day
from registry.domain.checks.lots import drawn, population_digest, seed_of
from registry.domain.periods import PeriodKind, period_before, period_from
from tests.e2e.errands import decide
from tests.e2e.town import CATEGORY, COMMUNITY, STREET

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

HEAD = leader("e2e-check-head", COMMUNITY)
WORKER = handler("e2e-check-worker", COMMUNITY)
COLLEAGUE = handler("e2e-check-colleague", COMMUNITY)
TODAY = local_day(datetime.now(UTC))
LAST = period_before(PeriodKind.QUARTER, TODAY)
EVER = {"since": "2020-01-01T00:00:00Z", "until": "2099-01-01T00:00:00Z"}


@pytest.fixture
def say(walker):
    """Speak at registry's door; the operator does, where nobody is named."""

    def tell(method, path, body=None, by=walker.town.ops, **query):
        return walker.stage.ask(
            "registry", method, f"/v1/{path}", by=by, body=body, query=query
        )

    return tell


@pytest.fixture
def staff(say):
    """The community's head and two social workers."""
    for person in (HEAD, WORKER, COLLEAGUE):
        body = {
            "name": person.id,
            "organisation_id": COMMUNITY,
            "roles": [person.role.value],
        }
        say("PUT", f"staff/{person.id}", body)
    for person in (WORKER, COLLEAGUE):
        duty = {
            "staff_id": person.id,
            "duty": "social-worker",
            "scope_kind": "organisation",
            "scope_id": COMMUNITY,
            "since": "2020-01-01",
        }
        say("PUT", f"duties/{uuid4()}", duty)


def test_c15_visits_are_drawn_by_lot_and_checked_by_another_hand(walker, staff, say):
    home = uuid4()
    body = {"organisation_id": COMMUNITY, "address": "端到端路8号3栋1单元2号"}
    say("PUT", f"households/{home}", body)
    for days in range(8):
        said = {
            "kind": "home",
            "held_at": f"{LAST.since + timedelta(days=days)}T03:00:00Z",
            "visitors": [WORKER.id],
            "subjects": [{"kind": "household", "id": str(home)}],
            "diary": "问过漏水",
        }
        say("PUT", f"visits/{uuid4()}", said, by=WORKER)
    asked = {
        "rule": "community-of-workers",
        "organisation_id": COMMUNITY,
        "since": LAST.since.isoformat(),
    }
    one = f"check-draws/{uuid4()}"
    told = say("PUT", one, asked, by=HEAD)
    assert (told["population"], told["size"]) == (8, 5)
    second = walker.stage.send(
        "registry", "PUT", f"/v1/check-draws/{uuid4()}", by=HEAD, body=asked
    )
    assert second.body["type"].endswith("drawn-already")
    whole, of = say("GET", one, by=HEAD), say("GET", f"{one}/population", by=HEAD)
    digest = population_digest(of["visits"])
    assert seed_of(whole["nonce"], digest) == whole["seed"]
    sample = [each["visit_id"] for each in whole["checks"]]
    assert sample == drawn(whole["seed"], of["visits"], 5)
    mine = say("GET", "my-checks", by=HEAD)["items"]
    assert {each["visit_id"] for each in mine} == set(sample)
    day = datetime.now(UTC) + timedelta(hours=8)
    found = {"found": "confirmed", "means": "phone", "checked_on": str(day.date())}
    path = f"/v1/{one}/visits/{sample[0]}/finding"
    own = walker.stage.send("registry", "PUT", path, by=WORKER, body=found)
    assert own.body["type"].endswith("not-a-checker")
    say("PUT", f"{one}/visits/{sample[0]}/finding", found, by=HEAD)
    [debt] = say("GET", "check-debts", by=HEAD, organisation=COMMUNITY)["items"]
    assert (debt["checker_id"], debt["open"]) == (HEAD.id, 4)
    [card] = say("GET", "check-draws", by=HEAD, organisation=COMMUNITY)["items"]
    assert (card["checked"], card["confirmed_rate"]) == (1, "100.00")


def test_b19_a_grid_head_is_scored_by_the_21_items_of_54435(walker, staff, say):
    grid = {"name": "端到端网格", "level": 1, "organisation_id": COMMUNITY}
    say("PUT", "grids/e2e-54435", grid)
    head = {"staff_id": COLLEAGUE.id, "since": "2020-01-01"}
    say("PUT", "grids/e2e-54435/head", head)
    [form] = say("GET", "assessment-forms")["items"]
    codes = [item["code"] for part in form["parts"] for item in part["items"]]
    assert len(codes) == 21
    since = period_from(PeriodKind.QUARTER, LAST.since).since.isoformat()
    body = {"since": since, "scores": dict.fromkeys(codes, 5)}
    path = f"staff/{COLLEAGUE.id}/assessments"
    told = say("PUT", f"{path}/54435", body, by=walker.town.supervisor)
    assert told["total"] == 105
    assert told["formula"].startswith("五百家 25 ＋ 四知 20 ＋ 四能 20 ＋ 三活 15")
    [own] = say("GET", path, by=COLLEAGUE)["items"]
    assert own["by"] == walker.town.supervisor.id
    refused = walker.stage.send("registry", "GET", f"/v1/{path}", by=WORKER)
    assert refused.status == 403
    place = {"organisation": STREET, "form": "54435", "since": since}
    standing = say("GET", "assessments", by=walker.town.supervisor, **place)
    stands = {"staff_id": COLLEAGUE.id, "sheets": 1, "mean": "105.00"}
    assert stands in standing["items"]


def test_c18_c19_figures_add_up_over_a_change_of_list_and_of_category(walker):
    stage, clerk = walker.stage, walker.town.clerk
    names = {"zh-CN": "公园", "zh-TW": "公園", "en": "Parks"}
    body = {"names": names, "valid_from": "2020-01-01"}
    stage.ask("intake", "PUT", "/v1/categories/e2e-parks", body=body)

    def figures(name):
        asked = EVER | {"list": name, "organisation": COMMUNITY}
        path = "/v1/reports/category-lists"
        told = stage.ask("intake", "GET", path, by=clerk, query=asked)
        counts = {each["code"]: each["petitions"] for each in told["categories"]}
        unmapped = told["unmapped"]
        assert sum(counts.values()) + sum(unmapped.values()) == told["total"]
        return told["total"], counts, unmapped.get("e2e-parks", 0)

    before = figures("e2e-old"), figures("e2e-new")
    matter = walker.submit(organisation_id=COMMUNITY)
    walker.wait_for(matter, "assigned")
    given = figures("e2e-old"), figures("e2e-new")
    assert [each[0] for each in given] == [each[0] + 1 for each in before]
    assert given[0][1][CATEGORY] == before[0][1][CATEGORY] + 1
    assert given[1][1]["e2e-city"] == before[1][1]["e2e-city"] + 1
    said = {"reason": "属园林", "category": "e2e-parks"}
    decide(walker, matter, "reclassify", **said)
    changed = figures("e2e-old"), figures("e2e-new")
    assert [each[0] for each in changed] == [each[0] for each in given]
    assert changed[1][1]["e2e-city"] == before[1][1]["e2e-city"]
    assert changed[1][2] == before[1][2] + 1
    path = f"/v1/petitions/{matter.receipt}/changes"
    [change] = stage.ask("intake", "GET", path, by=clerk)["changes"]
    assert (change["before"], change["after"]) == (CATEGORY, "e2e-parks")
    assert (change["reason"], change["actor"]) == ("属园林", clerk.id)
