"""Help that is owed over HTTP, on a real database, by the rules of a place."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from minqing_chassis.sealing import Sealer
from minqing_kernel.clock import FrozenClock
from registry.adapters.archive.rotation import rotate
from registry.adapters.importing.leaving import WITHDRAWALS
from registry.bootstrap import assemble
from registry.domain.profiles import DutyKind, ScopeKind
from registry.entrypoints.archive.loading import read_sections
from services.registry.tests.aid_builders import FIELD, WHAT, at_once, plan, write
from services.registry.tests.builders import (
    COMMUNITY,
    NOON,
    OTHER,
    STREET,
    TODAY,
    a_cause,
    an_identity,
    record_duty,
    record_household,
    record_organisation,
    record_resident,
    record_staff,
)
from services.registry.tests.real import a_bus
from services.registry.tests.unit.test_plans import read
from services.registry.tests.unit.test_privacy_policy import SHIPPED, sections_file

pytestmark = pytest.mark.integration

WANG = ("handler", COMMUNITY, "wang-li")
CLERK = ("clerk", COMMUNITY, "zhao")
SECOND = ("clerk", COMMUNITY, "qian")
HEAD = ("supervisor", STREET, "sun")
STRANGER = ("supervisor", OTHER, "far-away")
HOMES = [UUID(int=each) for each in range(1, 195)]
HOME, PERSON = HOMES[0], UUID(int=1000)
WHERE = f"organisation={COMMUNITY}"
LOOK = f"{WHERE}&purpose=benefit-check"
SOON = str(TODAY + timedelta(days=30))


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
    """Staff, a household, somebody in it, and the sections of the model."""
    for command in [
        record_staff(),
        record_staff("li-na"),
        record_household(HOME, building_id="65-9"),
        record_resident(PERSON, household_id=HOME),
        *read_sections(sections_file()),
    ]:
        say(command)
    return say


def a_plan(**changes):
    measure = {"kind": "training", "what": WHAT, "who": "wang-li", "due": SOON}
    said = {
        "subject": "household",
        "subject_id": str(HOME),
        "owner": "wang-li",
        "review_on": SOON,
        "classes": ["low-income"],
        "measures": [measure],
        "seen": 0,
    }
    return said | changes


def ask(call, method, path, who, body=None, status=200):
    answer = call(method, path, who, body)
    assert answer.status_code == status, (path, answer.json)
    return answer.json


def test_c07_a_plan_is_made_reviewed_closed_and_missed(town, call, db):
    one = f"/v1/plans/{uuid4()}"
    missed = f"/v1/missing-plans?{LOOK}"
    town(write(PERSON, "civil-affairs", kinds=["低保"]))
    assert ask(call, "GET", missed, CLERK)["items"][0]["classes"] == ["low-income"]
    card = ask(call, "PUT", one, WANG, a_plan())
    assert (card["words"], card["revision"], card["next_due"]) == (None, 1, SOON)
    assert ask(call, "PUT", one, WANG, a_plan())["revision"] == 1
    assert ask(call, "GET", missed, CLERK)["looked_at"] == 0
    ask(call, "PUT", f"/v1/plans/{uuid4()}", WANG, a_plan(), 409)
    ask(call, "GET", one, STRANGER, status=403)
    reviewed = {"note": "仍需帮扶", "review_on": SOON, "seen": 1}
    assert ask(call, "POST", f"{one}/review", WANG, reviewed)["reviewed_on"]
    full = ask(call, "GET", f"{one}/full?purpose=visit&on={TODAY}", HEAD)
    assert full["plan"]["words"]["measures"][0]["what"] == WHAT
    assert [each["step"] for each in full["history"]] == ["change", "review"]
    mine = ask(call, "GET", "/v1/my-plans", WANG)["items"]
    here = ask(call, "GET", f"/v1/plans?{WHERE}&late={SOON}", HEAD)["items"]
    late = TODAY + timedelta(days=31)
    gone = ask(call, "GET", f"/v1/plans?{WHERE}&late={late}", HEAD)["items"]
    assert (len(mine), len(here), len(gone)) == (1, 0, 1)
    ask(call, "POST", f"{one}/close", WANG, {"why": "已就业", "seen": 2})
    assert ask(call, "GET", missed, CLERK)["counts"]["missing"] == 1
    subjects = [r["subject"] for r in db.rows("select subject from access_log")]
    assert sorted(set(subjects)) == sorted([str(HOME), str(PERSON)])
    kept = db.rows("select plans::text, plan_editions::text from plans, plan_editions")
    told = db.rows("select step, detail from timeline where subject like 'plan:%'")
    assert [each["step"] for each in told] == [
        "plan-change",
        "plan-review",
        "plan-close",
    ]
    assert WHAT not in f"{kept} {told}" and "low-income" not in f"{kept} {told}"


def test_c07_c11_plans_and_pairings_leave_as_lists_without_their_words(town, call):
    one, other = uuid4(), uuid4()
    ask(call, "PUT", f"/v1/plans/{one}", WANG, a_plan())
    pair = {"household_id": str(HOME), "since": str(TODAY)}
    unit = pair | {"partner": {"kind": "unit", "id": STREET}}
    ask(call, "PUT", f"/v1/pairings/{other}", CLERK, unit)
    for kind, key in (("plans", one), ("pairings", other)):
        text = call("GET", f"/v1/exports/{kind}.csv?{LOOK}", WANG).text
        _, _, row = text.splitlines()
        assert row.startswith(f"{key},{HOME},") and WHAT not in row
        assert ("王丽（wang-li）" if kind == "plans" else f"（{STREET}）") in row
        sheet = call("GET", f"/v1/exports/{kind}.xlsx?{LOOK}", HEAD)
        assert sheet.status_code == 200 and sheet.content.startswith(b"PK")


def test_d29_a_village_plan_is_shown_whole(town, call, db):
    one = f"/v1/plans/{uuid4()}"
    village = {"subject": "place", "subject_id": COMMUNITY, "classes": []}
    ask(call, "PUT", one, CLERK, a_plan(**village))
    shown = ask(call, "GET", one, WANG)
    assert shown["words"]["measures"][0]["what"] == WHAT
    assert ask(call, "GET", f"/v1/plans?{WHERE}", CLERK)["items"] == [shown]
    ask(call, "GET", one, STRANGER, status=403)
    assert db.rows("select 1 from access_log") == []


def test_a_new_sealing_key_takes_plans_over_with_their_history(town, db, sealer):
    key = uuid4()
    town(plan(HOME, key))
    done = rotate(db, Sealer([bytes(32), bytes(range(32))]))
    assert (done.plans, done.plan_editions) == (1, 1)
    alone = a_bus(db, Sealer([bytes(32)]))
    full = alone.handle(read(key=key), a_cause(FIELD))
    assert full.history[0].words.measures[0].what == WHAT


def test_c11_every_social_worker_is_paired_on_every_day(town, call):
    duty = {"duty": DutyKind.SOCIAL_WORKER, "scope_kind": ScopeKind.ORGANISATION}
    since = TODAY - timedelta(days=100)
    for each in ("wang-li", "li-na"):
        town(record_duty(staff_id=each, scope_id=COMMUNITY, since=since, **duty))
    first, second = uuid4(), uuid4()
    began = TODAY - timedelta(days=30)
    wang = {"kind": "staff", "id": "wang-li"}
    body = {"household_id": str(HOME), "partner": wang, "since": str(began)}
    ask(call, "PUT", f"/v1/pairings/{first}", CLERK, body)
    ask(call, "PUT", f"/v1/pairings/{uuid4()}", CLERK, body, 409)
    over = {"next_id": str(second), "on": str(TODAY - timedelta(days=9))}
    over["partner"] = {"kind": "staff", "id": "li-na"}
    ask(call, "POST", f"/v1/pairings/{first}/hand-over", HEAD, over)

    def unpaired(day):
        path = f"/v1/missing-pairings?{WHERE}&on={day}"
        return [e["staff_id"] for e in ask(call, "GET", path, HEAD)["items"]]

    assert unpaired(began - timedelta(days=1)) == ["li-na", "wang-li"]
    assert unpaired(began) == unpaired(TODAY - timedelta(days=10)) == ["li-na"]
    assert unpaired(TODAY) == unpaired(TODAY - timedelta(days=9)) == ["wang-li"]
    assert unpaired(since - timedelta(days=1)) == []
    listed = ask(call, "GET", f"/v1/pairings?{WHERE}&household={HOME}", HEAD)["items"]
    by_id = {each["pairing_id"]: each for each in listed}
    assert by_id[str(second)]["follows"] == str(first) and len(by_id) == 2
    [mine] = ask(call, "GET", f"/v1/my-pairings?on={began}", WANG)["items"]
    assert mine["pairing_id"] == str(first)
    ask(call, "POST", f"/v1/pairings/{second}/end", CLERK, {"until": str(TODAY)})
    ask(call, "GET", f"/v1/pairings?{WHERE}", STRANGER, status=403)


SHARE, REST = divmod(36_780_000, 194)


def lines(homes=HOMES, cents=SHARE, rest=REST):
    amounts = [cents + (at < rest) for at in range(len(homes))]
    return [
        {
            "payment_id": str(uuid4()),
            "household_id": str(home),
            "amount": f"{amount // 100}.{amount % 100:02}",
        }
        for home, amount in zip(homes, amounts, strict=True)
    ]


def a_proposal(said):
    return {"programme": "hardship", "period": "2026-03", "lines": said}


def sums(call, place=WHERE):
    return ask(call, "GET", f"/v1/subsidy-sums?{place}&year=2026", HEAD)


def test_c25_194_households_are_paid_to_the_cent_and_made_public_in_sums(
    town, call, db
):
    small = record_organisation("510106040020", name="小社区")
    town(small)
    for home in HOMES[1:]:
        town(record_household(home, organisation_id=COMMUNITY))
    for home in (other := [UUID(int=900 + at) for at in range(4)]):
        town(record_household(home, organisation_id="510106040020"))
    said = lines()
    path = "/v1/subsidy-payments"
    assert ask(call, "POST", path, CLERK, a_proposal(said)) == {"lines": 194}
    ask(call, "POST", path, CLERK, a_proposal(lines()), 409)
    decision = {"payment_ids": [e["payment_id"] for e in said], "decision": "approve"}
    ask(call, "POST", f"{path}/decision", CLERK, decision, 403)
    assert sums(call) == {"total": [], "by_unit": []}
    ask(call, "POST", f"{path}/decision", SECOND, decision)
    [total] = sums(call)["total"]
    assert (total["households"], total["amount"]) == (194, "367800.00")
    assert total["printed"] == "36.78万元"
    few = lines(other, 100, 0)
    ask(call, "POST", path, HEAD, a_proposal(few))
    decision = {"payment_ids": [e["payment_id"] for e in few], "decision": "approve"}
    ask(call, "POST", f"{path}/decision", ("supervisor", STREET, "li"), decision)
    street = sums(call, f"organisation={STREET}")
    assert [each["households"] for each in street["by_unit"]] == [194, 4]
    assert street["total"][0]["printed"] == "367804.00元"
    shown = ask(call, "GET", "/v1/public-subsidies?year=2026", None)
    assert shown["smallest_group"] == 5
    assert [e["organisation_id"] for e in shown["items"]] == [COMMUNITY]
    assert set(shown["items"][0]) == {
        "programme",
        "organisation_id",
        "households",
        "amount",
        "printed",
    }
    book = call("GET", f"/v1/exports/payments.csv?{LOOK}", CLERK).text.splitlines()
    assert len(book) == 196 and "1895.88" in book[2]
    assert call("GET", f"/v1/exports/payments.xlsx?{LOOK}", WANG).status_code == 403
    [look] = db.rows("select fields from access_log")
    assert look["fields"][:2] == ["export:payments", "people:194"]


def test_c25_what_two_send_at_once_is_paid_and_taken_back_once(town, call, db):
    paid = lines([HOME])[0]
    key = paid["payment_id"]
    path = "/v1/subsidy-payments"
    proposals = [a_proposal([paid | {"payment_id": str(uuid4())}]) for _ in range(3)]
    told = at_once(lambda each: call("POST", path, CLERK, each), proposals)
    assert sorted(told) == [200, 409, 409]
    [row] = db.rows("select payment_id from subsidy_payments")
    key = row["payment_id"]
    decision = {"payment_ids": [str(key)], "decision": "approve"}
    told = at_once(
        lambda who: call("POST", f"{path}/decision", (*CLERK[:2], who), decision),
        ["a1", "a2", "zhao"],
    )
    assert told.count(200) == 1 and told.count(403) == 1
    town(record_household(HOMES[1]))
    spans = [{"period": each} for each in ("2026-04", "2026-Q2", "2026")]
    told = at_once(
        lambda span: call("POST", path, CLERK, a_proposal(lines([HOMES[1]])) | span),
        spans[:2],
    )
    assert sorted(told) == [200, 409]
    ask(call, "POST", path, CLERK, a_proposal(lines([HOME])) | spans[2], 409)
    undo = f"{path}/{key}/reversal"
    bodies = [{"reversal_id": str(uuid4()), "why": "paid-twice"} for _ in range(3)]
    told = at_once(lambda body: call("PUT", undo, CLERK, body), bodies)
    assert sorted(told) == [200, 409, 409]
    [back] = db.rows("select payment_id from subsidy_payments where cents < 0")
    decision = {"payment_ids": [str(back["payment_id"])], "decision": "approve"}
    ask(call, "POST", f"{path}/decision", SECOND, decision)
    assert sums(call)["total"] == []
    ledger = ask(call, "GET", f"{path}?{WHERE}&state=approved", HEAD)["items"]
    assert sorted(each["amount"] for each in ledger) == ["-1895.88", "1895.88"]
    ask(call, "POST", path, CLERK, a_proposal(lines([HOME])))


def test_c12_the_list_is_masked_logged_and_gets_shorter(town, call, db):
    town(record_resident(UUID(int=1001), identity_number=an_identity(order="999")))
    town(write(PERSON, "health", disability_level="二级", condition="健康"))
    path = f"/v1/entitlements?{LOOK}&rule=severe-disability-care"
    page = ask(call, "GET", path, CLERK)
    [feng] = [each for each in page["items"] if each["finding"] == "entitled"]
    assert feng["facts"] == {"health.disability_level": "***"}
    assert page["counts"]["unknown"] == 1
    looks = db.rows("select subject, purpose, fields from access_log")
    assert [(e["subject"], e["fields"]) for e in looks] == [
        (str(PERSON), ["health.disability_level"])
    ]
    outcome = {"edition": page["edition"], "outcome": "confirmed"}
    one = f"/v1/entitlements/severe-disability-care/{PERSON}"
    ask(call, "PUT", one, CLERK, outcome)
    ask(call, "PUT", one, CLERK, outcome)
    assert ask(call, "GET", path, CLERK)["counts"]["entitled"] == 0
    ask(call, "PUT", one, CLERK, outcome | {"edition": "old@2001-01-01"}, 409)
    ask(call, "PUT", one, STRANGER, outcome, 403)
    ask(call, "GET", path, STRANGER, status=403)
    ask(call, "GET", path.replace("rule=", "rule=x"), CLERK, status=404)
    told = ask(call, "GET", "/v1/benefit-rules", WANG)
    assert told["items"][1]["facts"] == ["health.disability_level"]
    assert {e["code"] for e in told["programmes"]} == {"hardship", "old-age"}
    free = WITHDRAWALS["residents"].free
    assert [r["id"] for r in db.rows(free, ids=[PERSON])] == []


def test_c12_a_rule_by_age_ends_with_a_payment(town, call):
    old = an_identity(born="19400301", order="777")
    town(record_resident(PERSON, household_id=HOME, identity_number=old))
    path = f"/v1/entitlements?{LOOK}&rule=old-age"
    assert ask(call, "GET", path, CLERK)["items"][0]["facts"] == {"age": 86}
    [paid] = lines([HOME])
    proposal = a_proposal([paid]) | {"programme": "old-age"}
    ask(call, "POST", "/v1/subsidy-payments", CLERK, proposal)
    decision = {"payment_ids": [paid["payment_id"]], "decision": "approve"}
    ask(call, "POST", "/v1/subsidy-payments/decision", SECOND, decision)
    assert ask(call, "GET", path, CLERK)["counts"]["has-it"] == 1


def test_c07_two_who_write_one_plan_at_once_undo_nothing(town, call):
    one = f"/v1/plans/{uuid4()}"
    ask(call, "PUT", one, WANG, a_plan())
    changes = [
        a_plan(seen=1, owner="li-na"),
        a_plan(seen=1, review_on=str(TODAY + timedelta(days=31))),
    ]
    review = {"note": "仍需帮扶", "review_on": SOON, "seen": 1}
    acts = [("PUT", one, each) for each in changes] + [
        ("POST", f"{one}/review", review)
    ]
    told = at_once(lambda act: call(act[0], act[1], WANG, act[2]), acts)
    assert sorted(told) == [200, 409, 409]
    full = ask(call, "GET", f"{one}/full?purpose=visit", WANG)
    assert [each["revision"] for each in full["history"]] == [1, 2]
