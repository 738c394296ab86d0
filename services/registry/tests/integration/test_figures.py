"""Every figure of staff, ledgers and help is the sum of rows that can be listed."""

import io
from uuid import UUID, uuid4

import openpyxl
import pytest

from minqing_chassis.press import HtmlPress
from minqing_kernel.clock import FrozenClock
from registry.application.exporting import handlers
from registry.bootstrap import assemble
from registry.domain.figures.figure import Figure
from registry.domain.firms.firm import FirmKind
from registry.domain.premises.kinds import PremisesKind
from registry.entrypoints.figures.routes import table
from services.registry.tests.builders import (
    COMMUNITY,
    NOON,
    OTHER,
    STREET,
    TODAY,
    record_firm,
    record_household,
    record_premises,
    record_staff,
)
from services.registry.tests.integration.test_aid_doors import (
    a_proposal,
    ask,
    lines,
)
from services.registry.tests.integration.test_job_doors import MANY
from services.registry.tests.ledger_builders import about, enter, leave, meet
from services.registry.tests.obligation_builders import at, went
from services.registry.tests.unit.test_privacy_policy import SHIPPED

pytestmark = pytest.mark.integration

HEAD = ("supervisor", STREET, "street-head")
CLERK, SECOND = ("clerk", COMMUNITY, "zhao"), ("clerk", COMMUNITY, "qian")
ELSEWHERE = ("supervisor", OTHER, "desk")
HOMES = [UUID(int=each) for each in range(1, 195)]
SHOP, MATTER, FORM = UUID(int=500), UUID(int=600), uuid4()
MONTH = f"{TODAY:%Y-%m}"
ITEMS = [UUID(int=700 + each) for each in range(4)]


@pytest.fixture
def parts(url, keys):
    environ = {
        "AGENCY": "test",
        "AMQP_URI": "amqp://127.0.0.1:1",
        "DATABASE_URL_REGISTRY": url,
        "HTTP_ADDRESS": "127.0.0.1:0",
        "JWT_PUBLIC_KEY_FILE": str(keys.jwt_public),
        "SEALING_KEY_FILE": str(keys.sealing),
        "POLICY_FILE": str(SHIPPED / "jinquan.yml"),
    }
    made = assemble(environ, clock=FrozenClock(NOON))
    yield made
    made.database.close()


@pytest.fixture
def town(say):
    """People, staff and a yard; meetings, homes seen, ledgers, money, jobs, a form."""
    for command in [
        *(record_staff(each) for each in ("wang-li", "li-na", "zhao", "qian")),
        record_staff("street-head", organisation_id=STREET),
        record_premises("66", kind=PremisesKind.COURTYARD, name="66号院"),
        *(record_household(each) for each in HOMES[:2]),
        record_firm(SHOP, kind=FirmKind.SHOP),
    ]:
        say(command)
    return say


def visits(town):
    """Three homes, one seen twice, one in company; two meetings of 83 people."""
    when, yard = at(TODAY, 9), {"premises_id": "66", "topic": "停车"}
    both = {"visitors": ["li-na", "wang-li"]}
    first = went(when, ("household", HOMES[0]), diary="在家")
    for command in (
        first,
        went(when, ("household", HOMES[0]), by="li-na", diary="在家"),
        went(when, ("household", HOMES[1]), diary="在家", **both),
        went(when, kind="courtyard", attendance=23, **yard),
        went(when, kind="courtyard", attendance=60, **yard, by="li-na"),
    ):
        town(command)
    return first.visit_id


def ledgers(town):
    twice = about(key=MATTER)
    town(enter(ITEMS[0], about=twice))
    town(enter(ITEMS[1], about=twice, ledger="hardship", reason="assessed"))
    town(enter(ITEMS[2]))
    town(enter(ITEMS[3]))
    town(meet(ITEMS[2]))
    town(leave(ITEMS[3]))


def money(call):
    said = lines(HOMES)
    ask(call, "POST", "/v1/subsidy-payments", CLERK, a_proposal(said))
    told = {"payment_ids": [e["payment_id"] for e in said], "decision": "approve"}
    ask(call, "POST", "/v1/subsidy-payments/decision", SECOND, told)
    more = lines(HOMES[:1], 100, 0)
    ask(call, "POST", "/v1/subsidy-payments", CLERK, a_proposal(more) | YEAR_AGO)
    told = {"payment_ids": [more[0]["payment_id"]], "decision": "approve"}
    ask(call, "POST", "/v1/subsidy-payments/decision", SECOND, told)


YEAR_AGO = {"period": "2025"}


def a_form(call, visit):
    wang = ("handler", COMMUNITY, "wang-li")
    ask(call, "PUT", f"/v1/visits/{visit}/forms/{FORM}", wang, {"to_id": OTHER})
    desk, one = ("clerk", OTHER, "desk"), f"/v1/visit-forms/{FORM}"
    ask(call, "POST", f"{one}/receive", desk)
    ask(call, "PUT", f"{one}/result", desk, {"jobs": 170, "startups": 3})


def as_told(call):
    """Return what the doors of each room tell, by figure, group and part."""
    get = lambda path, who=HEAD: ask(call, "GET", path, who)  # noqa: E731
    span = f"since={TODAY}&until={TODAY}"
    jobs = get(f"/v1/placement-counts?organisation={STREET}&{span}")
    forms = get(f"/v1/visit-form-totals?organisation={OTHER}", ELSEWHERE)
    counts = get(f"/v1/visited-counts?organisation={STREET}")["counts"]
    covered = get(f"/v1/visit-coverage?organisation={STREET}")["items"]
    return {
        "visits": visits_told(get),
        "coverage": {
            ("kind", each["kind"], part): each[part]
            for each in covered
            for part in ("visited", "registered")
        },
        "subjects": {("kind", k, "registered"): n for k, n in counts.items()},
        "ledgers": ledgers_told(get),
        "subsidies": money_told(get),
        "placements": {
            ("total", None, part): jobs[part]
            for part in ("jobs", "startups", "introduced", "failed")
        },
        "forms": {("total", None, p): forms[p] for p in ("jobs", "startups")},
    }


def visits_told(get):
    month = get(f"/v1/visit-counts?organisation={STREET}&month={MONTH}")
    groups = [("total", month["total"])]
    for by in ("courtyard", "cadre", "unit"):
        groups += [(by, each) for each in month[f"by_{by}"]]
    return {
        (by, each["of"], part): each[part]
        for by, each in groups
        for part in ("visits", "attendance", "untold")
    }


def ledgers_told(get):
    told = {}
    for each in get(f"/v1/ledger-figures?organisation={STREET}")["items"]:
        group = ("matter" if each["ledger"] is None else "ledger", each["ledger"])
        for part in ("entered", "standing", "exited", "solved"):
            told[*group, part] = each[part]
        for state, number in each["states"].items():
            told[*group, f"standing-{state}"] = number
    return told


def money_told(get):
    sums = get(f"/v1/subsidy-sums?organisation={STREET}&year=2026")
    told = {}
    for by, rows in (("programme", sums["total"]), ("unit", sums["by_unit"])):
        for each in rows:
            tail = f"@{each['organisation_id']}" if by == "unit" else ""
            group = (by, each["programme"] + tail)
            told[*group, "cents"] = int(each["amount"].replace(".", ""))
            told[*group, "households"] = each["households"]
    return told


def rows_behind(call, path, who, part, limit=100):
    said = f"{path}&by={part['by']}&part={part['part']}&limit={limit}"
    said += f"&of={part['of']}" if part["of"] else ""
    found, after = [], ""
    while after is not None:
        page = ask(call, "GET", said + (f"&after={after}" if after else ""), who)
        found += page["items"]
        after = page["next"]
    return found


def test_c25_d11_a25_every_number_is_the_sum_of_the_rows_behind_it(town, call, db):
    for home in HOMES[2:]:
        town(record_household(home))
    visit = visits(town)
    ledgers(town)
    money(call)
    db.rows(MANY, offer=None, day=TODAY, place=COMMUNITY)
    a_form(call, visit)
    for figure, told in as_told(call).items():
        who, place = (HEAD, STREET)
        if figure == "forms":
            who, place = ELSEWHERE, OTHER
        asked = f"organisation={place}&year=2026"
        found = ask(call, "GET", f"/v1/figures/{figure}?{asked}", who)["items"]
        numbers = {(e["by"], e["of"], e["part"]): e["number"] for e in found}
        counted = {key: number for key, number in told.items() if number}
        assert {k: numbers.get(k, 0) for k in told} == told, figure
        assert {k for k, n in numbers.items() if n} - {*counted} <= LATE, figure
        for each in found:
            path = f"/v1/figures/{figure}/rows?{asked}"
            rows = rows_behind(call, path, who, each)
            assert sum(row["number"] for row in rows) == each["number"]
            assert len({row["key"] for row in rows}) == len(rows) == each["rows"]
    assert set(as_told(call)) == {*Figure}
    c25 = as_told(call)["subsidies"]
    assert c25["programme", "hardship", "cents"] == 36_780_000
    assert c25["programme", "hardship", "households"] == 194


LATE = {("total", None, "late")}


def test_figures_are_told_to_those_alone_who_oversee_the_place(town, call):
    visits(town)
    one = f"/v1/figures/visits?organisation={COMMUNITY}"
    for who in (("supervisor", OTHER), ("clerk", OTHER), ("handler", COMMUNITY)):
        ask(call, "GET", one, who, status=403)
        rows = one.replace("visits?", "visits/rows?") + "&by=total&part=visits"
        ask(call, "GET", rows, who, status=403)
    ask(call, "GET", f"/v1/figures/ledgers?organisation={OTHER}", CLERK, status=403)
    ask(call, "GET", one.replace("visits?", "cats?"), CLERK, status=404)
    ask(call, "GET", f"{one}&since={TODAY}&until=2026-01-01", CLERK, status=422)
    every = one.replace("visits?", "visits/rows?") + "&by=all&part=visits"
    told = ask(call, "GET", every, CLERK, status=422)
    assert "total、courtyard、cadre、unit" in str(told)


def test_figures_standings_and_ledgers_leave_as_workbook_and_on_paper(
    town, call, monkeypatch
):
    visits(town)
    ledgers(town)
    asked = f"organisation={COMMUNITY}&purpose=周例会"
    taken = call("GET", f"/v1/figures/visits/figure.xlsx?{asked}", CLERK)
    sheet = openpyxl.load_workbook(io.BytesIO(taken.content)).active
    [mark, heading, *rows] = sheet.iter_rows(values_only=True)
    assert mark[0].startswith("走访场次与人次 金科苑社区（") and "zhao" in mark[0]
    assert heading[3] == "数值"
    assert ("合计", None, "到场人次", 83, 2) in [
        tuple(cell or None for cell in row) for row in rows
    ]
    named = {row[1] for row in rows if row[0] in {"干部", "单位"}}
    assert {"王丽（wang-li）", f"金科苑社区（{COMMUNITY}）"} <= named
    yards = {row[1] for row in rows if row[0] == "院落" and row[1]}
    assert yards == {"66号院（66）"}
    codes = call("GET", f"/v1/figures/visits/figure.json?{asked}", CLERK).json
    assert {"wang-li", COMMUNITY} <= {row[1] for row in codes["rows"]}
    paper = call("GET", f"/v1/figures/visits/figure.pdf?{asked}", CLERK)
    assert paper.content[:5] == b"%PDF-"
    blank = f"/v1/figures/visits/figure.csv?organisation={COMMUNITY}&purpose=%20%20"
    assert call("GET", blank, CLERK).status_code == 422
    monkeypatch.setattr(HtmlPress, "print_html", lambda _, html, **__: html.encode())
    for path, words in (
        ("/v1/exports/obligations.pdf", "任务"),
        ("/v1/ledgers/petitions/items.pdf", "建账"),
    ):
        page = call("GET", f"{path}?{asked}", CLERK)
        assert page.headers["Content-Type"] == "application/pdf"
        assert words in page.text and "周例会" in page.text and "zhao" in page.text
        assert f"金科苑社区（{COMMUNITY}）" in page.text
        assert "北京时间" in page.text and "UTC" not in page.text
    assert "王丽（wang-li）" in page.text
    monkeypatch.setattr(handlers, "MOST_PRINTED", 1)
    long = call("GET", f"/v1/exports/households.pdf?{asked}", CLERK)
    told = long.json["type"].rpartition(":")[2]
    assert (long.status_code, told) == (422, "too-long-to-print")


def test_every_word_of_figures_is_said_in_every_language():
    assert all({*said} == {"zh-CN", "zh-TW", "en"} for said in table().values())
    assert {f"figure:{each}" for each in Figure} <= {*table()}
