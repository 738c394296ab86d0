"""Moves over HTTP, on a real database."""

from uuid import uuid4

import pytest

from registry.domain.profiles import DutyKind, ScopeKind
from services.registry.tests.builders import (
    AT_HOME,
    COMMUNITY,
    OTHER,
    STREET,
    record_duty,
    record_household,
    record_resident,
    record_staff,
)

pytestmark = pytest.mark.integration

CLERK = ("clerk", STREET)


def test_a_household_that_merged_counts_no_more_until_it_is_undone(call, say):
    old, new, person, move = uuid4(), uuid4(), uuid4(), uuid4()
    say(record_staff())
    say(record_household(old, address=AT_HOME))
    say(record_household(new, address="金科苑东街65号附2号"))
    say(record_resident(person, household_id=old))
    home = {"scope_kind": ScopeKind.HOUSEHOLD, "scope_id": str(old)}
    say(record_duty(duty=DutyKind.SOCIAL_WORKER, **home))

    def households():
        place = f"?organisation={COMMUNITY}"
        counts = call("GET", f"/v1/visited-counts{place}", CLERK).json["counts"]
        numbers = [
            call("GET", f"/v1/{check}{place}", CLERK).json["households"]
            for check in ("grid-cover", "charge-coverage", "premises-check")
        ]
        return [counts["household"], *numbers]

    assert households() == [2, 2, 2, 2]
    said = {"kind": "merge", "from_household": str(old), "to_household": str(new)}
    path = f"/v1/household-moves/{move}"
    for _ in range(2):
        moved = call("PUT", path, CLERK, said)
        assert moved.json == {"move_id": str(move), "people": 1}
    assert households() == [1, 1, 1, 1]
    shown = call("GET", f"/v1/residents/{person}", CLERK).json
    assert shown["household_id"] == str(new)
    split = said | {"kind": "split", "resident_ids": [str(person)]}
    assert call("PUT", path, CLERK, split).json["type"].endswith("move-fixed")
    assert call("POST", path + "/undo", ("clerk", OTHER)).status_code == 403
    for _ in range(2):
        assert call("POST", path + "/undo", CLERK).json["people"] == 1
    assert households() == [2, 2, 2, 2]
    duties = call("GET", "/v1/staff/wang-li/duties", CLERK).json["items"]
    assert [each["until"] for each in duties] == [None]
    assert call("POST", f"/v1/household-moves/{uuid4()}/undo", CLERK).status_code == 404
