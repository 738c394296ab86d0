"""Whoever comes, with whatever: written down, weighed, told; on the running agency."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
import yaml

from minqing_kernel.working_time import CHINA
from tests.e2e.errands import at_work, decide, refused, sheet, told
from tests.e2e.town import CATEGORY, COMMUNITY, STREET

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

HOUSE = Path(__file__).resolve().parents[2]
BOOK = HOUSE / "services" / "intake" / "mappings" / "paper-book.yml"
BOOK_PLACE = "990101001777"
"""A place of the street where nothing is but what the paper book brings."""
SPRING = datetime.now(UTC).year + 2
"""The year before whose spring festival the lamps are to be mended."""
COLUMNS = ["序号", "日期", "渠道", "姓名", "电话", "地点", "诉求", "类别"]


def faults(walker, matter, what, **body):
    """Return which fields are wrong, and why."""
    path = f"/v1/petitions/{matter.receipt}/{what}"
    by = walker.town.clerk
    answer = walker.stage.send("intake", "POST", path, by=by, body=body)
    assert answer.status == 422, answer.body
    return {each["field"]: each["code"] for each in answer.body["errors"]}


def door(walker, matter):
    path = f"/v1/petitions/{matter.receipt}"
    found = walker.stage.ask("intake", "GET", path, by=walker.town.clerk)
    return found["staff"]["door"]


def test_a09_later_contacts_leave_the_first_channel_and_the_clock_alone(walker):
    matter = at_work(walker, organisation_id=COMMUNITY)
    before = walker.status(matter)["deadline"]
    for channel in ("hotline", "window", "hotline"):
        decide(walker, matter, "contacts", channel=channel, text="来问进展。")
    path = f"/v1/petitions/{matter.receipt}/contacts"
    told_all = walker.stage.ask("intake", "GET", path, by=walker.town.clerk)
    assert told_all["first_channel"] == "web"
    assert [each["channel"] for each in told_all["contacts"]] == [
        "hotline",
        "window",
        "hotline",
    ]
    seen = walker.status(matter)
    assert (seen["state"], seen["deadline"]) == ("assigned", before)


def test_b03_b04_art29_each_kind_has_its_fields_and_the_case_knows_its_kind(walker):
    matter = walker.submit(category=None, organisation_id=COMMUNITY)
    wrong = [
        ({"case_kind": "promised"}, {"handling.promised_on": "required"}),
        (
            {"case_kind": "joint"},
            {"handling.lead_id": "required", "handling.co_unit_ids": "required"},
        ),
    ]
    for handling, why in wrong:
        said = {"category": CATEGORY, "handling": handling}
        assert faults(walker, matter, "accept", **said) == why
    day = (datetime.now(UTC) + timedelta(days=9)).date().isoformat()
    handling = {"case_kind": "promised", "mode": "declared", "promised_on": day}
    nature = {"kind": "suggestion"}
    decide(
        walker, matter, "accept", category=CATEGORY, nature=nature, handling=handling
    )
    walker.wait_for(matter, "assigned")
    kept = door(walker, matter)["handling"]
    assert (kept["case_kind"], kept["mode"], kept["promised_on"]) == (
        "promised",
        "declared",
        day,
    )
    found = sheet(walker, matter)
    settled = found["dossier"]["settled"]
    assert (settled["kind"], settled["case_kind"], settled["mode"]) == (
        "suggestion",
        "promised",
        "declared",
    )
    clock = found["deadlines"][0]
    assert (clock["won"], clock["basis"]) == ("promise", "承诺日期（B-03）")
    assert datetime.fromisoformat(clock["due_at"]).date().isoformat() == day


def test_b32_art20_many_come_with_five_to_speak_and_flags_that_stay(walker):
    matter = walker.submit(category=None, organisation_id=COMMUNITY)
    nature = {"kind": "claim", "path": "petition", "flags": ["collective", "leapfrog"]}
    many = {"category": CATEGORY, "nature": nature | {"representatives": 6}}
    assert faults(walker, matter, "accept", **many) == {
        "nature.representatives": "at-most-five"
    }
    five = nature | {"representatives": 5}
    decide(walker, matter, "accept", category=CATEGORY, nature=five)
    walker.wait_for(matter, "assigned")
    kept = door(walker, matter)["nature"]
    assert (kept["flags"], kept["representatives"]) == (["collective", "leapfrog"], 5)


def test_d10_art20_every_arrival_is_written_down_before_anybody_decides(walker):
    since = datetime.now(UTC).isoformat()
    matter = at_work(walker, organisation_id=COMMUNITY)
    first, second, third = (arrive(walker, people) for people in (1, 9, 2))
    settle(walker, first, "register", receipt=matter.receipt)
    where = {"words": "请推选五名以内代表到接待室。"}
    settle(walker, second, "turn", outcome="redirected", ground="too-many", **where)
    until = (datetime.now(UTC) + timedelta(minutes=1)).isoformat()
    report = walker.stage.ask(
        "intake",
        "GET",
        "/v1/reports/arrivals",
        by=walker.town.supervisor,
        query={"since": since, "until": until, "organisation": COMMUNITY},
    )
    counted = {
        (each["state"], each["ground"]): (each["arrivals"], each["people"])
        for each in report["arrivals"]
    }
    assert counted == {
        ("registered", ""): (1, 1),
        ("redirected", "too-many"): (1, 9),
        ("arrived", ""): (1, 2),
    }
    path = f"/v1/arrivals/{third}/turn"
    silent = {"outcome": "refused", "ground": "final", "words": " "}
    assert refused(walker, "intake", path, walker.town.clerk, **silent)[0] == 422


def test_art26_conduct_is_written_down_beside_the_arrival_and_bars_nobody(walker):
    matter = at_work(walker, organisation_id=COMMUNITY)
    arrival = arrive(walker, 30)
    seen = {"kind": "crowding", "words": "在门前聚集，经劝离开。", "warned": True}
    path = f"/v1/arrivals/{arrival}/conduct"
    by = walker.town.clerk
    noted = walker.stage.ask("intake", "POST", path, by=by, body=seen)
    assert [each["words"] for each in noted["conduct"]] == [seen["words"]]
    settle(walker, arrival, "register", receipt=matter.receipt)
    page = walker.stage.send(
        "intake",
        "GET",
        f"/v1/petitions/{matter.receipt}",
        by=None,
        query={"code": matter.code},
    )
    assert (page.status, seen["words"] in str(page.body)) == (200, False)
    assert refused(walker, "intake", path, by, **seen | {"kind": "bad"})[0] == 422


def arrive(walker, people):
    body = {"organisation_id": COMMUNITY, "people": people}
    by = walker.town.clerk
    arrived = walker.stage.ask("intake", "POST", "/v1/arrivals", by=by, body=body)
    assert (arrived["state"], arrived["ground"]) == ("arrived", None)
    return arrived["reception_id"]


def settle(walker, reception, verb, **body):
    path = f"/v1/arrivals/{reception}/{verb}"
    walker.stage.ask("intake", "POST", path, by=walker.town.clerk, body=body)


def test_art21_the_petitioner_follows_and_rates_it_by_code(walker):
    matter = at_work(walker)
    walker.resolve(matter, reply="已换新灯。")
    seen = walker.wait_for(matter, "resolved")
    assert seen["reply"]["text"] == "已换新灯。"
    letter = walker.letter(told(walker, matter, "resolved", "petitioner"))
    token = letter["body"].rpartition(" ")[2].rstrip("。")
    path = f"/v1/follow-ups/{matter.petition_id}/answer"
    rating = {"token": token, "solved": False, "satisfied": False, "reason": "又灭了"}
    walker.stage.ask("notify", "POST", path, by=None, body=rating)
    walker.wait_for(matter, "reopened")


def paper_book(folder):
    """Write a paper book of five lamps and two rows that cannot be read."""
    yesterday = (date.today() - timedelta(days=1)).isoformat()  # noqa: DTZ011
    book = openpyxl.Workbook()
    book.active.append(COLUMNS)
    rows = [[yesterday, "捎话", "周某", None, "东街", "路灯坏", "路灯"]] * 5
    rows += [
        ["哪天", "来访", "吴某", None, None, "路灯坏", "路灯"],
        [yesterday, "来访", "郑某", None, None, None, "路灯"],
    ]
    for number, row in enumerate(rows, 1):
        book.active.append([f"{folder.name}-{number}", *row])
    file = folder / "book.xlsx"
    book.save(file)
    return file


def own_mapping(folder):
    """Write the shipped mapping with the town's one category."""
    said = yaml.safe_load(BOOK.read_text("utf-8"))
    said["petition"]["category"]["map"] = {"路灯": CATEGORY}
    file = folder / "mapping.yml"
    file.write_text(yaml.safe_dump(said, allow_unicode=True), "utf-8")
    return file


def suggestions(walker):
    found = walker.stage.ask(
        "routing", "GET", "/v1/project-suggestions", by=walker.town.supervisor
    )
    return [each for each in found["items"] if each["division_code"] == BOOK_PLACE]


def cases_of_the_book(walker):
    query = {"channel": "other", "organisation": COMMUNITY, "limit": 200}
    by = walker.town.clerk
    found = walker.stage.ask("intake", "GET", "/v1/petitions", by=by, query=query)
    return [
        each["petition_id"]
        for each in found["petitions"]
        if each["division_code"] == BOOK_PLACE
    ]


def test_a13_d15_a_paper_book_shows_a_gathered_problem_that_becomes_a_project(
    walker, agency, tmp_path
):
    report = tmp_path / "faults.csv"
    where = ["--organisation", COMMUNITY, "--division", BOOK_PLACE, "--quiet"]
    files = [str(paper_book(tmp_path)), "--mapping", str(own_mapping(tmp_path))]
    files += ["--report", str(report)]
    said = agency.run_cli("intake", "import", *files, *where)
    assert said == "imported 5, there before 0, faulty 2\n"
    faulty = [line.split(",") for line in report.read_text("utf-8").split()[1:]]
    assert [(each[0], *each[2:]) for each in faulty] == [
        ("6", "received_at", "not-a-datetime"),
        ("7", "text", "required"),
    ]
    walker.stage.wait(lambda: len(cases_of_the_book(walker)) == 5, "five petitions")
    ids = cases_of_the_book(walker)
    for each in ids:
        path = f"/v1/cases/{each}"
        walker.stage.ask("routing", "GET", path)
    agency.run_cli("routing", "sweep")
    [gathered] = suggestions(walker)
    assert (gathered["category"], gathered["cases"]) == (CATEGORY, 5)
    project = open_project(walker, ids)
    eve = date.fromisoformat(project["target"]["on"])
    assert (SPRING, 1, 20) <= (eve.year, eve.month, eve.day) <= (SPRING, 2, 19)
    one = f"/v1/projects/{project['project_id']}"
    lead(walker, f"{one}/inventory", checked=5100, found=800)
    today = datetime.now(CHINA).date().isoformat()
    lead(walker, f"{one}/progress", on=today, fixed=38, note="先修三十八盏")
    done = lead(walker, f"{one}/progress", on=today, fixed=700, note="换装LED")
    assert (done["checked"], done["found"], done["fixed"]) == (5100, 800, 738)


def open_project(walker, ids):
    return lead(
        walker,
        "/v1/projects",
        name="路灯专项",
        goal="春节前基本解决",
        category=CATEGORY,
        division_code=BOOK_PLACE,
        organisation_id=STREET,
        petitions=ids,
        festival="spring-festival",
        festival_year=SPRING,
    )


def lead(walker, path, **body):
    by = walker.town.supervisor
    return walker.stage.ask("routing", "POST", path, by=by, body=body)
