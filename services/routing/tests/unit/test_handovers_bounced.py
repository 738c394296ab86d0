"""What was sent up does not bounce back; who gives way in a contest (条例第24条)."""

from dataclasses import replace

import pytest

from minqing_kernel.errors import Forbidden
from minqing_kernel.messages import Actor, Role
from routing.application.commands import AssignCase
from routing.application.handovers.commands import ConcedeMatter
from routing.domain.agencies.directory import Directory
from routing.domain.errors import BouncesBack, NotYours
from routing.domain.events import CaseUnrouted
from routing.domain.handover.errors import HandOverNotFound, NotContested
from routing.domain.handover.terms import Tenure
from routing.domain.jurisdiction import BOUNCES
from routing.domain.leaving import CaseLocated
from routing.entrypoints.handovers.offered import open_to
from services.routing.tests.agencies_town import (
    BUREAU,
    DISTRICT_HALL,
    STREET_OFFICE,
    TOP,
)
from services.routing.tests.builders import (
    COMMUNITY,
    DISTRICT,
    STREET,
    an_actor,
    the_units,
)

pytestmark = pytest.mark.unit


def know_the_street(town):
    """Let the district's directory say what the street is called in its register."""
    hall = town[DISTRICT_HALL]
    known = [
        replace(each, unit=STREET) if each.agency_id == STREET_OFFICE else each
        for each in hall._house.directory
    ]
    changed = replace(hall._house, directory=Directory(known))
    object.__setattr__(hall._house, "directory", changed.directory)


def test_c20_a_rule_does_not_send_what_was_raised_back_to_the_street(town):
    know_the_street(town)
    petition, _ = town.handed("raise")
    hall = town[DISTRICT_HALL]
    assert hall.state(petition) == "unrouted"
    [waits] = [e for e in hall.database.facts if isinstance(e, CaseUnrouted)]
    assert waits.reason == BOUNCES
    with pytest.raises(BouncesBack):
        hall.do(AssignCase(actor=TOP, petition_id=petition, organisation_id=COMMUNITY))
    hall.do(AssignCase(actor=TOP, petition_id=petition, organisation_id=DISTRICT))
    assert hall.state(petition) == "assigned"


def test_c20_what_did_not_come_from_below_goes_where_the_rules_say(town):
    know_the_street(town)
    petition = town.open(DISTRICT_HALL)
    assert town[DISTRICT_HALL].state(petition) == "assigned"


def test_c20_nobody_passes_a_matter_on_to_who_had_it_before(town):
    petition, _ = town.handed("raise")
    with pytest.raises(BouncesBack) as refusal:
        town.offer(petition, DISTRICT_HALL, STREET_OFFICE)
    assert refusal.value.fields == {"to": "bounces-back"}
    town.hand_over(petition, DISTRICT_HALL, BUREAU)
    for had in (DISTRICT_HALL, STREET_OFFICE):
        with pytest.raises(BouncesBack):
            town.offer(petition, BUREAU, had)


def test_d06_what_was_returned_may_be_offered_anew(town):
    petition, handover = town.handed()
    back = town.give_back(handover)
    town.wire.settle()
    town.accept(back, by=STREET_OFFICE)
    town.wire.settle()
    assert town.hand_over(petition)


def contest(town):
    """Let the district hear that the bureau was given the matter, too."""
    petition, handover = town.handed()
    dealing = town[DISTRICT_HALL].kept["matters"][petition]
    first, _ = dealing.leg.history
    other = Tenure(owner=BUREAU, handover_id=petition, since=first.since)
    dealing.leg = replace(dealing.leg, rival=(first, other))
    return petition, handover


def test_art24_who_gives_way_follows_the_matter_from_then_on(town):
    petition, handover = contest(town)
    hall = town[DISTRICT_HALL]
    town.act(ConcedeMatter, handover, DISTRICT_HALL, reason="区政府裁定归民政局")
    assert hall.leg(petition).owner == BUREAU
    assert hall.state(petition) == "handed-over"
    told = [e for e in hall.database.facts if isinstance(e, CaseLocated)]
    assert (told[-1].agency, told[-1].here) == (BUREAU, False)
    kept = hall.kept["matters"][petition].chain
    [line] = [each for each in kept if each.what == "conceded"]
    assert line.shown.content["by"] == TOP.id
    assert line.shown.content["agency"] == BUREAU


def test_art24_only_a_supervisor_who_speaks_for_the_agency_gives_way(town):
    _, handover = contest(town)
    matter = town[DISTRICT_HALL].row(handover)["matter_id"]
    about = {"matter_id": matter, "handover_id": handover, "reason": "裁定"}
    for actor, refusal in (
        (replace(TOP, role=Role.CLERK), Forbidden),
        (an_actor(Role.SUPERVISOR, COMMUNITY), NotYours),
    ):
        with pytest.raises(refusal):
            town[DISTRICT_HALL].do(ConcedeMatter(actor=actor, **about))
    with pytest.raises(HandOverNotFound):
        town[BUREAU].do(ConcedeMatter(actor=TOP, **about))


def test_art24_there_is_nothing_to_give_way_in_where_nobody_else_claims_it(town):
    _, handover = town.handed()
    with pytest.raises(NotContested):
        town.act(ConcedeMatter, handover, DISTRICT_HALL, reason="裁定")


def row(direction="in", state="offered", **changes):
    told = {"direction": direction, "state": state, "form": "transfer"}
    rest = {"organisation_id": None, "reconciling": False, "contested": False}
    return told | rest | changes


@pytest.mark.parametrize(
    ("told", "role", "unit", "speaks", "may"),
    [
        (row(), Role.CLERK, DISTRICT, True, ["accept", "refuse"]),
        (row(), Role.CLERK, COMMUNITY, False, []),
        (row(), Role.HANDLER, DISTRICT, True, []),
        (row(state="taken", organisation_id=COMMUNITY), Role.CLERK, COMMUNITY, False,
         ["return"]),
        (row(state="taken", form="return"), Role.CLERK, DISTRICT, True, []),
        (row("out", "offered", organisation_id=COMMUNITY), Role.CLERK, STREET, False,
         ["recall"]),
        (row("out", "handed-over"), Role.CLERK, DISTRICT, True, []),
        (row(reconciling=True), Role.CLERK, DISTRICT, True, []),
        (row(contested=True), Role.CLERK, DISTRICT, True, []),
        (row(contested=True), Role.SUPERVISOR, DISTRICT, True, ["concede"]),
    ],
)  # fmt: skip
def test_what_is_offered_follows_role_unit_and_where_it_stands(
    told, role, unit, speaks, may
):
    actor = Actor(id="x", role=role, organisation_id=unit)
    assert open_to(told, actor, the_units(), speaks=speaks) == may
