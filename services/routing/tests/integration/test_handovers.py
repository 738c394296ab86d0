"""Hand-overs between agencies with real databases, over a wire that misbehaves."""

import re
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings

from minqing_chassis.observability.metrics import Metrics
from minqing_kernel.errors import TransitionRefused
from routing.adapters.agencies.post import Letter
from routing.adapters.handovers.gauges import HandOverProbe
from routing.application.commands import HearAnswer
from routing.application.handovers.commands import BeginAgain
from routing.domain.handover.errors import NotSuspect, Reconciling, StillSuspect
from routing.domain.resolution import Answer, Verdict
from routing.domain.timeline.chain import first_broken
from services.routing.tests.agencies_town import (
    BUREAU,
    DIRECTORY,
    DISTRICT_HALL,
    STREET_OFFICE,
    TOP,
)
from services.routing.tests.handover_lives import LIVES, Life, live_through

pytestmark = pytest.mark.integration


@pytest.fixture
def handed(town):
    """A case that the street transferred and the district accepted."""
    petition = town.open()
    handover = town.offer(petition)
    town.wire.settle()
    town.accept(handover)
    town.wire.settle()
    return SimpleNamespace(petition=petition, handover=handover)


def test_b04_a_transfer_stays_the_senders_until_it_is_accepted(town):
    petition = town.open()
    handover = town.offer(petition)
    assert town[STREET_OFFICE].state(petition) == "assigned"
    town.wire.settle()
    assert town[DISTRICT_HALL].row(handover)["state"] == "offered"
    assert town[DISTRICT_HALL].state(petition) is None
    town.accept(handover)
    assert town[DISTRICT_HALL].state(petition) is None
    assert town[STREET_OFFICE].leg(petition).acts
    town.wire.settle()
    assert town[STREET_OFFICE].state(petition) == "handed-over"
    assert town[DISTRICT_HALL].state(petition) == "assigned"
    assert not town.broken(petition)
    assert not town.differ(petition)


def test_b04_the_answer_comes_back_and_the_petitioners_case_is_answered(town, handed):
    town.answer(handed.petition)
    town.wire.settle()
    assert town[STREET_OFFICE].state(handed.petition) == "resolved"
    sent = town[STREET_OFFICE].row(handed.handover)
    assert (sent["state"], sent["waits"]) == ("answered", "no")
    events = town[STREET_OFFICE].store.rows(
        "select body from outbox where routing_key = 'routing.case.resolved.v1'"
        " and body like :what",
        what=f"%{handed.petition}%",
    )
    assert "路灯已修复" in events[0]["body"]
    assert not town.differ(handed.petition)


def test_a24_a_refused_offer_changes_nothing_at_the_senders(town):
    petition = town.open()
    handover = town.offer(petition)
    town.wire.settle()
    town.refuse(handover)
    town.wire.settle()
    assert town[STREET_OFFICE].state(petition) == "assigned"
    row = town[STREET_OFFICE].row(handover)
    assert (row["state"], row["said"]) == ("refused", "不属于本机关")
    again = town.offer(petition)
    assert town[STREET_OFFICE].row(again)["state"] == "offered"


def test_art23_what_is_returned_comes_back_whole_with_its_date_and_unit(town, handed):
    before = town[STREET_OFFICE].row(handed.handover)["our_due_at"]
    back = town.give_back(handed.handover)
    town.wire.settle()
    town.accept(back, by=STREET_OFFICE)
    town.wire.settle()
    assert town[STREET_OFFICE].state(handed.petition) == "assigned"
    assert town[DISTRICT_HALL].state(handed.petition) == "handed-over"
    row = town[STREET_OFFICE].row(handed.handover)
    assert (row["state"], row["our_due_at"]) == ("returned", before)
    assert not town.broken(handed.petition)
    assert not town.differ(handed.petition)


def test_b39_nobody_acts_at_the_senders_once_it_has_let_go(town, handed):
    with pytest.raises(TransitionRefused):
        town.answer(handed.petition, by=STREET_OFFICE)


def test_an_offer_that_nobody_answers_ends_by_its_term(town):
    petition = town.open()
    handover = town.offer(petition)
    town.wire.lose()
    town.clock.advance(timedelta(days=6))
    town[STREET_OFFICE].agencies.waiting.run()
    assert town[STREET_OFFICE].row(handover)["state"] == "expired"
    assert town[STREET_OFFICE].state(petition) == "assigned"


def test_an_offer_ends_when_its_case_was_answered_before_the_acceptance(town):
    petition = town.open()
    handover = town.offer(petition)
    town.wire.settle()
    town.answer(petition, by=STREET_OFFICE)
    town.accept(handover)
    town.wire.settle()
    assert town[STREET_OFFICE].row(handover)["state"] == "recalled"
    assert town[DISTRICT_HALL].row(handover)["state"] == "closed"
    assert town[DISTRICT_HALL].state(petition) is None


def test_d06_entrusted_work_moves_and_the_duty_to_answer_stays(town):
    petition = town.open(DISTRICT_HALL)
    handover = town.offer(petition, DISTRICT_HALL, STREET_OFFICE, "entrust")
    town.wire.settle()
    town.accept(handover, by=STREET_OFFICE)
    town.wire.settle()
    assert town[STREET_OFFICE].state(petition) == "assigned"
    assert town[DISTRICT_HALL].state(petition) == "assigned"
    assert town[STREET_OFFICE].leg(petition).owner == DISTRICT_HALL
    town.answer(petition, by=STREET_OFFICE)
    town.wire.settle()
    assert town[DISTRICT_HALL].row(handover)["state"] == "answered"
    assert town[DISTRICT_HALL].state(petition) == "assigned"
    town.answer(petition, by=DISTRICT_HALL)


def test_d09_a_result_passes_hop_by_hop_to_who_received_the_citizen(town, handed):
    onward = town.offer(handed.petition, DISTRICT_HALL, BUREAU)
    town.wire.settle()
    town.accept(onward, by=BUREAU)
    town.wire.settle()
    assert town[DISTRICT_HALL].state(handed.petition) == "handed-over"
    town.answer(handed.petition, by=BUREAU)
    town.wire.settle()
    assert town[DISTRICT_HALL].state(handed.petition) == "resolved"
    assert town[STREET_OFFICE].state(handed.petition) == "resolved"
    assert not town.broken(handed.petition)


def test_nothing_lies_in_the_outbox_for_who_is_no_neighbour(town, handed, monkeypatch):
    """The street is two hops away from the bureau; the housing office has left."""
    town.offer(town.open(), to=BUREAU)  # so that it reads the street's statements
    onward = town.offer(handed.petition, DISTRICT_HALL, BUREAU)
    town.wire.settle()
    town.accept(onward, by=BUREAU)
    town.wire.settle()
    bureau = town[BUREAU]
    assert STREET_OFFICE in bureau.leg(handed.petition).others
    post = bureau.agencies.desk._post
    monkeypatch.setattr(post, "_neighbours", frozenset({DISTRICT_HALL}))
    town.clock.advance(timedelta(days=1, hours=1))
    bureau.agencies.waiting.run()
    bureau.agencies.statements.ask_all()
    assert {to for to, _ in bureau.take_out()} == {DISTRICT_HALL}
    hall, metrics = town[DISTRICT_HALL], Metrics("routing", agency="a", version="1")
    town.clock.advance(timedelta(hours=1))
    HandOverProbe(metrics, hall.store, town.clock, [STREET_OFFICE])()
    oldest = 'oldest_unacknowledged_seconds{.*neighbour="other".*} (.+)'
    [waits] = re.findall(oldest, metrics.render().decode())
    assert float(waits) >= 86_400, (
        "what the bureau took is answered by nobody, if it left"
    )


def test_personal_data_goes_after_the_acceptance_only_and_each_time_is_logged(town):
    petition = town.open()
    handover = town.offer(petition)
    town.wire.collect()
    assert all("秦某".encode() not in letter.body for _, letter in town.wire.on_way)
    town.wire.settle()
    town.accept(handover)
    town.wire.settle()
    reader = town[STREET_OFFICE].agencies.reader
    [row] = town[STREET_OFFICE].store.rows(
        "select distinct receipt from agency_disclosures where petition_id = :id",
        id=petition,
    )
    told = reader.disclosures(row["receipt"], after=None, limit=10).items
    fields = {each["word"]: set(each["fields"]) for each in told}
    assert {"name", "phone"} <= fields["confirm"]
    assert not {"name", "phone", "content"} & fields["offer"]
    assert {each["by"] for each in told} == {"dong"}
    here = read_file(town[DISTRICT_HALL], petition, handover)
    assert (here.name, here.phone) == ("秦某", "1380")


def read_file(deployment, petition, handover):
    about = {"petition_id": petition, "by": TOP, "purpose": "办理"}
    return deployment.agencies.reader.file(petition, handover, **about)


def test_an_assisting_agency_is_not_told_who_asked(town):
    petition = town.open()
    handover = town.offer(petition, to=BUREAU, form="assist")
    town.wire.settle()
    town.accept(handover, by=BUREAU)
    town.wire.settle()
    told = read_file(town[BUREAU], petition, handover)
    assert (told.content, told.name, told.phone) == ("三盏路灯不亮", "", "")


def test_both_sides_countersign_and_a_changed_entry_is_named(town, handed):
    for agency in (STREET_OFFICE, DISTRICT_HALL):
        deployment = town[agency]
        receipt = deployment.row(handed.handover)["receipt"]
        assert broken_in(deployment, receipt) is None
    [chain] = town[STREET_OFFICE].agencies.reader.chains(receipt)
    release = next(each for each in chain if each.what == "releasing")
    assert {each.agency for each in release.seals} >= {STREET_OFFICE, DISTRICT_HALL}
    town[STREET_OFFICE].store.rows(
        'update agency_entries set content = content || \'{"form": "assist"}\''
        " where matter_id = :id and number = :number",
        id=handed.petition,
        number=release.number,
    )
    found = broken_in(town[STREET_OFFICE], receipt)
    assert (found.number, found.why) == (release.number, "content-changed")


def broken_in(deployment, receipt):
    [chain] = deployment.agencies.reader.chains(receipt)
    archivist = deployment.agencies.neighbourhood.archivist
    return first_broken(chain, archivist.is_signed)


def test_what_was_not_done_there_goes_out_again_as_another_round(town, handed):
    town.answer(handed.petition)
    town.wire.settle()
    street = town[STREET_OFFICE]
    revision = street.store.rows(
        "select max(revision) as n from resolutions where petition_id = :id",
        id=handed.petition,
    )[0]["n"]
    street.do(
        HearAnswer(
            petition_id=handed.petition,
            answer=Answer(
                case_revision=revision,
                verdict=Verdict.REOPEN,
                reason="没有修好",
                answered_at=town.clock.now(),
            ),
        )
    )
    assert street.state(handed.petition) == "assigned"
    town.wire.settle()
    assert town[DISTRICT_HALL].state(handed.petition) == "closed"
    again = town.offer(handed.petition)
    town.wire.settle()
    town.accept(again)
    town.wire.settle()
    assert street.state(handed.petition) == "handed-over"
    assert town[DISTRICT_HALL].state(handed.petition) == "assigned"
    town.answer(handed.petition)
    town.wire.settle()
    assert street.state(handed.petition) == "resolved"


# -- what goes wrong -------------------------------------------------------------------


@settings(
    max_examples=2,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
@given(lives=LIVES)
def test_c20_whatever_the_wire_does_there_is_one_owner_and_one_history(town, lives):
    life = Life(town)
    live_through(life, lives)


def test_a_crash_before_the_commit_leaves_no_word_and_after_it_none_is_lost(
    town, monkeypatch
):
    petition = town.open()
    handover = town.offer(petition)
    town.wire.settle()
    town.accept(handover)
    town.wire.collect()

    def die(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr("minqing_chassis.unit_of_work.SqlWork._send", die)
        with pytest.raises(KeyboardInterrupt):
            town.wire.deliver()
    assert town[STREET_OFFICE].leg(petition).acts
    assert town[STREET_OFFICE].take_out() == []
    town.wire.heal(town.clock)
    assert town[STREET_OFFICE].state(petition) == "handed-over"
    assert not town.differ(petition)


def test_forged_foreign_and_ungranted_letters_wait_for_a_person(town):
    town.wire.settle()
    petition = town.open()
    town.offer(petition)
    town.wire.collect()
    [(to, letter)] = town.wire.on_way
    town.wire.on_way.clear()
    hall = town[to]
    forged = replace(letter, body=letter.body.replace(b'"epoch":2', b'"epoch":3'))
    desk = hall.agencies.desk
    assert desk.take(forged) == "quarantined"
    assert desk.take(Letter(body=b"\xff\x00", signature="x")) == "quarantined"
    assert town[BUREAU].agencies.desk.take(letter) == "quarantined"
    assert "not signed by its sender" in hall.quarantined()
    assert "for another agency" in town[BUREAU].quarantined()
    with pytest.raises(StillSuspect):
        desk.admit(forged.letter_id, TOP)
    desk.dismiss(forged.letter_id, "伪造", TOP)
    with pytest.raises(NotSuspect):
        desk.dismiss(forged.letter_id, "伪造", TOP)
    assert desk.take(letter) == "obeyed"
    assert desk.take(letter) == "known"


def test_a_sound_offer_that_is_not_granted_is_refused_once_and_a_forged_one_is_not(
    town, monkeypatch
):
    town.wire.settle()
    petition = town.open()
    handover = town.offer(petition)
    town.wire.collect()
    [(_, letter)] = town.wire.on_way
    town.wire.on_way.clear()
    hall = town[DISTRICT_HALL]
    desk = hall.agencies.desk
    strict = replace(DIRECTORY.find(DISTRICT_HALL), grants=())
    with monkeypatch.context() as stricter:
        stricter.setitem(DIRECTORY._agencies, DISTRICT_HALL, strict)
        forged = replace(letter, body=letter.body + b" ")
        assert desk.take(forged) == "quarantined"
        assert hall.take_out() == []
        assert [desk.take(letter), desk.take(letter)] == ["quarantined"] * 2
    assert "no grant for transfer" in hall.quarantined()
    assert hall.leg(petition) is None
    town.wire.collect()
    assert len(town.wire.on_way) == 1
    town.wire.settle()
    row = town[STREET_OFFICE].row(handover)
    assert (row["state"], row["said"]) == ("refused", "not-granted")
    assert town[STREET_OFFICE].leg(petition).acts


def test_c20_a_sender_restored_from_an_older_backup_learns_what_it_gave_away(
    town, handed
):
    """Of the last day nothing is left here; the neighbours know it."""
    street = town[STREET_OFFICE]
    street.store.rows(
        "delete from agency_legs where matter_id = :id", id=handed.petition
    )
    street.store.rows("delete from timeline where subject like 'handover:%'")
    for table in ("agency_handovers", "agency_entries"):
        street.store.rows(
            f"delete from {table} where matter_id = :id", id=handed.petition
        )
    street.store.rows(
        "update cases set state = 'assigned' where petition_id = :id",
        id=handed.petition,
    )
    street.do(BeginAgain(incarnation=1))
    with pytest.raises(Reconciling):
        town.answer(handed.petition, by=STREET_OFFICE)
    town.wire.settle()
    town.wire.heal(town.clock)
    assert street.state(handed.petition) == "handed-over"
    assert not town.broken(handed.petition)
    assert not town.differ(handed.petition)
    with pytest.raises(TransitionRefused):
        town.answer(handed.petition, by=STREET_OFFICE)
