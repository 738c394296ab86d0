"""D-30 over HTTP: a patrol by the list of a shipped place, on a real database."""

from uuid import UUID, uuid4

import pytest

from services.registry.tests.builders import (
    COMMUNITY,
    STREET,
    record_firm,
    record_staff,
)
from services.registry.tests.integration.obligation_place import parts_by
from services.registry.tests.unit.test_privacy_policy import SHIPPED
from services.registry.tests.visit_builders import WENT

pytestmark = pytest.mark.integration

VISITOR, HEAD = ("handler", COMMUNITY, "wang-li"), ("supervisor", STREET)
FIRM = UUID(int=9)
FINE = ["exits", "fire-gear", "wiring", "hazardous-goods", "training", "lodging"]


@pytest.fixture
def parts(url, keys):
    made = parts_by(url, keys, SHIPPED / "dapeng.yml")
    yield made
    made.database.close()


def answers(**changes):
    told = dict.fromkeys(FINE, "fine") | changes
    return [{"point": each, "found": told[each]} for each in sorted(told)]


def patrol(checklist):
    return {
        "kind": "patrol",
        "held_at": WENT.isoformat(),
        "visitors": ["wang-li"],
        "subjects": [{"kind": "firm", "id": str(FIRM)}],
        "outcome": "settled",
        "checklist": checklist,
    }


def lacking(refused):
    assert refused.status_code == 422, refused.json
    return {each["field"]: each["code"] for each in refused.json["errors"]}


def test_d30_answers_are_kept_shown_and_counted_and_keep_a_patrol_open(say, call):
    say(record_staff())
    say(record_firm(FIRM))
    one, day = f"/v1/visits/{uuid4()}", WENT.date()
    for strange in ({"roof": "fine"}, {"exits": "fine?"}):
        refused = call("PUT", one, VISITOR, patrol(answers(**strange)))
        assert refused.status_code == 422, refused.json
    kinds = call("GET", "/v1/visit-kinds", VISITOR).json["items"]
    [listed] = [each["checklist"] for each in kinds if each["code"] == "patrol"]
    assert [each["code"] for each in listed] == FINE
    assert call("PUT", one, VISITOR, patrol([])).json["checklist"] == []
    unasked = {"family": "unasked"}
    left = call("POST", f"{one}/close", VISITOR, unasked)
    assert lacking(left) == {"checklist": "required"}
    for said in (answers(), answers(exits="hazard", lodging="absent")):
        told = call("PUT", one, VISITOR, patrol(said))
        assert told.json["checklist"] == said, told.json
    lists = f"/v1/visit-checklists?organisation={COMMUNITY}&since={day}&until={day}"
    counts = {e["point"]: e for e in call("GET", lists, HEAD).json["items"]}
    none = {"kind": "patrol", "visits": 1, "fine": 0, "hazard": 0, "absent": 0}
    assert counts["exits"] == none | {"point": "exits", "hazard": 1}
    assert counts["lodging"] == none | {"point": "lodging", "absent": 1}
    assert counts["wiring"] == none | {"point": "wiring", "fine": 1}
    assert call("GET", lists, ("clerk", STREET)).status_code == 403
    wrong = lists.replace(f"until={day}", "until=2020-01-01")
    assert call("GET", wrong, HEAD).status_code == 422
    assert call("GET", one, HEAD).json["checklist"] == said
    full = call("GET", f"{one}/full?purpose=visit", HEAD).json
    assert [each["checklist"] for each in full["before"]] == [[], answers()]
    left = call("POST", f"{one}/close", VISITOR, unasked)
    assert lacking(left) == {"checklist": "hazard-without-finding"}
    found = {"text": "通道堆放杂物", "outcome": "settled", "how": "当场清理"}
    call("PUT", f"{one}/findings/{uuid4()}", VISITOR, found)
    assert call("POST", f"{one}/close", VISITOR, unasked).json["closed_at"]
