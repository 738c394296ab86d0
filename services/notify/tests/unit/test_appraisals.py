"""三测评 (C-16): three score sheets, their weights, and who may not be known."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from minqing_kernel.messages import Actor, Role
from notify.application.follow_ups.commands import (
    AddScoreForms,
    GivenForm,
    OpenAppraisal,
    ScoreOneself,
)
from notify.domain.errors import NoOrganisation, OutOfScope
from notify.domain.follow_ups.errors import (
    AppraisalOver,
    AppraisalUnknown,
    NotARater,
    OwnAppraisal,
    ScoredAlready,
    ScoresIncomplete,
    SheetUnknown,
    UnitUnknown,
    VisitUnknown,
)
from notify.domain.follow_ups.policy import FollowUpPolicy
from notify.domain.follow_ups.scoring import (
    USUAL_SHEETS,
    Item,
    Raters,
    ScorePolicy,
    Sheet,
    score_of,
    total_of,
)
from notify.domain.follow_ups.visit import Visit, VisitKind
from services.notify.tests.builders import COMMUNITY, NOON, PETITION, STREET
from services.notify.tests.builders import an_organisation as a_unit
from services.notify.tests.room import BOSS, Room, second_account, somebody

pytestmark = pytest.mark.unit

TODAY = NOON.date()
OTHER = "510106040004"
CODES = {each.raters: [item.code for item in each.items] for each in USUAL_SHEETS}


ABOVE = Actor(id="zhao-lei", role=Role.SUPERVISOR, organisation_id=STREET)


def one_sheet(raters=Raters.PUBLIC, weight="40", **weights):
    items = tuple(
        Item(code=code, text=code, weight=Decimal(each))
        for code, each in (weights or {"a": "1", "b": "2"}).items()
    )
    return Sheet(raters=raters, title="表", weight=Decimal(weight), items=items)


def all_of(raters, score):
    return dict.fromkeys(CODES[raters], score)


class Scoring(Room):
    """A community under its street, and its neighbour, that are scored."""

    def __init__(self, policy=None):
        super().__init__(policy)
        for unit, above in ((STREET, None), (COMMUNITY, STREET), (OTHER, STREET)):
            known = a_unit(organisation_id=unit, parent_id=above, revision=9)
            self.work.organisations.put(known)

    def open(self, **changes):
        usual = {
            "actor": BOSS,
            "appraisal_id": uuid4(),
            "title": "2026年三测评",
            "organisation_id": COMMUNITY,
            "staff_id": "li-na",
            "ends_on": TODAY,
        }
        return self.do(OpenAppraisal(**usual | changes))

    def form(self, appraisal, scores=None, actor=ABOVE, **changes):
        usual = {"form_id": uuid4(), "scores": scores or all_of(Raters.PUBLIC, 80)}
        forms = [GivenForm(**usual | changes)]
        known = appraisal.appraisal_id
        self.do(AddScoreForms(actor=actor, appraisal_id=known, forms=forms))

    def score(self, appraisal, name, raters=Raters.MUTUAL, score=90, unit=STREET):
        actor = Actor(id=name, role=Role.CLERK, organisation_id=unit)
        scores = all_of(raters, score)
        known = appraisal.appraisal_id
        command = ScoreOneself(
            actor=actor, appraisal_id=known, raters=raters, scores=scores
        )
        self.do(command)

    def result(self, appraisal, days=0):
        forms = list(self.work.appraisals.forms.values())
        told = appraisal.scores(forms, self.clock.now() + timedelta(days=days))
        return {each.raters: each for each in told}, total_of(told)


@pytest.fixture
def room():
    return Scoring()


def test_c16_the_total_weighs_sheets_and_items_and_is_rounded_once():
    public = score_of(one_sheet(), [{"a": 80, "b": 95}, {"a": 81, "b": 95}], withheld=0)
    assert [each.mean for each in public.items] == [Decimal("80.5"), Decimal("95.0")]
    assert public.score == Decimal("90.2")  # (80.5 + 2 * 95) / 3
    deeds = one_sheet(Raters.PERFORMANCE, "60", a="1")
    deed = score_of(deeds, [{"a": 70}], withheld=False)
    assert total_of([public, deed]) == Decimal("78.1")  # (90.16… * 40 + 70 * 60) / 100


def test_c16_a_sheet_without_forms_weighs_nothing():
    empty = score_of(one_sheet(Raters.MUTUAL), [], withheld=False)
    full = score_of(one_sheet(), [{"a": 60, "b": 60}], withheld=False)
    assert (empty.forms, empty.score) == (0, None)
    assert total_of([empty, full]) == Decimal("60.0")
    assert total_of([empty]) is None


@given(
    st.lists(
        st.fixed_dictionaries({"a": st.integers(0, 100), "b": st.integers(0, 100)}),
        min_size=1,
        max_size=9,
    )
)
def test_c16_a_score_lies_between_its_lowest_and_its_highest_form(forms):
    told = score_of(one_sheet(), forms, withheld=False)
    said = [score for form in forms for score in form.values()]
    assert min(said) <= told.score <= max(said)
    assert told.forms == len(forms)


def test_c16_three_groups_score_and_the_result_prints_weights_and_sheets(room):
    appraisal = room.open()
    room.form(appraisal)
    for n in range(5):
        room.score(appraisal, f"rater-{n}", score=90)
    room.score(appraisal, "boss", Raters.PERFORMANCE, score=70)
    told, total = room.result(appraisal, days=1)
    assert {str(k): (v.forms, v.weight, v.score) for k, v in told.items()} == {
        "public": (1, 40, Decimal("80.0")),
        "mutual": (5, 30, Decimal("90.0")),
        "performance": (1, 30, Decimal("70.0")),
    }
    assert total == Decimal("80.0")
    assert appraisal.basis.startswith("文新街道 三测评")


def test_c16_mutual_ratings_stay_hidden_until_the_end_and_below_the_smallest_group(
    room,
):
    """Neither the newest form nor those of a few can be told from the total."""
    appraisal = room.open()
    room.form(appraisal)
    for n in range(4):
        room.score(appraisal, f"rater-{n}", score=10)
    few, total = room.result(appraisal, days=1)
    hidden = few[Raters.MUTUAL]
    assert (hidden.withheld, hidden.forms, hidden.score, hidden.items) == (
        True,
        None,
        None,
        (),
    )
    assert total == Decimal("80.0")
    room.score(appraisal, "rater-4", score=10)
    assert room.result(appraisal)[0][Raters.MUTUAL].withheld
    shown, total = room.result(appraisal, days=1)
    assert shown[Raters.MUTUAL].score == Decimal("10.0")
    assert total == Decimal("50.0")  # (80 * 40 + 10 * 30) / 70


def test_c16_of_a_mutual_rating_nobody_is_named_and_each_counts_once(room):
    appraisal = room.open()
    for _ in range(2):
        room.score(appraisal, "rater", score=90)
    with pytest.raises(ScoredAlready):
        room.score(appraisal, "rater", score=20)
    room.score(appraisal, "boss", Raters.PERFORMANCE)
    mutual, deed = room.work.appraisals.forms.values()
    assert (mutual.by, mutual.scores["support"]) == (None, 90)
    assert deed.by == "clerk:boss"


def test_c16_street_and_community_score_each_other_and_nobody_else(room):
    mine, theirs = room.open(), room.open(actor=somebody_of(STREET), **OF_THE_STREET)
    room.score(mine, "from-above")
    room.score(theirs, "from-below", unit=COMMUNITY)
    for appraisal, unit in ((mine, OTHER), (mine, COMMUNITY), (theirs, STREET)):
        with pytest.raises(NotARater):
            room.score(appraisal, "a-stranger", unit=unit)
    for unit in (COMMUNITY, OTHER):
        with pytest.raises(NotARater):
            room.score(mine, "not-above", Raters.PERFORMANCE, unit=unit)
    with pytest.raises(NoOrganisation):
        room.score(mine, "nobody", unit=None)


OF_THE_STREET = {"organisation_id": STREET, "staff_id": None}


def somebody_of(unit):
    return Actor(id="zhao", role=Role.SUPERVISOR, organisation_id=unit)


def test_c16_nobody_hands_in_scores_about_themselves(room):
    appraisal = room.open()
    with pytest.raises(OwnAppraisal):
        room.form(appraisal, actor=somebody(name="li-na"))
    with pytest.raises(OwnAppraisal):
        room.score(appraisal, "li-na")
    other = second_account(room, "li-na")
    with pytest.raises(OwnAppraisal):
        room.form(appraisal, actor=other)
    with pytest.raises(OwnAppraisal):
        room.score(appraisal, other.id)


def test_c16_a_unit_hands_in_no_residents_forms_about_itself(room):
    appraisal = room.open()
    with pytest.raises(OwnAppraisal):
        room.form(appraisal, actor=BOSS)
    above = room.open(actor=somebody_of(STREET), **OF_THE_STREET)
    room.form(above)


def test_c16_a_residents_form_that_was_handed_in_is_not_changed(room):
    appraisal, form_id = room.open(), uuid4()
    for _ in range(2):
        room.form(appraisal, form_id=form_id)
    with pytest.raises(ScoredAlready):
        room.form(appraisal, all_of(Raters.PUBLIC, 10), form_id=form_id)


def test_c16_nothing_is_opened_of_a_unit_nobody_heard_of(room):
    operator = Actor(id="ops", role=Role.OPS)
    with pytest.raises(UnitUnknown):
        room.open(actor=operator, organisation_id="nowhere")


def test_c16_none_is_opened_that_is_over(room):
    with pytest.raises(AppraisalOver):
        room.open(ends_on=TODAY - timedelta(days=1))


def test_c16_after_the_last_day_no_more_forms_are_taken(room):
    appraisal = room.open()
    room.clock.advance(timedelta(days=1))
    with pytest.raises(AppraisalOver):
        room.form(appraisal)


@pytest.mark.parametrize(
    ("scores", "wrong"),
    [
        ({"attitude": 80}, {"scores.result": "required", "scores.speed": "required"}),
        (all_of(Raters.PUBLIC, 80) | {"wealth": 1}, {"scores.wealth": "not-known"}),
    ],
)
def test_c16_a_form_scores_every_item_and_nothing_else(room, scores, wrong):
    appraisal = room.open()
    with pytest.raises(ScoresIncomplete) as refused:
        room.form(appraisal, scores=scores)
    assert refused.value.fields == wrong


def test_c16_a_sheet_that_the_place_does_not_have_is_unknown():
    scores = ScorePolicy(sheets=(USUAL_SHEETS[0],))
    room = Scoring(FollowUpPolicy(scores=scores))
    appraisal = room.open()
    with pytest.raises(SheetUnknown):
        room.score(appraisal, "from-above")


def test_c16_a_visit_brings_one_form_about_the_unit_that_it_was_about(room):
    visits = [a_visit(COMMUNITY), a_visit(OTHER)]
    for each in visits:
        room.work.visits.add(each)
    appraisal = room.open()
    for _ in range(2):
        room.form(appraisal, visit_id=visits[0].visit_id)
    (form,) = room.work.appraisals.forms.values()
    assert (form.visit_id, form.by) == (visits[0].visit_id, "supervisor:zhao-lei")
    for unknown in (visits[1].visit_id, uuid4()):
        with pytest.raises(VisitUnknown):
            room.form(appraisal, visit_id=unknown)


def a_visit(unit):
    return Visit(
        visit_id=uuid4(),
        kind=VisitKind.WEEKLY,
        petition_id=PETITION,
        receipt="R",
        case_revision=4,
        organisation_id=unit,
        due_on=TODAY,
    )


def test_c16_a_unit_opens_and_fills_in_its_own_appraisals_alone(room):
    with pytest.raises(OutOfScope):
        room.open(actor=somebody_of(OTHER))
    appraisal = room.open()
    with pytest.raises(OutOfScope):
        room.form(appraisal, actor=somebody_of(OTHER))
    with pytest.raises(AppraisalUnknown):
        room.work.appraisals.get(uuid4())
