"""Obligations on a real database: meetings, days, whole estates, grids and firms."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from minqing_kernel.messages import SYSTEM
from registry.application.obligations.commands import HearForm
from registry.domain.firms.firm import FirmKind
from registry.domain.obligations.forms import InformerForm
from registry.domain.obligations.standing import State
from registry.domain.obligations.tagging import Tagged
from registry.domain.premises.kinds import PremisesKind
from registry.domain.profiles import DutyKind, ScopeKind
from services.registry.tests.builders import (
    COMMUNITY,
    CREDIT_CODE,
    NOON,
    OTHER,
    STREET,
    TODAY,
    record_duty,
    record_firm,
    record_grid,
    record_premises,
)
from services.registry.tests.integration.obligation_place import (
    LONG_AGO,
    SECTION,
    contact,
)
from services.registry.tests.obligation_builders import at, tagged, went

pytestmark = pytest.mark.integration


def test_c09_meetings_are_owed_by_each_unit_in_its_own_rhythm(place):
    meetings = (
        ("c09-residents", STREET, "chief", "residents-meeting", date(2026, 1, 5)),
        ("c09-delegates", STREET, "chief", "delegates-meeting", date(2026, 1, 5)),
        ("c09-villages", COMMUNITY, "wang-li", "consultation-meeting", TODAY),
    )
    for rule, unit, by, kind, day in meetings:
        assert place.count(rule, unit) == (0, 1)
        place.say(went(at(day, 9), by=by, kind=kind, attendance=20, topic="停车"))
        assert place.count(rule, unit) == (1, 1)
    assert place.one("c09-villages", COMMUNITY).period.first == date(2026, 3, 1)
    late = place.one("c09-villages", COMMUNITY, date(2026, 3, 1), closed=True)
    assert late.state is State.MISSED


def test_c13_the_unmet_cells_of_each_cadre_are_listed(place):
    place.say(tagged("district-cadre", Tagged.STAFF, "chief"))
    place.say(went(at(TODAY, 9), by="chief", kind="owners-committee"))
    found = place.one("c13-three", "chief")
    assert (found.tally.done, found.tally.required) == (1, 3)
    assert found.tally.filled == {"owners-committee"}


def test_c13_a_cadre_owes_three_visits_to_every_estate_of_the_community(place):
    place.say(
        record_premises("66", kind=PremisesKind.COURTYARD, name="66号院"),
        tagged("district-cadre", Tagged.STAFF, "chief"),
        contact("chief", ScopeKind.ORGANISATION, COMMUNITY),
    )
    kinds = ("estate", "owners-committee", "property-firm")
    for kind in kinds:
        place.say(went(at(TODAY, 9), by="chief", kind=kind, premises_id="65-9-2-4"))
        place.say(went(at(TODAY, 9), by="chief", kind=kind))
    place.say(went(at(TODAY, 9), by="chief", kind="estate", premises_id="66"))
    assert place.count("c13-three", "chief") == (4, 6)
    assert place.missing("c13-three", "chief") == {"66"}


def test_b24_c14_a_day_counts_on_the_day_that_holds_or_is_excused(place):
    place.say(tagged("cadre", Tagged.STAFF, "wang-li", "li-na"))
    tuesday = date(2026, 2, 24)
    place.say(went(at(tuesday), by="wang-li"), went(at(date(2026, 2, 25)), by="li-na"))
    states = {e.bearer_id: e.state for e in place.all("b24-tuesday", date(2026, 2, 28))}
    assert states == {"wang-li": State.MET, "li-na": State.MISSED}


def test_d02_d03_evenings_count_by_the_hour_and_not_on_the_station_day(place):
    place.say(
        tagged("principal", Tagged.STAFF, "chief"),
        tagged("leader", Tagged.STAFF, "chief"),
        tagged("station-day-tuesday", Tagged.STAFF, "chief"),
    )
    tuesday = date(2026, 2, 24)
    place.say(
        went(at(tuesday, 19), by="chief"),
        went(at(tuesday, 20), by="chief"),
        went(at(date(2026, 2, 25), 17), by="chief"),
    )
    day = date(2026, 2, 28)
    assert place.count("d02-evenings", "chief", day) == (1, 26)
    assert place.count("d03-evening", "chief", day) == (0, 1)
    place.say(went(at(date(2026, 2, 26), 18), by="chief"))
    assert place.count("d03-evening", "chief", day) == (1, 1)
    assert place.count("d02-evenings", "chief", day) == (2, 26)


def test_d03_d04_each_leader_has_one_community_each_chief_and_department_a_grid(place):
    place.say(
        record_grid("big"),
        tagged("leader", Tagged.STAFF, "chief", "li-na"),
        tagged("section-chief", Tagged.STAFF, "chief"),
        contact("chief", ScopeKind.ORGANISATION, COMMUNITY),
        contact("li-na", ScopeKind.ORGANISATION, COMMUNITY),
        contact("li-na", ScopeKind.ORGANISATION, OTHER),
    )
    states = {each.bearer_id: each.state for each in place.all("d03-community")}
    assert states == {"chief": State.MET, "li-na": State.MISSED}
    assert place.count("d04-grid", "chief") == (0, 1)
    assert place.count("d04-department", SECTION) == (0, 1)
    place.say(contact("chief", ScopeKind.GRID, "big"))
    assert place.count("d04-grid", "chief") == (1, 1)
    assert place.count("d04-department", SECTION) == (1, 1)


def informed(enterprise_id, **changes):
    said = {
        "month": f"{TODAY:%Y-%m}",
        "organisation_id": COMMUNITY,
        "reported_by": "wang-li",
        "reported_at": NOON,
    }
    form = InformerForm(enterprise_id=enterprise_id, **said | changes)
    return HearForm(actor=SYSTEM, form=form)


def test_d22_a_form_is_of_its_month_and_of_the_firm_of_that_credit_code(place):
    firm = uuid4()
    place.say(record_firm(firm), tagged("informed", Tagged.FIRM, firm))
    last = TODAY.replace(day=1) - timedelta(days=1)
    place.say(informed(CREDIT_CODE.lower(), month=f"{last:%Y-%m}"), informed("unknown"))
    assert place.count("d22-informers", COMMUNITY) == (0, 1)
    assert place.count("d22-informers", COMMUNITY, on=last) == (1, 1)


def test_d22_d30_every_enterprise_reports_and_every_key_unit_is_patrolled(place):
    firm, shop = uuid4(), uuid4()
    place.say(
        record_firm(firm),
        record_firm(shop, kind=FirmKind.SHOP, credit_code=None),
        tagged("informed", Tagged.FIRM, firm, shop),
        tagged("key-unit", Tagged.FIRM, shop),
    )
    assert place.missing("d22-informers", COMMUNITY) == {str(firm)}
    assert place.missing("d30-patrol", COMMUNITY) == {str(shop)}
    place.say(
        went(at(TODAY, 9), ("firm", firm), kind="informer-report"),
        went(at(TODAY, 9), ("firm", shop), kind="patrol"),
    )
    assert place.count("d22-informers", COMMUNITY) == (0, 1)
    place.say(*[informed(firm.hex)] * 2)
    assert place.count("d22-informers", COMMUNITY) == (1, 1)
    assert place.count("d30-patrol", COMMUNITY) == (1, 1)


def test_d28_the_head_of_a_large_grid_owes_a_safety_check_a_week(place):
    place.say(
        record_grid("big"),
        record_grid("small", level=2, parent_id="big"),
        record_duty(
            duty=DutyKind.GRID_HEAD,
            scope_kind=ScopeKind.GRID,
            scope_id="big",
            since=LONG_AGO,
        ),
    )
    last_week = date(2026, 2, 25)
    place.say(
        went(at(last_week), kind="safety"),
        went(at(last_week), kind="safety", by="li-na"),
    )
    assert place.count("d28-safety", "big", last_week) == (1, 1)
    assert [each.bearer_id for each in place.all("d28-safety")] == ["big"]
    assert place.one("d28-safety", "big").state is State.BEHIND
