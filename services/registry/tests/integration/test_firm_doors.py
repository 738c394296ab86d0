"""Firms over HTTP, on a real database."""

from uuid import uuid4

import pytest

from services.registry.tests.builders import (
    COMMUNITY,
    CREDIT_CODE,
    OTHER,
    STREET,
    record_firm,
    record_household,
)

pytestmark = pytest.mark.integration

CLERK = ("clerk", STREET)


def test_c06_d01_firms_are_kept_listed_and_counted_beside_households(call, say):
    firm_id, shop_id = uuid4(), uuid4()
    said = {"kind": "enterprise", "name": "梨花食品厂", "organisation_id": COMMUNITY}
    said |= {
        "address": "金科苑东街65号",
        "credit_code": CREDIT_CODE,
        "premises_id": "65",
    }
    kept = call("PUT", f"/v1/firms/{firm_id}", CLERK, said)
    assert (kept.status_code, kept.json["revision"]) == (200, 1)
    again = call("PUT", f"/v1/firms/{uuid4()}", CLERK, said)
    assert again.json["type"].endswith("firm-known")
    wrong = call("PUT", f"/v1/firms/{uuid4()}", CLERK, said | {"credit_code": "9135"})
    assert wrong.json["errors"][0]["code"] == "credit-code-length"
    refused = call("PUT", f"/v1/firms/{firm_id}", ("clerk", OTHER), said)
    assert refused.status_code == 403
    shop = said | {"kind": "shop", "credit_code": None, "premises_id": None}
    call("PUT", f"/v1/firms/{shop_id}", CLERK, shop)
    say(record_household())
    listed = call("GET", f"/v1/firms?organisation={STREET}&kind=shop", CLERK).json
    assert [each["firm_id"] for each in listed["items"]] == [str(shop_id)]
    first = call("GET", f"/v1/firms?organisation={STREET}&limit=1", CLERK).json
    after = f"/v1/firms?organisation={STREET}&after={first['next']}"
    assert len(call("GET", after, CLERK).json["items"]) == 1
    counts = call("GET", f"/v1/visited-counts?organisation={STREET}", CLERK).json
    assert counts["counts"] == {"enterprise": 1, "shop": 1, "household": 1}
    shown = call("GET", f"/v1/firms/{firm_id}", ("handler", COMMUNITY)).json
    assert shown["credit_code"] == CREDIT_CODE
    assert call("GET", f"/v1/firms/{uuid4()}", CLERK).status_code == 404


def test_a_firm_is_read_as_it_was_written(say, bus):
    firm_id = uuid4()
    say(record_firm(firm_id))
    say(record_firm(firm_id, active=False))
    with bus._new_unit_of_work() as work:
        assert work.firms.get(firm_id).revision == 2
