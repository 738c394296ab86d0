"""条例30: whom a petition accuses learns nothing of it by what visits found."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from minqing_kernel.messages import SYSTEM
from registry.application.archive.commands import HearPetition
from registry.application.visits.commands import HearAnswer
from registry.domain.archive.petitions import PetitionState, Standing, Told
from registry.domain.visits.finding import Answer
from services.registry.tests.archive_builders import KINDS, define
from services.registry.tests.builders import (
    COMMUNITY,
    NOON,
    STREET,
    record_household,
    record_staff,
)
from services.registry.tests.visit_builders import DIARY, LEAK

pytestmark = pytest.mark.integration

HOME, PETITION = UUID(int=7), uuid4()
ACCUSED = ("handler", COMMUNITY, "wang-li")
ABOVE = ("handler", STREET, "street-head")


def visited(call, who):
    """Return what a visit of the home found, of the same matter whoever went."""
    visit, finding = f"/v1/visits/{uuid4()}", uuid4()
    said = {
        "kind": "love",
        "held_at": (NOON - timedelta(hours=1)).isoformat(),
        "visitors": [who[2]],
        "subjects": [{"kind": "household", "id": str(HOME)}],
        "diary": DIARY,
    }
    assert call("PUT", visit, who, said).status_code == 200
    found = {"text": LEAK, "outcome": "taken-back", "matter": "B02"}
    told = call("PUT", f"{visit}/findings/{finding}", who, found)
    assert told.status_code == 200, told.text
    return told.json


def test_art30_what_the_accused_find_joins_no_accusation_and_tells_nothing_of_it(
    call, say
):
    for command in [
        record_staff(),
        record_staff("street-head", organisation_id=STREET),
        record_household(HOME),
        define("civil-affairs", KINDS),
    ]:
        say(command)
    first = UUID(visited(call, ABOVE)["finding_id"])
    answer = Answer(attempt=1, petition_id=PETITION, receipt="MQ-1", at=NOON)
    say(HearAnswer(actor=SYSTEM, finding_id=first, answer=answer))
    told = Told(revision=1, state=PetitionState.ACCEPTED)
    accusing = Standing(
        petition_id=PETITION, receipt="MQ-1", intake=told, accused=(COMMUNITY,)
    )
    say(HearPetition(actor=SYSTEM, standing=accusing))
    assert visited(call, ABOVE)["joins"] == str(first)
    assert visited(call, ACCUSED)["joins"] is None
    path = f"/v1/households/{HOME}/visits"
    hidden, shown = (call("GET", path, who).text for who in (ACCUSED, ABOVE))
    assert "MQ-1" in shown
    assert "MQ-1" not in hidden
    assert str(PETITION) not in hidden
