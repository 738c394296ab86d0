"""Help that is owed, at a running agency: plans, benefits, the ledger."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from minqing_demo.cast import clerk
from tests.e2e.town import COMMUNITY, STREET

pytestmark = [pytest.mark.e2e, pytest.mark.slow]

LOOK = {"organisation": COMMUNITY, "purpose": "benefit-check"}
SECOND = clerk("e2e-second-clerk", COMMUNITY)
WHAT = "参加月嫂培训"
NEED = {
    "title": "帮扶需要",
    "subject": "resident",
    "valid_from": "2020-01-01",
    "readers": ["clerk", "supervisor"],
    "writers": ["clerk", "supervisor"],
    "fields": [
        {
            "code": "level",
            "title": "等级",
            "type": "choice",
            "options": ["一级", "二级", "三级"],
            "sensitivity": 3,
        },
        {
            "code": "kinds",
            "title": "类别",
            "type": "choices",
            "options": ["低保", "补贴"],
            "sensitivity": 3,
        },
    ],
}


@pytest.fixture
def ask(stage, town):
    """Ask registry as the clerk of the community."""
    stage.ask("registry", "PUT", "/v1/sections/need", body=NEED)

    def asked(method, path, body=None, by=town.clerk, query=None):
        said = {"by": by, "body": body, "query": query}
        return stage.ask("registry", method, path, **said)

    return asked


@pytest.fixture
def somebody(ask, stage, town):
    """Somebody in a household of the community, with what they need on file."""
    home, person = str(uuid4()), str(uuid4())
    kept = {"organisation_id": COMMUNITY}
    ask("PUT", f"/v1/households/{home}", kept | {"address": "梨花巷7号3栋2单元5号"})
    resident = kept | {"household_id": home, "name": "白小梨"}
    ask("PUT", f"/v1/residents/{person}", resident)
    written = stage.send(
        "registry",
        "PATCH",
        f"/v1/residents/{person}/sections/need",
        by=town.clerk,
        body={"values": {"level": "二级", "kinds": ["低保"]}},
        headers={"If-Match": '"0"'},
    )
    assert written.status == 200, written
    return home, person


def just(key):
    """Ask for the page that begins with one id, and ends with it."""
    return {"after": str(UUID(int=UUID(key).int - 1)), "limit": 1}


def day(days=0):
    return (datetime.now(UTC) + timedelta(days=days)).date().isoformat()


def test_c07_a_household_in_need_is_missed_until_it_has_a_plan(
    ask, stage, town, somebody
):
    home, _ = somebody

    def missed():
        found = ask("GET", "/v1/missing-plans", query=LOOK | just(home))
        return [e for e in found["items"] if e["household_id"] == home]

    assert [each["classes"] for each in missed()] == [["low-income"]]
    measures = [
        {"kind": kind, "what": WHAT, "who": town.handler.id, "due": day(30)}
        for kind in ("training", "post")
    ]
    body = {
        "subject": "household",
        "subject_id": home,
        "owner": town.handler.id,
        "review_on": day(60),
        "classes": ["low-income"],
        "measures": measures,
        "seen": 0,
    }
    one = f"/v1/plans/{uuid4()}"
    assert ask("PUT", one, body, by=town.handler)["state"] == "in-force"
    assert missed() == []
    assert ask("GET", one)["words"] is None
    whole = ask("GET", f"{one}/full", query={"purpose": "visit"}, by=town.supervisor)
    assert [e["kind"] for e in whole["plan"]["words"]["measures"]] == [
        "training",
        "post",
    ]
    refused = stage.send("registry", "PUT", one, by=town.stranger, body=body)
    assert refused.status == 403


def test_c12_who_may_have_a_benefit_is_listed_until_it_is_decided(
    ask, stage, town, somebody
):
    _, person = somebody
    query = LOOK | {"rule": "e2e-care"} | just(person)

    def entitled():
        found = ask("GET", "/v1/entitlements", query=query)
        return found["edition"], {e["resident_id"]: e for e in found["items"]}

    edition, found = entitled()
    assert (edition, found[person]["finding"]) == ("e2e-care@2016-01-01", "entitled")
    assert found[person]["facts"] == {"need.level": "***", "need.kinds": "***"}
    outcome = {"edition": edition, "outcome": "confirmed"}
    ask("PUT", f"/v1/entitlements/e2e-care/{person}", outcome)
    assert person not in entitled()[1]
    for by in (town.stranger, town.strange_supervisor):
        sent = stage.send("registry", "GET", "/v1/entitlements", by=by, query=query)
        assert sent.status == 403


def test_c25_194_households_get_367800_yuan_exactly_by_two_people(ask, stage, town):
    homes = [str(uuid4()) for _ in range(194)]
    for home in homes:
        kept = {"organisation_id": COMMUNITY, "address": "梨花巷7号"}
        ask("PUT", f"/v1/households/{home}", kept)
    share, rest = divmod(36_780_000, len(homes))
    amounts = [share + (at < rest) for at in range(len(homes))]
    lines = [
        {
            "payment_id": str(uuid4()),
            "household_id": home,
            "amount": f"{cents // 100}.{cents % 100:02}",
        }
        for home, cents in zip(homes, amounts, strict=True)
    ]
    path = "/v1/subsidy-payments"
    proposal = {"programme": "e2e-hardship", "period": "2019-12", "lines": lines}
    ask("POST", path, proposal)
    ids = [each["payment_id"] for each in lines]
    decision = {"payment_ids": ids, "decision": "approve"}
    alone = stage.send(
        "registry", "POST", f"{path}/decision", by=town.clerk, body=decision
    )
    assert (alone.status, alone.body["type"].rpartition(":")[2]) == (
        403,
        "second-person-needed",
    )
    ask("POST", f"{path}/decision", decision, by=SECOND)
    query = {"organisation": STREET, "year": "2019"}
    [total] = ask("GET", "/v1/subsidy-sums", query=query, by=town.supervisor)["total"]
    assert (total["households"], total["amount"]) == (194, "367800.00")
    assert total["printed"] == "36.78万元"
    public = ask("GET", "/v1/public-subsidies", by=None, query={"year": "2019"})
    [shown] = [e for e in public["items"] if e["organisation_id"] == COMMUNITY]
    assert shown["households"] == 194
    assert not [home for home in homes if home in repr(public)]
