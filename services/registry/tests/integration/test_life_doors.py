"""Deaths, departures and returns over HTTP, on a real database."""

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


def test_a19_b29_a_household_empties_and_fills_again_and_figures_follow(call, say):
    home, person, owner = uuid4(), uuid4(), uuid4()
    say(record_staff())
    say(record_household(home, address=AT_HOME))
    say(record_resident(person, household_id=home))
    say(record_resident(owner, identity_number=None))
    served = {"scope_kind": ScopeKind.HOUSEHOLD, "scope_id": str(home)}
    say(record_duty(duty=DutyKind.SOCIAL_WORKER, **served))
    rent = {"owner_id": str(owner), "since": "2014-01-01"}
    call("PUT", f"/v1/households/{home}/tenancies/{uuid4()}", CLERK, rent)
    head = {"resident_id": str(person)}
    assert call("PUT", f"/v1/households/{home}/head", CLERK, head).status_code == 200

    def seen():
        people = call("GET", f"/v1/organisations/{COMMUNITY}/population", CLERK).json
        place = f"/v1/charge-coverage?organisation={COMMUNITY}"
        served = call("GET", place, CLERK).json["households"]
        card = call("GET", f"/v1/households/{home}", CLERK).json
        rents = call("GET", f"/v1/households/{home}/tenancies", CLERK).json["items"]
        return people["present"], served, card["head_id"], rents[0]["until"]

    one, ground = f"/v1/residents/{person}", {"ground": "wrong-fact"}
    full = (2, 1, str(person), None)
    assert seen() == full
    left = {"left_on": "2026-03-01", "moved_to": "330106"}
    ways = (("death", {"died_on": "2026-03-01"}), ("departure", left))
    for way, body in ways:
        kept = call("PUT", f"{one}/{way}", CLERK, body)
        assert kept.json["warnings"] == ["household-without-head"]
        assert seen()[:3] == (1, 0, None)
        assert seen()[3] is not None
        assert call("POST", f"{one}/{way}/undo", CLERK, ground).status_code == 200
        assert seen() == full
        again = call("POST", f"{one}/{way}/undo", CLERK, ground)
        assert again.json["type"].endswith(":nothing-to-undo")
    call("PUT", f"{one}/departure", CLERK, left)
    assert call("GET", one, CLERK).json["moved_to"] == "330106"
    back = {"returned_on": "2026-03-02"}
    assert call("POST", f"{one}/return", ("clerk", OTHER), back).status_code == 403
    assert call("POST", f"{one}/return", CLERK, back).status_code == 200
    assert call("GET", one, CLERK).json["state"] == "living"
    away = call("POST", f"{one}/return", CLERK, back)
    assert away.json["type"].endswith(":not-away")
