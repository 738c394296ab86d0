"""What resembles a petition, why, what that suggests (条例第19条, 并单, 首访)."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from rapidfuzz import fuzz

from intake.application.commands import SubmitTogether
from intake.application.finding import SimilarDesk, Sought, is_open
from intake.application.sign_ports import Candidate
from intake.application.signing import SignPetitions, sign_all
from intake.domain.contact import Contact
from intake.domain.lifecycle import PetitionState
from intake.domain.organisation import Organisation
from intake.domain.policy import STATUTORY_POLICY
from intake.domain.progress import CaseFact, CaseStep, Progress
from intake.domain.refusal import RefusalReason
from intake.domain.similar import (
    Advice,
    Reason,
    Resemblance,
    SimilarRules,
    Standing,
    advise,
    is_same_matter,
    reasons_for,
)
from minqing_kernel.clock import FrozenClock
from services.intake.tests.builders import NOON, STORY, a_category, a_submission
from services.intake.tests.fakes import FakeIntake, FakeReference, view_of

RULES = SimilarRules()
DAY = timedelta(days=1)
P, T, L = Reason.SAME_PERSON, Reason.SAME_TEXT, Reason.SAME_PLACE


def a_resemblance(score=0.0, *, person=False, place=False, days=1):
    return Resemblance(
        score=score, same_person=person, same_place=place, apart=days * DAY
    )


@pytest.mark.parametrize(
    ("found", "reasons"),
    [
        (a_resemblance(59.9), ()),
        (a_resemblance(60.0), (T,)),
        (a_resemblance(person=True, days=365), (P,)),
        (a_resemblance(person=True, days=366), ()),
        (a_resemblance(place=True, days=90), (L,)),
        (a_resemblance(place=True, days=91), ()),
        (a_resemblance(99, person=True, place=True), (P, T, L)),
    ],
)
def test_a_petition_is_shown_for_a_reason_within_its_window(found, reasons):
    assert reasons_for(found, RULES) == reasons


def test_the_person_alone_does_not_make_it_the_same_matter():
    alone = a_resemblance(30, person=True)
    assert not is_same_matter(alone, (P,), RULES)
    assert is_same_matter(a_resemblance(45, person=True), (P,), RULES)
    assert is_same_matter(a_resemblance(place=True), (L,), RULES)


def test_nearly_equal_words_of_nobody_in_particular_are_the_same_matter():
    assert is_same_matter(a_resemblance(70), (T,), RULES)
    assert not is_same_matter(a_resemblance(50), (), RULES)


def advice(found, *, open_=True, due=None, lower=False):
    standing = Standing(open=open_, due_at=due, lower=lower)
    return advise(found, reasons_for(found, RULES), standing, RULES, at=NOON)


def test_art19_the_same_matter_in_time_at_a_lower_level_is_not_accepted_again():
    mine = a_resemblance(80, person=True)
    assert advice(mine, lower=True) is Advice.REFUSE
    assert advice(mine, lower=True, due=NOON) is Advice.REFUSE
    assert advice(mine, lower=True, due=NOON - DAY) is Advice.MERGE
    assert advice(mine, lower=False) is Advice.MERGE
    assert advice(a_resemblance(80), lower=True) is Advice.MERGE


def test_d09_who_comes_again_after_the_answer_is_a_repeat_visit():
    assert advice(a_resemblance(80, person=True), open_=False) is Advice.REPEAT
    assert advice(a_resemblance(80), open_=False) is Advice.LOOK
    assert advice(a_resemblance(10, person=True)) is Advice.LOOK


class FoundHere:
    def __init__(self, *candidates):
        self.given = list(candidates)
        self.asked = []

    def candidates(self, wanted):
        self.asked.append(wanted)
        return self.given


def a_petition(**changes):
    intake = FakeIntake([a_category()])
    said = a_submission(**changes)
    [answer] = intake.bus.handle(SubmitTogether(petitions=(said,)), STORY)
    return intake.store.petitions[answer.petition_id]


def a_view(*facts, **changes):
    return view_of(a_petition(**changes), Progress({f.revision: f for f in facts}))


def a_desk(*candidates, organisations=()):
    return SimilarDesk(
        similar=FoundHere(*candidates),
        reference=FakeReference([], organisations),
        simplify=str,
        alike=fuzz.ratio,
        policy_at=lambda _: STATUTORY_POLICY,
        clock=FrozenClock(NOON),
        shown=2,
    )


def a_candidate(view, *, person=False, place=False):
    return Candidate(petition=view, same_person=person, same_place=place)


def everything(_):
    return True


def test_what_resembles_for_more_reasons_comes_first_and_the_list_is_short():
    text = "九栋二单元的楼道灯坏了三天。"
    near = a_candidate(a_view(text=text), person=True)
    same = a_candidate(a_view(text=text))
    place = a_candidate(a_view(text="别的事"), place=True)
    nothing = a_candidate(a_view(text="完全不同的一件事情"))
    desk = a_desk(nothing, place, same, near)
    told = desk.look(a_view(text=text), everything)
    assert [one.petition for one in told] == [near.petition, same.petition]
    assert told[0].reasons == (P, T)
    assert (told[0].score, told[0].advice) == (100.0, Advice.MERGE)
    assert told[0].article == "国办函〔2025〕66号"


def test_near_equal_words_of_ones_own_division_are_shown_whoever_has_them():
    text = "九栋二单元的楼道灯坏了三天。"
    same, place = a_candidate(a_view(text=text)), a_candidate(a_view(), place=True)
    sought = Sought(text=text, received_at=NOON, organisation_id="jinkeyuan", person=7)
    desk = a_desk(same, place)
    assert desk.look(sought, lambda _: False) == []
    [one] = desk.look(sought, lambda _: False, everything)
    assert (one.petition, one.yours) == (same.petition, False)
    assert len(desk.look(sought, everything)) == 2


def test_what_the_caller_may_not_see_is_not_shown():
    one = a_candidate(a_view(), place=True)
    assert a_desk(one).look(a_view(), lambda _: False) == []


def test_art19_it_is_a_lower_unit_of_the_one_that_this_petition_came_to():
    street = an_organisation("street", None)
    unit = an_organisation("unit", "street")
    fact = CaseFact(revision=1, step=CaseStep.ASSIGNED, at=NOON, organisation_id="unit")
    earlier = a_candidate(a_view(fact), person=True)
    mine = a_view()
    desk = a_desk(earlier, organisations=[street, unit])
    assert desk.look(mine, everything)[0].advice is Advice.MERGE
    above = replace(mine, organisation_id="street")
    [told] = desk.look(above, everything)
    assert (told.advice, told.article) == (Advice.REFUSE, "条例第19条第3款")


def test_d09_an_answered_petition_of_the_same_person_is_a_repeat():
    fact = CaseFact(revision=2, step=CaseStep.RESOLVED, at=NOON)
    earlier = a_candidate(a_view(fact), person=True)
    [told] = a_desk(earlier).look(a_view(), everything)
    assert (told.advice, told.article) == (Advice.REPEAT, "首访督办")


def test_a_refused_petition_is_not_open():
    refused = replace(a_view(), refusal=RefusalReason.UNCLEAR)
    [told] = a_desk(a_candidate(refused)).look(a_view(), everything)
    assert told.advice is Advice.LOOK


def an_organisation(code, parent):
    return Organisation(
        organisation_id=code,
        revision=1,
        name=code,
        kind="street",
        parent_id=parent,
        division_code="510106",
        active=True,
    )


def test_what_came_in_waits_for_its_signs_and_gets_them_once():
    intake = FakeIntake([a_category()])
    said = (a_submission(), a_submission(text="！"))
    told = intake.bus.handle(SubmitTogether(petitions=said), STORY)
    assert set(intake.store.unsigned) == {one.petition_id for one in told}
    assert sign_all(lambda command: intake.bus.handle(command, STORY)) == 2
    assert intake.store.unsigned == {}
    signs = [intake.store.signs[one.petition_id].signs for one in told]
    assert [len(each) for each in signs] == [24, 0]


def test_a_long_line_is_signed_batch_by_batch_and_no_longer_than_is_fair():
    asked = []

    def all_full(command):
        asked.append(command)
        return command.limit

    assert sign_all(all_full, batches=2) == 1000
    assert asked == [SignPetitions(limit=500)] * 2


def test_who_left_no_telephone_is_compared_with_nobody():
    intake = FakeIntake([a_category()])
    nobody = a_submission(contact=Contact())
    [answer] = intake.bus.handle(SubmitTogether(petitions=(nobody,)), STORY)
    assert intake.store.unsigned == {answer.petition_id: None}


def test_the_same_telephone_is_the_same_person_and_cannot_be_read_back():
    intake = FakeIntake([a_category()])
    typed = ("138 0000 1111", "+8613800001111", "13900001111")
    said = tuple(a_submission(contact=Contact.of(telephone=each)) for each in typed)
    told = intake.bus.handle(SubmitTogether(petitions=said), STORY)
    first, again, other = (intake.store.unsigned[one.petition_id] for one in told)
    assert first == again != other
    assert "13800001111" not in str(first)


def test_b05_nobody_is_refused_because_of_what_was_taken_back():
    fact = CaseFact(revision=1, step=CaseStep.WITHDRAWN, at=NOON)
    assert not is_open(SimpleNamespace(progress=Progress({1: fact})))


@pytest.mark.parametrize("state", PetitionState)
def test_b05_only_what_was_accepted_is_open_before_a_case_tells_of_itself(state):
    """Nobody is refused because of a petition that lapsed or was referred (第19条)."""
    told = SimpleNamespace(
        progress=Progress(), state=state, refusal=None, decided_at=NOON
    )
    assert is_open(told) is (state is PetitionState.ACCEPTED)
