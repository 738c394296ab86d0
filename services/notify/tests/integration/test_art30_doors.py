"""条例第30条: no door of notify tells the accused, or those below, of an accusation."""

from uuid import uuid4

import pytest

from minqing_contracts.envelope import Envelope
from minqing_contracts.intake import PetitionReceivedV1, PetitionRefusedV1
from minqing_kernel.identity import new_id
from minqing_kernel.messages import Cause, Incoming, Role
from notify.adapters.translation import COMMANDS
from notify.application.views import Page
from notify.domain.errors import FollowUpUnknown
from notify.entrypoints.http import routes_of
from services.notify.tests.builders import COMMUNITY, NOON, STORY, STREET, a_clerk
from services.notify.tests.integration.test_assembled import (  # noqa: F401
    OPS,
    clock,
    environ,
    know,
    notices,
    parts,
)

pytestmark = pytest.mark.integration

DOORS = {
    "/v1/notices": "lists by the organisation whose desk is told",
    "/v1/follow-ups": "lists by the organisation that answers",
    "/v1/follow-ups/{petition_id:uuid}": "shows by the organisation that answers",
    "/v1/errands": "lists by the organisation whose desk is told",
    "/v1/errands/{errand_id:uuid}/letter": "shows by the organisation that is told",
    "/v1/notices/{notice_id:uuid}/calls": "shows by the organisation that is told",
    "/v1/subscriptions": "shows no petition",
    "/v1/policy": "shows no petition",
    "/v1/texts": "shows no petition",
    "/v1/texts/{template}/{means}/{language}": "shows no petition",
    "/v1/text-drafts": "shows no petition",
    "/v1/text-drafts/{draft_id:uuid}": "counts notices of a kind, names none",
    "/v1/petitions/{petition_id:uuid}/inbox": "shows to the holder of the token alone",
    "/v1/call-backs/weekly": "lists by the organisation that answered",
    "/v1/call-backs/weekly/export": "lists by the organisation that answered",
    "/v1/visits": "lists by the organisation that answered",
    "/v1/rounds": "lists by the organisation that was drawn from",
    "/v1/rounds/{round_id:uuid}": "shows by the organisation that was drawn from",
    "/v1/surveys": "shows no petition",
    "/v1/surveys/{survey_id:uuid}": "shows no petition",
    "/v1/appraisals": "shows no petition",
    "/v1/appraisals/{appraisal_id:uuid}": "shows no petition",
    "/v1/appraisals/{appraisal_id:uuid}/forms": "names a visit at most",
    "/v1/objections": "lists by the organisation that answered",
    "/v1/closings/{petition_id:uuid}/why": "shows by the organisation that answered",
    "/v1/ratings/{rating_id:uuid}": "shows by the organisation that answered",
    "/v1/ratings": "lists by the organisation that answered",
    "/v1/figures": "counts by the organisation that answers (test_figure_doors)",
    "/v1/figures/reply-times": "counts by the organisation that answers",
    "/v1/figures/rows": "lists by the organisation that answers",
    "/v1/reports/{name}": "counts and lists by the organisation that answers",
    "/v1/reports/{name}/xlsx": "the same report",
    "/v1/reports/{name}/pdf": "the same report",
}
"""Every door that reads. A new one is entered here with what it shows, and proved.

Who answers is outside the accused (routing's promise); what is left are the petitions
that are still at the door, which may be the accused's own.
"""


def test_art30_every_door_that_reads_is_in_the_table(parts):  # noqa: F811
    assert {each.path for each in routes_of(parts) if each.method == "GET"} == set(
        DOORS
    )


def tell(parts, kind, accused, **moment):  # noqa: F811
    event = kind(
        petition_id=uuid4(),
        receipt="DEMO-2603-0003474",
        revision=1,
        channel="web",
        division_code=COMMUNITY,
        organisation_id=COMMUNITY,
        reachable=True,
        accused=accused,
        **moment,
    )
    envelope = Envelope(
        message_id=new_id(),
        source="test/intake",
        type=event.routing_key(),
        occurred_at=NOON,
        subject=event.subject(),
        cause=Cause(correlation_id=STORY),
    )
    command = COMMANDS[kind](envelope, event)
    parts.bus.handle_group(
        [
            Incoming(
                command=command, cause=envelope.cause, message_id=envelope.message_id
            )
        ]
    )
    return event.petition_id


@pytest.mark.parametrize(
    ("kind", "moment"),
    [
        (PetitionReceivedV1, {"received_at": NOON}),
        (
            PetitionRefusedV1,
            {"refused_at": NOON, "reason": "unclear", "explanation": "不清楚"},
        ),
    ],
)
@pytest.mark.parametrize("accused", [STREET, COMMUNITY])
def test_art30_an_accusation_at_the_accuseds_own_door_shows_at_no_door(
    parts,  # noqa: F811
    kind,
    moment,
    accused,
):
    know(parts)
    know(parts, organisation_id=STREET, parent_id=None)
    other = tell(parts, kind, [], **moment)
    accusation = tell(parts, kind, [accused], **moment)
    for role in (Role.CLERK, Role.HANDLER, Role.SUPERVISOR):
        for unit in (COMMUNITY, STREET):
            actor = a_clerk(unit)
            seen = notices(parts, type(actor)(**vars(actor) | {"role": role}))
            assert [each.petition_id for each in seen] == [other]
            questions = parts.reader.follow_ups(actor, Page(limit=9), state=None)
            assert questions == []
            with pytest.raises(FollowUpUnknown):
                parts.reader.latest(actor, accusation)
    told = notices(parts, OPS, petition_id=accusation)
    assert [each.organisation_id for each in told] == [None]
