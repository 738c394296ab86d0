"""What a neighbour with a key of its own, but no good will, does not reach."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest

from minqing_kernel.clock import FrozenClock
from routing.adapters.agencies.post import Letter, Suspect
from routing.adapters.agencies.wire import Said, read, write
from routing.adapters.handovers.desk import LetterDesk
from routing.application.handovers.commands import BeginAgain, DeclineOffer
from routing.domain.errors import AccusedUnit
from routing.domain.handover import receiving
from routing.domain.handover.dealing import next_matter
from routing.domain.handover.errors import NotAccepted, StillSuspect, UnlistedReceipt
from routing.domain.handover.file import CaseFile
from routing.domain.handover.forms import Form
from routing.domain.handover.terms import Tenure
from routing.domain.handover.words import (
    Ask,
    Confirm,
    Deny,
    Digest,
    News,
    Offer,
    Refuse,
    Seen,
)
from services.routing.tests.agencies_town import (
    BUREAU,
    DISTRICT_HALL,
    PREFIXES,
    STREET_OFFICE,
    TOP,
)
from services.routing.tests.builders import COMMUNITY, NOON, a_matter
from services.routing.tests.fakes_handovers import A_FILE, a_duty, a_word

pytestmark = pytest.mark.unit


def hear(town, word, file=A_FILE):
    if file.receipt == A_FILE.receipt:
        file = replace(file, receipt=f"{PREFIXES[word.history[0].owner]}-1")
    return town[word.to].take((word, file, None, None))


@pytest.mark.parametrize("was_offered", [False, True])
def test_c20_nobody_takes_a_matter_by_beginning_another_round_of_it(town, was_offered):
    petition = town.open()
    if was_offered:
        handover = town.offer(petition, to=BUREAU)
        town.wire.settle()
        town.refuse(handover, by=BUREAU)
        town.wire.settle()
    word = a_word(News, next_matter(petition, 2), BUREAU, STREET_OFFICE)
    file = replace(A_FILE, petition_id=petition)
    assert hear(town, word, file) == "another-beginning"
    assert town[STREET_OFFICE].state(petition) == "assigned"


@pytest.mark.parametrize(
    ("first", "receipt", "why"),
    [
        (BUREAU, "JN-2603-0000071", "receipt-of-another-agency"),
        (BUREAU, "jn-2603-0000071", "receipt-of-another-agency"),
        (BUREAU, "JQ-2603-0000071", "receipt-of-another-agency"),
        (BUREAU, "XX-2603-0000071", "receipt-of-another-agency"),
        (DISTRICT_HALL, "JN-2603-0000071", "receipt-never-given"),
        (BUREAU, "MZ-2603-0000071", "obeyed"),
    ],
)
def test_c20_no_number_to_come_is_taken_before_its_agency_gives_it(
    town, first, receipt, why
):
    terms = a_duty(BUREAU, DISTRICT_HALL, Form.ASSIST)
    history = (Tenure(owner=first, handover_id=None, since=NOON),)
    offer = a_word(Offer, uuid4(), BUREAU, DISTRICT_HALL, terms=terms, history=history)
    file = replace(A_FILE, petition_id=offer.matter_id, receipt=receipt)
    assert hear(town, offer, file) == why
    assert bool(town[DISTRICT_HALL].leg(offer.matter_id)) == (why == "obeyed")


@pytest.mark.parametrize("restored", [False, True])
@pytest.mark.parametrize("claimed", [STREET_OFFICE, DISTRICT_HALL])
def test_c20_where_a_matter_began_is_not_learnt_from_hearsay(town, claimed, restored):
    """But by who was restored, of itself: it may have forgotten it."""
    district = town[DISTRICT_HALL]
    if restored:
        district.do(BeginAgain(incarnation=7))
    district.trusts = lambda *_: False
    history = (Tenure(owner=claimed, handover_id=None, since=NOON),)
    heard = 7 if restored else 0
    word = a_word(
        Ask, uuid4(), BUREAU, DISTRICT_HALL, first=claimed, history=history, heard=heard
    )
    assert hear(town, word) == "obeyed"
    believed = restored and claimed == DISTRICT_HALL
    assert district.leg(word.matter_id).history == ()
    digest = Digest(**vars(word), awaits=frozenset(), works=())
    assert hear(town, digest) == "obeyed"
    assert district.leg(word.matter_id).epoch == int(believed)


def test_c20_a_number_is_not_changed_once_the_offer_was_accepted(town):
    terms = a_duty(BUREAU, DISTRICT_HALL, Form.ASSIST)
    offer = a_word(Offer, uuid4(), BUREAU, DISTRICT_HALL, terms=terms)
    file = replace(A_FILE, petition_id=offer.matter_id)
    hear(town, offer, file)
    town.accept(terms.handover_id)
    other = replace(file, receipt="JN-2603-0000071")
    told = hear(town, Confirm(**vars(offer)), other)
    assert told == "receipt-of-another-agency"
    assert town[DISTRICT_HALL].state(offer.matter_id) is None
    assert hear(town, Confirm(**vars(offer)), file) == "obeyed"


def test_a_number_that_the_directory_does_not_list_is_not_sent_out(town):
    petition = town.open(receipt="OLD-1")
    with pytest.raises(UnlistedReceipt):
        town.offer(petition)


@pytest.mark.parametrize("kind", [Confirm, Deny])
def test_c20_no_duty_begins_that_nobody_here_accepted(town, kind):
    for form in (Form.ENTRUST, Form.ASSIST):
        terms = a_duty(DISTRICT_HALL, STREET_OFFICE, form)
        word = a_word(kind, uuid4(), DISTRICT_HALL, STREET_OFFICE, terms=terms)
        file = replace(A_FILE, petition_id=word.matter_id)
        assert hear(town, word, file) == "not-accepted"
        assert town[STREET_OFFICE].state(word.matter_id) is None
        assert town[STREET_OFFICE].leg(word.matter_id) is None


@pytest.mark.parametrize("kind", [Confirm, Deny])
def test_c20_an_offer_that_waits_for_a_person_is_not_begun_by_its_sender(town, kind):
    terms = a_duty(DISTRICT_HALL, STREET_OFFICE)
    offer = a_word(Offer, uuid4(), DISTRICT_HALL, STREET_OFFICE, terms=terms)
    file = replace(A_FILE, petition_id=offer.matter_id)
    assert hear(town, offer, file) == "obeyed"
    assert hear(town, kind(**vars(offer)), file) == "not-accepted"
    assert town[STREET_OFFICE].row(terms.handover_id)["state"] == "offered"


def test_c20_who_was_restored_takes_no_duty_without_a_grant(town):
    begin_again(town)
    terms = a_duty(STREET_OFFICE, DISTRICT_HALL)
    word = a_word(Confirm, uuid4(), STREET_OFFICE, DISTRICT_HALL, terms=terms, heard=1)
    assert (
        hear(town, word, replace(A_FILE, petition_id=word.matter_id)) == "not-granted"
    )


def test_c20_who_was_restored_is_given_no_new_matter_unasked(town):
    begin_again(town)
    town.clock.advance(timedelta(days=3))
    now = town.clock.now()
    terms = replace(a_duty(BUREAU, DISTRICT_HALL, Form.TRANSFER), epoch=2, due=None)
    mine = Tenure(owner=DISTRICT_HALL, handover_id=terms.handover_id, since=now)
    first = Tenure(owner=BUREAU, handover_id=None, since=now)
    word = a_word(
        Confirm,
        uuid4(),
        BUREAU,
        DISTRICT_HALL,
        terms=terms,
        heard=1,
        history=(first, mine),
    )
    file = replace(A_FILE, petition_id=word.matter_id)
    assert hear(town, word, file) == "not-accepted"
    assert town[DISTRICT_HALL].state(word.matter_id) is None


def begin_again(town):
    town[DISTRICT_HALL].do(BeginAgain(incarnation=1))
    town.wire.settle()


def test_art30_an_accusation_goes_to_nobody_beside_or_below(town):
    for by, to in ((STREET_OFFICE, BUREAU), (DISTRICT_HALL, STREET_OFFICE)):
        petition = town.open(by, matter=a_matter(accused=(COMMUNITY,)))
        for form in ("transfer", "assist"):
            with pytest.raises(AccusedUnit):
                town.offer(petition, by, to, form)
        assert town[by].leg(petition) is None


def test_art30_an_accusation_goes_up_with_whom_it_accuses(town):
    petition = town.open(matter=a_matter(accused=(COMMUNITY,)))
    handover = town.offer(petition, form="raise")
    town.wire.settle()
    town.accept(handover)
    town.wire.settle()
    case = town[DISTRICT_HALL].database.stored.cases[petition]
    assert case.matter.accused == (COMMUNITY,)
    assert case.organisation_id not in {COMMUNITY}


def test_art30_what_accuses_since_it_was_offered_goes_no_more(town):
    petition = town.open()
    handover = town.offer(petition)
    town.wire.settle()
    case = town[STREET_OFFICE].database.stored.cases[petition]
    case.matter = replace(case.matter, accused=(COMMUNITY,))
    town.accept(handover)
    town.wire.settle()
    assert town[STREET_OFFICE].row(handover)["state"] == "recalled"
    assert town[DISTRICT_HALL].state(petition) is None


def test_whom_it_accuses_travels_in_the_letter():
    word = a_word(News, uuid4(), STREET_OFFICE, DISTRICT_HALL)
    file = CaseFile(receipt="X-1", accused=(COMMUNITY,))
    assert read(write(Said(word=word, at=NOON, file=file))).file == file
    assert read(write(Said(word=word, at=NOON))).file.accused == ()


@pytest.mark.parametrize("signature", ["\x00", "\ud800", "a\x00b" * 9999])
def test_a_signature_that_no_database_holds_stops_no_other_letter(signature):
    held = []

    def rows(sql, **values):
        if "body" not in values:
            return []
        held.append(values)
        return [values]

    database = SimpleNamespace(rows=rows)
    post = SimpleNamespace(open=suspects)
    desk = LetterDesk(None, post, database, FrozenClock(NOON), [])
    letter = Letter(body=b'{"sender":"\\u0000"}\x00', signature=signature)
    assert desk.take(letter) == "quarantined"
    for each in ("body", "signature", "claims"):
        assert "\x00" not in held[0][each]
        held[0][each].encode()


def suspects(*_):
    raise Suspect("not signed by its sender")


def test_an_answer_that_arrived_is_not_changed_by_who_gave_it(town):
    petition = town.open()
    handover = town.offer(petition)
    town.wire.settle()
    town.accept(handover)
    town.wire.settle()
    town.answer(petition)
    town.wire.settle()
    leg, street = town[DISTRICT_HALL].leg(petition), town[STREET_OFFICE]
    result = receiving.word_of(leg, leg.find_received(handover))
    later = CaseFile(outcome="explained", reply="另一个答复", due_at=NOON)
    assert street.take((result, later, None, None)) == "obeyed"
    told = street.kept["matters"][petition].theirs[handover]
    assert (told.outcome, told.reply, told.due_at) == ("resolved", "路灯已修复", NOON)


def declined(town, word):
    town[word.to].do(DeclineOffer(offer=word, reason="not-granted"))
    town.wire.collect()
    return [told for to, (told, *_) in town.wire.on_way if isinstance(told, Refuse)]


def test_what_is_not_granted_is_refused_at_once_and_nothing_begins_here(town):
    petition = town.open()
    handover = town.offer(petition)
    town.wire.collect()
    [(_, (offer, *_))] = town.wire.on_way
    town.wire.on_way.clear()
    assert len(declined(town, offer)) == 1
    assert town[DISTRICT_HALL].leg(petition) is None
    town.wire.settle()
    row = town[STREET_OFFICE].row(handover)
    assert (row["state"], row["said"]) == ("refused", "not-granted")
    assert town.offer(petition), "it may be offered anew"


def test_nothing_is_refused_unseen_that_may_have_been_accepted_here(town):
    """While it was granted, or before a restore; nor what its sender forgot."""
    district = town[DISTRICT_HALL]
    petition = town.open(DISTRICT_HALL)
    handover = town.offer(petition, DISTRICT_HALL, STREET_OFFICE, "entrust")
    town.wire.collect()
    [(_, (offer, *_))] = town.wire.on_way
    town.wire.settle()
    town.accept(handover, by=STREET_OFFICE)
    town.wire.settle()
    assert not declined(town, offer)
    another = a_word(
        Offer, uuid4(), BUREAU, DISTRICT_HALL, terms=a_duty(BUREAU, "jinniu")
    )
    assert len(declined(town, another)) == 1
    town.wire.on_way.clear()
    district.kept["heard"][BUREAU] = 5
    assert not declined(town, another)
    district.kept["heard"].clear()
    district.do(BeginAgain(incarnation=7))
    town.wire.on_way.clear()
    assert not declined(town, another)
    since = NOON + timedelta(days=1)
    newer = a_word(Offer, uuid4(), BUREAU, DISTRICT_HALL, since, terms=another.terms)
    assert len(declined(town, newer)) == 1


@pytest.mark.parametrize("worker", [BUREAU, DISTRICT_HALL])
def test_who_was_restored_is_told_by_each_neighbour_of_its_own_work_alone(town, worker):
    petition = town.open()
    street = town[STREET_OFFICE]
    street.do(BeginAgain(incarnation=7))
    terms = a_duty(STREET_OFFICE, worker)
    about = {"heard": 7, "first": STREET_OFFICE}
    about["history"] = street.leg(petition).history
    word = a_word(Ask, petition, BUREAU, STREET_OFFICE, **about)
    digest = Digest(**vars(word), awaits=frozenset(), works=(terms,))
    assert hear(town, digest) == "obeyed"
    known = street.leg(petition).find_sent(terms.handover_id)
    assert bool(known) == (worker == BUREAU)


def test_words_about_hand_overs_that_are_none_are_kept_nowhere(town):
    petition = town.open()
    town.offer(petition, to=BUREAU)
    town.wire.settle()
    matter = town[STREET_OFFICE].kept["matters"][petition]
    known = set(matter.theirs)
    for _ in range(3):
        terms = a_duty(STREET_OFFICE, BUREAU)
        word = a_word(Seen, petition, BUREAU, STREET_OFFICE, terms=terms)
        word = replace(word, history=matter.leg.history)
        assert hear(town, word) == "obeyed"
    assert set(town[STREET_OFFICE].kept["matters"][petition].theirs) == known


def test_c20_news_give_a_restored_agency_no_new_matter_either(town):
    begin_again(town)
    town.clock.advance(timedelta(days=3))
    now = town.clock.now()
    mine = Tenure(owner=DISTRICT_HALL, handover_id=uuid4(), since=now)
    first = Tenure(owner=BUREAU, handover_id=None, since=now)
    about = {"heard": 1, "history": (first, mine)}
    word = a_word(News, uuid4(), BUREAU, DISTRICT_HALL, **about)
    assert hear(town, word, CaseFile()) == "not-accepted"


def test_c20_after_a_restore_agencies_go_on_as_before(town):
    begin_again(town)
    town.clock.advance(timedelta(days=3))
    petition = town.open()
    handover = town.offer(petition)
    town.wire.heal(town.clock)  # the first letter tells of the restore, the next counts
    town.accept(handover)
    town.wire.settle()
    assert town[DISTRICT_HALL].state(petition) == "assigned"
    terms = a_duty(STREET_OFFICE, DISTRICT_HALL, Form.ASSIST)
    old = a_word(Confirm, uuid4(), STREET_OFFICE, DISTRICT_HALL, terms=terms, heard=1)
    assert hear(town, old, replace(A_FILE, petition_id=old.matter_id)) == "obeyed"


def test_a_letter_that_is_looked_at_again_and_may_not_be_obeyed_stays_suspect():
    def refuses(_):
        raise NotAccepted

    row = {"body": "{}", "signature": "s"}
    word = a_word(News, uuid4(), BUREAU, STREET_OFFICE)
    desk = LetterDesk(
        SimpleNamespace(handle_group=refuses),
        SimpleNamespace(open=lambda *_: Said(word=word, at=NOON)),
        SimpleNamespace(rows=lambda *_, **__: [row]),
        FrozenClock(NOON),
        [],
    )
    with pytest.raises(StillSuspect, match="not-accepted"):
        desk.admit(uuid4(), TOP)
