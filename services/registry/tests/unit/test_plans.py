"""Plans: who makes them, what is kept of them, who must have one and has none."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from minqing_kernel.errors import Invalid, TransitionRefused
from minqing_kernel.messages import Role
from registry.application.plans.commands import (
    ClosePlan,
    ListMissingPlans,
    ReadPlan,
    ReviewPlan,
)
from registry.domain.access import Purpose
from registry.domain.archive.errors import SectionNotYours
from registry.domain.errors import OutOfReach
from registry.domain.plans.errors import (
    PlanInForce,
    PlanKeepsSubject,
    PlanStale,
    PlanUnknown,
)
from registry.domain.plans.plan import MeasureKind, MeasureState, PlanFor
from services.registry.tests.aid_builders import (
    CLERK,
    FIELD,
    FIRST,
    HEAD,
    RULES,
    SOON,
    WHAT,
    a_measure,
    plan,
    the_sections,
    village_plan,
    words,
    write,
)
from services.registry.tests.builders import (
    COMMUNITY,
    OTHER,
    TODAY,
    a_cause,
    an_actor,
    an_identity,
    record_duty,
    record_household,
    record_resident,
    record_staff,
    the_tree,
)
from services.registry.tests.fakes_aid import AidStore, aid_in_memory

pytestmark = pytest.mark.unit

HOME, PERSON, PLAN = UUID(int=7), uuid4(), uuid4()


@pytest.fixture
def store():
    return AidStore()


@pytest.fixture
def say(store):
    bus = aid_in_memory(store, RULES)
    tell = lambda command: bus.handle(command, a_cause(command.actor))  # noqa: E731
    for command in [
        *the_tree(),
        *the_sections(),
        record_staff(),
        record_household(HOME),
        record_resident(PERSON, household_id=HOME),
    ]:
        tell(command)
    return tell


def read(actor=FIELD, on=None, key=PLAN, purpose=Purpose.VISIT):
    return ReadPlan(actor=actor, plan_id=key, purpose=purpose, on=on)


def close(seen=1, actor=FIELD):
    return ClosePlan(actor=actor, plan_id=PLAN, why="已就业", seen=seen)


def review(seen=1, on=SOON, actor=FIELD):
    return ReviewPlan(
        actor=actor, plan_id=PLAN, note="仍需帮扶", review_on=on, seen=seen
    )


def missing(actor=CLERK, **changes):
    said = {"organisation_id": COMMUNITY, "purpose": Purpose.BENEFIT_CHECK}
    return ListMissingPlans(
        actor=actor, **({"after": FIRST, "limit": 100} | said | changes)
    )


def test_c07_a_plan_has_class_measures_owner_and_review_and_keeps_its_words(say, store):
    card = say(plan(HOME, PLAN))
    assert (card.owner, card.review_on, card.next_due) == ("wang-li", SOON, SOON)
    assert (card.state, card.revision, card.words) == ("in-force", 1, None)
    full = say(read())
    assert full.plan.words.classes == ("low-income",)
    assert full.plan.words.measures[0].what == WHAT
    [look] = store.looks
    assert (look.resident_id, look.purpose) == (HOME, Purpose.VISIT)
    told = repr([e for e in store.facts if "plan:" in repr(e)]) + repr(card)
    assert WHAT not in told and "low-income" not in told


def test_c07_the_same_again_changes_nothing_and_what_was_not_seen_is_not_undone(say):
    assert say(plan(HOME, PLAN)).revision == say(plan(HOME, PLAN)).revision == 1
    done = [a_measure(state=MeasureState.DONE)]
    changed = say(plan(HOME, PLAN, 1, measures=done))
    assert (changed.revision, changed.next_due) == (2, None)
    with pytest.raises(PlanStale):
        say(plan(HOME, PLAN, 1, owner="wang-li", measures=[a_measure(what="别的")]))


def test_c07_a_household_has_one_plan_in_force_and_a_plan_one_household(say):
    say(plan(HOME, PLAN))
    with pytest.raises(PlanInForce):
        say(plan(HOME, uuid4()))
    say(record_household(UUID(int=8)))
    with pytest.raises(PlanKeepsSubject):
        say(plan(UUID(int=8), PLAN, 1))
    say(close())
    assert say(plan(HOME, uuid4())).state == "in-force"


def test_c07_a_review_is_recorded_and_sets_the_next(say):
    say(plan(HOME, PLAN, review_on=TODAY + timedelta(days=1)))
    card = say(review())
    assert (card.reviewed_on, card.review_on, card.revision) == (TODAY, SOON, 2)
    assert say(read()).history[-1].note == "仍需帮扶"
    for refused in (review(2, TODAY), review(2, TODAY + timedelta(days=184))):
        with pytest.raises(Invalid):
            say(refused)
    for stale in (review(1), close(1)):
        with pytest.raises(PlanStale):
            say(stale)


def test_c07_a_plan_is_closed_for_a_reason_and_is_then_left_alone(say):
    say(plan(HOME, PLAN))
    card = say(close())
    assert (card.state, card.closed_on) == ("closed", TODAY)
    assert say(read()).history[-1].note == "已就业"
    for command in (close(2), review(2), plan(HOME, PLAN, 2, owner="wang-li")):
        with pytest.raises(TransitionRefused):
            say(command)


def test_c07_a_plan_is_shown_as_it_stood_on_a_day(say):
    say(plan(HOME, PLAN))
    say(plan(HOME, PLAN, 1, measures=[a_measure(what="改作岗位")]))
    assert [e.revision for e in say(read(on=TODAY)).history] == [1, 2]
    with pytest.raises(PlanUnknown):
        say(read(on=TODAY - timedelta(days=1)))


def test_d17_one_plan_has_training_and_a_post_each_with_its_own_state(say):
    both = [
        a_measure(state=MeasureState.DONE),
        a_measure(kind=MeasureKind.POST, what="公益岗位", due=SOON),
    ]
    say(plan(HOME, PLAN, measures=both))
    seen = say(read()).plan
    states = {each.kind: each.state for each in seen.words.measures}
    assert states == {
        MeasureKind.TRAINING: MeasureState.DONE,
        MeasureKind.POST: MeasureState.PLANNED,
    }
    assert seen.next_due == SOON


def test_d29_a_village_has_a_plan_without_data_of_households(say, store):
    card = say(village_plan(PLAN))
    assert (card.subject, card.subject_id) == ("place", COMMUNITY)
    assert card.words.measures[0].kind is MeasureKind.TRAINING
    assert say(read(actor=FIELD)).plan.words == card.words
    assert store.looks == []
    with pytest.raises(PlanInForce):
        say(village_plan(uuid4()))
    with pytest.raises(Invalid) as refused:
        say(village_plan(PLAN, classes=["low-income"]))
    assert refused.value.fields == {"classes": "household-has-classes"}
    for actor in (FIELD, an_actor(Role.CLERK, OTHER)):
        with pytest.raises(OutOfReach):
            say(village_plan(uuid4(), actor=actor))
    with pytest.raises(OutOfReach):
        say(read(an_actor(Role.CLERK, OTHER)))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"classes": ["rich"]}, "classes"),
        ({"classes": []}, "classes"),
        ({"owner": "nobody"}, "owner"),
        ({"measures": [a_measure(who="nobody")]}, "owner"),
        ({"review_on": TODAY}, "review_on"),
    ],
)
def test_a_plan_that_cannot_be_is_refused(say, changes, field):
    with pytest.raises(Invalid) as refused:
        say(plan(HOME, PLAN, **changes))
    assert set(refused.value.fields) == {field}


def test_words_that_cannot_be_are_refused():
    for measures in ([], [a_measure()] * 41):
        with pytest.raises(Invalid):
            words(measures=measures)
    with pytest.raises(Invalid):
        plan("no-uuid", PLAN)
    assert plan("{" + str(HOME).upper() + "}", PLAN).subject_id == str(HOME)
    with pytest.raises(Invalid):
        village_plan(PLAN, "no such place!")


def test_an_old_review_day_does_not_stop_other_changes(say, store):
    say(plan(HOME, PLAN))
    store.plans[PLAN].words = words(review_on=TODAY - timedelta(days=9))
    late = TODAY - timedelta(days=9)
    changed = say(
        plan(
            HOME,
            PLAN,
            1,
            review_on=late,
            owner="wang-li",
            measures=[a_measure(state=MeasureState.UNDER_WAY)],
        )
    )
    assert changed.review_on == late


def test_a07_a_plan_beyond_ones_place_or_buildings_is_out_of_reach(say):
    say(plan(HOME, PLAN))
    say(record_duty())
    stranger = an_actor(Role.HANDLER, OTHER)
    for actor in (FIELD, stranger):
        asked = plan(HOME, PLAN, 1, actor), read(actor), review(1, SOON, actor)
        for command in (*asked, close(1, actor)):
            with pytest.raises(OutOfReach):
                say(command)
    assert say(read(HEAD)).plan.revision == 1
    with pytest.raises(Invalid):
        say(read(HEAD, purpose=Purpose.LOOK_UP))


def test_c07_a29_a_household_of_a_class_without_a_plan_is_listed_by_its_members(
    say, store
):
    husband, other = uuid4(), UUID(int=9)
    say(record_household(other))
    for key, home, order in ((husband, HOME, "124"), (uuid4(), other, "125")):
        number = an_identity(order=order)
        say(record_resident(key, household_id=home, identity_number=number))
    say(write(PERSON, "health", disability_level="三级"))
    say(write(PERSON, "assistance", helped=True))
    say(write(PERSON, "civil-affairs", kinds=[]))
    say(write(husband, "civil-affairs", kinds=["优抚"]))
    found = say(missing())
    assert found.counts == {"missing": 1, "unknown": 1, "no-class": 0}
    [home] = found.items
    assert home.household_id == HOME
    assert set(home.classes) == {"entitled-group", "disabled"}
    assert home.not_known == []
    assert {e.resident_id for e in store.looks} == {PERSON, husband}
    [look] = [e for e in store.looks if e.resident_id == PERSON]
    assert set(look.fields) == {"civil-affairs.kinds", "health.disability_level"}
    say(plan(HOME, PLAN))
    assert say(missing()).items == []
    say(close())
    assert [e.household_id for e in say(missing()).items] == [HOME]
    unknown = say(missing(not_known=True))
    assert unknown.counts == found.counts
    assert [each.classes for each in unknown.items] == [[]]


def test_c07_households_are_looked_at_page_by_page(say):
    other = UUID(int=9)
    say(record_household(other))
    say(record_resident(uuid4(), household_id=other, identity_number=None))
    say(write(PERSON, "civil-affairs", kinds=[]))
    say(write(PERSON, "health", disability_level="三级"))
    say(write(PERSON, "assistance", helped=False))
    first = say(missing(limit=1))
    assert (first.next, first.counts["no-class"], first.looked_at) == (HOME, 1, 1)
    rest = say(missing(after=HOME))
    assert (rest.next, rest.counts["unknown"]) == (None, 1)


def test_the_list_is_for_those_who_may_read_what_decides_and_have_a_ground(say):
    for actor in (an_actor(Role.CLERK, OTHER), an_actor(Role.OPS, None)):
        with pytest.raises(OutOfReach):
            say(missing(actor))
    with pytest.raises(SectionNotYours):
        say(missing(FIELD))
    with pytest.raises(Invalid):
        say(missing(purpose=Purpose.EXPORT))


def test_a_plan_is_for_a_household_or_a_place_that_is_there(say):
    with pytest.raises(Invalid):
        say(village_plan(uuid4(), "no-such-place"))
    command = plan(HOME, PLAN)
    other = replace(command, subject=PlanFor.PLACE, subject_id=COMMUNITY)
    say(command)
    with pytest.raises(PlanKeepsSubject):
        say(replace(other, actor=CLERK))
