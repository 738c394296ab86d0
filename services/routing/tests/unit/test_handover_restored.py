"""Words that come late or twice, and agencies that come back from a backup."""

from dataclasses import replace
from uuid import UUID

import pytest

from routing.domain.handover import receiving, reconciling, sending
from routing.domain.handover.errors import (
    AnotherBeginning,
    Contested,
    NotAccepted,
    NotContested,
    OldIncarnation,
    Reconciling,
)
from routing.domain.handover.forms import FORMS, Form
from routing.domain.handover.lifecycle import (
    ReceivedState,
    SentState,
)
from routing.domain.handover.protocol import obey
from routing.domain.handover.terms import Tenure
from routing.domain.handover.words import (
    Accept,
    Closed,
    Confirm,
    Deny,
    Digest,
    News,
    Result,
    Seen,
    Settled,
)
from services.routing.tests.handover_link import Link
from services.routing.tests.handover_world import (
    BUREAU,
    DISTRICT,
    DUE,
    IN_TIME,
    LATE,
    STREET,
    begin,
    terms,
)

pytestmark = pytest.mark.unit

ONE, TWO, THREE = (UUID(int=number) for number in (1, 2, 3))
DUTIES = [form for form in Form if not FORMS[form].ownership]
UPWARD = [Form.RAISE, Form.LEAD]


@pytest.fixture
def link():
    return Link()


# -- late and repeated words -----------------------------------------------------------


def say(link, kind, by, number=1, **about):
    leg = link[by]
    row = leg.find_sent(UUID(int=number)) or leg.received_row(UUID(int=number))
    to = ({row.terms.sender, row.terms.to} - {by}).pop()
    return leg.say(kind, to, terms=row.terms, **about)


def test_every_repeated_word_is_answered_again_from_what_is_stored(link):
    link.hand_over(Form.ENTRUST)
    accepted = say(link, Accept, DISTRICT)
    assert [type(each) for each in obey(link[STREET], accepted, at=LATE).words] == [
        Confirm
    ]
    link.do(receiving.finish(link[DISTRICT], ONE, result="已办"))
    for kind in (Accept, Seen, Result):
        words = obey(link[STREET], say(link, kind, DISTRICT), at=LATE).words
        assert [type(each) for each in words] == [Settled]
    for kind in (Confirm, Deny):
        words = obey(link[DISTRICT], say(link, kind, STREET), at=LATE).words
        assert [type(each) for each in words] == [Result]


def test_an_old_offer_is_answered_with_who_owns_it_now():
    link = Link(STREET, DISTRICT, BUREAU)
    for form in (Form.TRANSFER, Form.ENTRUST):
        old = terms(link[STREET], 3, form, BUREAU, due=DUE)
        link.lost.append(sending.offer(link[STREET], old, at=IN_TIME).words[0])
    link.hand_over()
    link.hand_over(by=DISTRICT, to=BUREAU, number=2)
    begun = replace(link.lost[1])
    confirmed = link[STREET].say(
        Confirm, BUREAU, terms=begun.terms, history=begun.history
    )
    for word in (*link.lost, confirmed):
        decision = obey(link[BUREAU], word, at=IN_TIME)
        (answer,) = decision.words
        assert decision.leg == link[BUREAU]
        assert type(answer) is News
        assert answer.history[-1].owner == BUREAU


def test_words_about_what_nobody_knows_are_closed_or_pass(link):
    link.hand_over(Form.ENTRUST)
    blank = begin(STREET, DISTRICT)
    words = obey(blank[STREET], say(link, Accept, DISTRICT), at=IN_TIME).words
    assert [(type(each), each.said) for each in words] == [(Closed, sending.UNKNOWN)]
    for kind in (Closed, Settled):
        decision = obey(blank[DISTRICT], say(link, kind, STREET), at=IN_TIME)
        assert decision.words == ()
        assert decision.leg.received == ()


# -- coming back from a backup ---------------------------------------------------------


def test_after_a_restore_nothing_is_done_before_all_neighbours_were_heard():
    link = Link(STREET, DISTRICT, BUREAU)
    backup = link[STREET]
    link.hand_over()
    link.cut = True
    link.restore(STREET, backup)
    assert not link[STREET].acts
    with pytest.raises(Reconciling) as refusal:
        sending.offer(
            link[STREET], terms(link[STREET], 9, Form.TRANSFER, BUREAU), at=IN_TIME
        )
    assert refusal.value.fields == {DISTRICT: "not-heard", BUREAU: "not-heard"}
    link.cut = False
    link.say([word for word in link.lost if word.to == BUREAU])
    assert link[STREET].asked
    link.say([word for word in link.lost if word.to == DISTRICT])
    assert not link[STREET].asked
    assert link[STREET].owner == DISTRICT
    assert link.sent() is SentState.HANDED_OVER


def test_an_incarnation_is_never_used_twice(link):
    with pytest.raises(OldIncarnation):
        link.restore(STREET, link[STREET], number=0)


def test_who_has_yet_to_hear_itself_does_not_end_anothers_waiting():
    """Restored: street and district. The bureau alone knows, and its link is cut."""
    link = Link(STREET, DISTRICT, BUREAU)
    backup = link[STREET], link[DISTRICT]
    link.hand_over()
    link.hand_over(by=DISTRICT, to=BUREAU, number=2)
    street = reconciling.restored(backup[0], 1, {DISTRICT})
    district = reconciling.restored(backup[1], 1, {STREET, BUREAU})
    link.legs |= {STREET: street.leg, DISTRICT: district.leg}
    link.say(street.words)
    assert link[STREET].asked
    assert reconciling.remind(link[STREET]) == reconciling.questions(link[STREET])
    link.say(word for word in district.words if word.to == STREET)
    assert link[DISTRICT].asked
    link.say(word for word in district.words if word.to == BUREAU)
    link.say(reconciling.remind(link[STREET]))
    assert not link[STREET].asked
    assert link[STREET].owner == BUREAU


def test_a_neighbour_that_is_long_away_is_waived_and_the_higher_epoch_wins_later(link):
    backup = link[STREET]
    link.hand_over()
    link.cut = True
    link.restore(STREET, backup)
    link.legs[STREET] = reconciling.waive(link[STREET], DISTRICT)
    assert (link[STREET].acts, link[DISTRICT].acts) == (True, True)
    link.cut = False
    link.say(reconciling.compare(link[STREET], {DISTRICT}))
    assert (link[STREET].acts, link[DISTRICT].acts) == (False, True)


def contested():
    """The street came back, waived the others, and gave the matter to the bureau."""
    link = Link(STREET, DISTRICT, BUREAU)
    backup = link[STREET]
    link.hand_over()
    link.cut = True
    link.restore(STREET, backup)
    for away in (DISTRICT, BUREAU):
        link.legs[STREET] = reconciling.waive(link[STREET], away)
    link.cut = False
    link.say(reconciling.compare(link[STREET], {BUREAU}))
    link.hand_over(to=BUREAU, number=2)
    assert link[BUREAU].acts
    return link


def ask_around(link):
    for me in (STREET, DISTRICT, BUREAU):
        link.say(reconciling.compare(link[me], {STREET, DISTRICT, BUREAU} - {me}))


def test_art24_of_two_histories_both_owners_rest_until_a_superior_decides():
    link = contested()
    link.say(reconciling.compare(link[BUREAU], {DISTRICT}))
    assert (link[BUREAU].acts, link[DISTRICT].acts) == (False, False)
    with pytest.raises(Contested) as refusal:
        link.offer(by=DISTRICT, to=STREET, number=3)
    assert refusal.value.fields == {BUREAU: "owns-it-too"}
    task = terms(link[DISTRICT], 7, Form.ASSIST, BUREAU)
    asked = link[BUREAU].say(Seen, DISTRICT, terms=task)
    assert obey(link[DISTRICT], asked, at=IN_TIME).words == ()


def test_art24_who_gives_way_ends_the_contest_for_everybody():
    link = contested()
    ask_around(link)
    link.do(reconciling.concede(link[BUREAU]))
    ask_around(link)
    ask_around(link)
    assert (link[BUREAU].acts, link[DISTRICT].acts) == (False, True)
    assert len({link[me].history for me in (STREET, DISTRICT, BUREAU)}) == 1
    assert not any(link[me].rival for me in (STREET, DISTRICT, BUREAU))
    assert link.sent(2) is SentState.SUPERSEDED
    assert link.received(2, by=BUREAU) is ReceivedState.CLOSED
    with pytest.raises(NotContested):
        reconciling.concede(link[BUREAU])


def test_a_longer_history_that_contradicts_ours_is_not_believed_either():
    link = contested()
    longer = (*link[BUREAU].history, replace(link[BUREAU].history[0]))
    told = link[BUREAU].say(News, DISTRICT, history=longer)
    after = obey(link[DISTRICT], told, at=IN_TIME).leg
    assert (after.owner, after.acts) == (DISTRICT, False)


def test_nobody_is_made_owner_who_never_accepted(link):
    link.cut = True
    link.offer()
    given = Tenure(owner=DISTRICT, handover_id=ONE, since=IN_TIME)
    history = (*link[STREET].history, given)
    offered = link.lost[0]
    dumped = link[STREET].say(Confirm, DISTRICT, terms=offered.terms, history=history)
    for leg in (link[DISTRICT], obey(link[DISTRICT], offered, at=IN_TIME).leg):
        with pytest.raises(NotAccepted):
            obey(leg, dumped, at=IN_TIME)


def test_a_matter_begins_at_one_agency(link):
    other = begin(BUREAU, STREET)[BUREAU].say(News, STREET)
    with pytest.raises(AnotherBeginning):
        obey(link[STREET], other, at=IN_TIME)


def test_an_answer_to_an_earlier_restore_counts_for_nothing(link):
    late = link[DISTRICT].say(Digest, STREET)
    link.cut = True
    link.restore(STREET, link[STREET])
    assert obey(link[STREET], late, at=IN_TIME).leg.asked


def test_a_digest_from_who_was_not_asked_teaches_and_decides_nothing(link):
    link.cut = True
    link.restore(STREET, link[STREET])
    told = replace(begin(STREET, BUREAU)[BUREAU].say(Digest, STREET), heard=1)
    assert obey(link[STREET], told, at=IN_TIME).leg.asked == link[STREET].asked


def test_a_lost_duty_is_remembered_and_a_lost_offer_is_not(link):
    backup = link[STREET]
    link.hand_over(Form.ENTRUST)
    link.offer(Form.ASSIST, number=2)
    link.restore(STREET, backup)
    assert link.sent() is SentState.WORKING
    assert link[STREET].find_sent(TWO) is None
    link.say(reconciling.remind(link[DISTRICT]))
    assert link.received(2) is ReceivedState.CLOSED


def test_what_was_taken_and_answered_is_told_to_who_forgot_it(link):
    backup = link[DISTRICT]
    link.hand_over(Form.RAISE)
    link.restore(DISTRICT, backup)
    assert link[DISTRICT].acts
    link.say(reconciling.remind(link[STREET]))
    assert link.received() is ReceivedState.TAKEN


def test_a_tenure_tells_nothing_of_people():
    fields = {"owner", "handover_id", "since", "proof"}
    assert set(Tenure.__dataclass_fields__) == fields


def test_what_was_offered_by_a_former_owner_ends_with_its_tenure():
    """The bureau was offered a task; then the matter went on, as it hears later."""
    link = Link(STREET, DISTRICT, BUREAU)
    link.hand_over(Form.ASSIST, to=BUREAU)
    after = (
        *link[STREET].history,
        Tenure(owner=DISTRICT, handover_id=TWO, since=IN_TIME),
    )
    for me in (BUREAU, STREET):
        told = link[DISTRICT].say(News, me, history=after)
        link.do(obey(link[me], told, at=IN_TIME))
    assert link.received(by=BUREAU) is ReceivedState.CLOSED
    assert link.sent() is SentState.SUPERSEDED
