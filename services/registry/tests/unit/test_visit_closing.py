"""Closing a visit: everything lacking is told at once, of whom all five are asked."""

import pytest

from minqing_kernel.errors import Invalid
from minqing_kernel.messages import Role
from registry.application.visits.views import MASK
from registry.domain.visits.closing import Family
from registry.domain.visits.errors import VisitNotYours
from registry.domain.visits.events import VisitClosed, VisitReopened
from registry.domain.visits.photo import Photo
from registry.domain.visits.visit import Outcome
from services.registry.tests.archive_builders import define, edit
from services.registry.tests.visit_builders import (
    LEAK,
    a_home,
    a_meeting,
    a_visitor,
    an_account,
    close_visit,
    read_visit,
    record_finding,
    record_visit,
)
from services.registry.tests.visit_house import (
    FINDING,
    HOME,
    PERSON,
    VISIT,
    say,
    still_open,
    store,
    visited,
)

pytestmark = pytest.mark.unit

__all__ = ["say", "store", "visited"]
FIVE = {"basics", "living", "thinking", "contact", "help"}
THINKING = "担心儿子的工作"
SUPERVISOR, CLERK = Role.SUPERVISOR, Role.CLERK


def test_c05_everything_that_is_lacking_is_told_at_once(visited, store):
    visited(record_finding(VISIT, FINDING))
    wrong = still_open(visited, close_visit(VISIT, Family.UNASKED))
    assert wrong == {"family": "required", f"findings.{FINDING}": "undecided"}
    assert store.visits[VISIT].closed_at is None
    assert store.visits[VISIT].closing is None
    visited(record_finding(VISIT, FINDING, outcome=Outcome.SETTLED, how="拧紧了阀门"))
    assert visited(close_visit(VISIT)).closed_at is not None
    assert visited(close_visit(VISIT)).family == Family.CONFIRMED
    assert len([e for e in store.facts if isinstance(e, VisitClosed)]) == 1


def test_c05_without_diary_no_visit_that_asks_for_one_is_closed(say, store):
    say(record_visit(an_account(subjects=[a_home(HOME)]), VISIT))
    store.visits[VISIT].account = an_account(subjects=[a_home(HOME)], diary=None)
    assert still_open(say, close_visit(VISIT)) == {"diary": "required"}


def test_c05_a_change_of_the_family_is_one_that_was_made_from_this_visit(visited):
    changed = close_visit(VISIT, Family.CHANGED)
    assert still_open(visited, changed) == {"family": "no-change-of-this-visit"}
    visited(define("health"))
    written = edit(PERSON, condition="良好")
    visited(type(written)(**vars(written) | {"visit_id": VISIT}))
    assert visited(changed).family == Family.CHANGED


def test_c05_a_meeting_needs_no_word_of_any_family(say):
    say(record_visit(a_meeting(), VISIT))
    assert say(close_visit(VISIT, Family.UNASKED)).closed_at is not None


def test_only_who_was_there_closes_a_visit_or_adds_what_it_found(visited):
    stranger = a_visitor("li-na")
    with pytest.raises(VisitNotYours):
        visited(close_visit(VISIT, actor=stranger))
    with pytest.raises(VisitNotYours):
        visited(record_finding(VISIT, actor=stranger))


def test_c08_of_the_three_classes_all_five_are_told(visited, store):
    written = edit(PERSON, kinds=["低保"])
    visited(type(written)(**vars(written) | {"section": "civil-affairs"}))
    wrong = still_open(visited, close_visit(VISIT))
    assert wrong == dict.fromkeys(FIVE, "required-of-class")
    words = dict.fromkeys(FIVE, "如实") | {"thinking": THINKING}
    visited(record_visit(an_account(subjects=[a_home(HOME)], **words), VISIT))
    assert visited(close_visit(VISIT)).closed_at
    assert THINKING not in repr(store.facts)


def test_c08_who_is_of_no_class_is_not_asked_for_the_five(visited):
    written = edit(PERSON, kinds=["特困"])
    visited(type(written)(**vars(written) | {"section": "civil-affairs"}))
    assert visited(close_visit(VISIT)).closed_at


def test_c08_thinking_is_seen_by_visitors_and_supervisors_alone(visited):
    said = an_account(subjects=[a_home(HOME)], thinking=THINKING)
    visited(record_visit(said, VISIT))
    shown = lambda who: visited(read_visit(VISIT, who)).visit.thinking  # noqa: E731
    assert shown(a_visitor()) == THINKING
    assert shown(a_visitor("head", SUPERVISOR)) == THINKING
    assert shown(a_visitor("desk", CLERK)) == MASK
    visited(record_visit(an_account(subjects=[a_home(HOME)]), VISIT))
    [before, *_] = reversed(visited(read_visit(VISIT, a_visitor("x", CLERK))).before)
    assert before.thinking == MASK


def test_a11_who_wrote_a_visit_down_need_not_say_what_for_and_is_noted_all_the_same(
    visited,
):
    visited(record_visit(an_account(subjects=[a_home(HOME)]), VISIT))
    assert visited(read_visit(VISIT, a_visitor(), None)).visit.visit_id == VISIT
    with pytest.raises(Invalid) as told:
        visited(read_visit(VISIT, a_visitor("head", SUPERVISOR), None))
    assert told.value.fields == {"purpose": "bad-purpose"}


def test_a_late_finding_opens_a_closed_visit_again(visited, store):
    visited(close_visit(VISIT))
    visited(record_finding(VISIT, FINDING))
    assert store.visits[VISIT].closed_at is None
    assert [e for e in store.facts if isinstance(e, VisitReopened)]
    visited(record_finding(VISIT, FINDING, outcome=Outcome.TAKEN_BACK))
    assert store.visits[VISIT].closed_at is not None


def test_c22_a_photograph_is_known_by_its_hash_and_shown_in_a_full_look_alone(visited):
    photo = Photo(name="空地.jpg", sha256="a" * 64, size=9)
    said = an_account(subjects=[a_home(HOME)], photos=[photo])
    assert visited(record_visit(said, VISIT)).photos == ()
    visited(record_finding(VISIT, FINDING, name="张三"))
    full = visited(read_visit(VISIT, a_visitor()))
    assert full.visit.photos == [photo]
    [found] = full.findings
    assert (found.text, found.name, found.finding.finding_id) == (LEAK, "张三", FINDING)
    assert "空地" not in repr(photo)


@pytest.mark.parametrize("wrong", [{"sha256": "A" * 64}, {"size": 0}, {"size": 10**9}])
def test_what_is_no_photograph_is_refused(wrong):
    said = {"name": "x", "sha256": "a" * 64, "size": 9}
    with pytest.raises(Invalid):
        Photo(**said | wrong)
