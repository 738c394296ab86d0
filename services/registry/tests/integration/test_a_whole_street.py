"""A synthetic street in a real register: everything hangs together."""

import pytest

from services.registry.tests.builders import COMMUNITY, record_staff
from services.registry.tests.synthetic import a_street, said_of

pytestmark = pytest.mark.integration

CLERK = ("clerk", COMMUNITY)


def test_a22_b17_a_whole_street_hangs_together(say, call):
    street = a_street(40, captains=4)
    say(record_staff())
    for command in said_of(street):
        say(command)
    place = f"?organisation={COMMUNITY}"
    hanging = call("GET", f"/v1/premises-check{place}", CLERK).json
    assert (hanging["households"], hanging["orphans"]) == (len(street.households), 0)
    assert call("GET", f"/v1/grid-cover{place}", CLERK).json["whole"] is True
    charges = call("GET", f"/v1/charge-coverage{place}", CLERK).json
    assert charges["uncaptained_ids"] == ["65-9"]
    home = street.households[-1]
    typed = {"text": f"{home.people[0].name} {home.address}"}
    found = call("POST", "/v1/residents/find", CLERK, typed).json["items"]
    assert str(home.people[0].resident_id) in {each["resident_id"] for each in found}
