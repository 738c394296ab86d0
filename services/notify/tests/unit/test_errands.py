"""What a person does so that somebody is told."""

from dataclasses import replace
from uuid import uuid4

import pytest

from minqing_kernel.clock import FrozenClock
from minqing_kernel.errors import TransitionRefused
from notify.application.commands import FinishErrand, SayHowToTell
from notify.application.sending.handlers import finish_errand, say_how_to_tell
from notify.domain.errors import OutOfScope, OwnResolution
from notify.domain.follow_up import follow_up_id
from notify.domain.notice import Audience
from notify.domain.occurrence import Step
from notify.domain.persons import StaffAccount
from notify.domain.sending.errand import (
    ERRAND_LIFE,
    Errand,
    ErrandState,
    ErrandStep,
    errand_id,
)
from notify.domain.sending.means import Means
from notify.domain.sending.preference import Preference
from services.notify.tests.builders import (
    COMMUNITY,
    NOON,
    PATIENCE,
    PETITION,
    a_clerk,
    a_question,
    an_organisation,
)
from services.notify.tests.fakes import InMemoryWork

pytestmark = pytest.mark.unit

S, T = ErrandState, ErrandStep


@pytest.mark.parametrize(
    ("state", "steps"),
    [
        (S.OPEN, {T.FINISH, T.MISS, T.WITHDRAW}),
        (S.NOT_REACHED, {T.FINISH, T.MISS, T.WITHDRAW}),
        (S.DONE, set()),
        (S.WITHDRAWN, set()),
    ],
)
def test_what_may_become_of_an_errand(state, steps):
    assert ERRAND_LIFE.steps_from(state) == steps


def an_errand(**changes):
    usual = {
        "errand_id": errand_id(uuid4(), Means.CALL),
        "notice_id": uuid4(),
        "petition_id": PETITION,
        "means": Means.CALL,
        "organisation_id": COMMUNITY,
        "step": Step.RESOLVED,
        "audience": Audience.PETITIONER,
        "case_revision": 3,
    }
    return Errand(**(usual | changes))


@pytest.fixture
def work():
    work = InMemoryWork()
    work.organisations.put(an_organisation())
    return work


def finish(work, errand, *, reached, actor=None):
    work.errands.rows[errand.errand_id] = errand
    command = FinishErrand(
        actor=actor or a_clerk(), errand_id=errand.errand_id, reached=reached
    )
    finish_errand(command, work, clock=FrozenClock(NOON), patience=PATIENCE)


def test_who_was_told_of_the_answer_by_telephone_has_time_to_say_more(work):
    work.follow_ups.ask([a_question(lapses_at=None)])
    finish(work, an_errand(), reached=False)
    question = work.follow_ups.rows[follow_up_id(PETITION, 3)]
    assert question.lapses_at is None
    finish(work, an_errand(), reached=True)
    assert question.lapses_at == NOON + PATIENCE


def test_who_resolved_the_case_may_not_say_that_its_petitioner_heard_of_it(work):
    work.follow_ups.ask([a_question(lapses_at=None, resolved_by="li-na")])
    resolver = replace(a_clerk(), id="li-na")
    with pytest.raises(OwnResolution):
        finish(work, an_errand(), reached=True, actor=resolver)
    work.persons.put(StaffAccount(staff_id="li-na", revision=1, person="p"))
    work.persons.put(StaffAccount(staff_id="li-na-2", revision=1, person="p"))
    with pytest.raises(OwnResolution):
        finish(work, an_errand(), reached=True, actor=replace(resolver, id="LI-NA-2"))
    finish(work, an_errand(), reached=False, actor=resolver)
    assert work.follow_ups.rows[follow_up_id(PETITION, 3)].lapses_at is None


@pytest.mark.parametrize(
    "changes",
    [
        {"step": Step.ASSIGNED},
        {"audience": Audience.OWNER},
        {"case_revision": None},
    ],
)
def test_other_errands_begin_no_term(work, changes):
    errand = an_errand(**changes)
    assert errand.finish(reached=True, by="c", at=NOON) is None
    with pytest.raises(TransitionRefused):
        errand.finish(reached=True, by="c", at=NOON)


@pytest.mark.parametrize("changes", [{}, {"case_revision": None}])
def test_an_errand_about_no_question_is_finished_all_the_same(work, changes):
    errand = an_errand(**changes)
    finish(work, errand, reached=True)
    assert errand.state is ErrandState.DONE


def test_a_strangers_errand_is_refused(work):
    with pytest.raises(OutOfScope):
        finish(work, an_errand(), reached=True, actor=a_clerk("510107"))


def test_a_wish_is_kept(work):
    wish = Preference(preferred=Means.LETTER)
    command = SayHowToTell(petition_id=PETITION, preference=wish, by="petitioner")
    say_how_to_tell(command, work, clock=FrozenClock(NOON))
    assert work.preferences.of([PETITION]) == {PETITION: wish}
