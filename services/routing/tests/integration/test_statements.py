"""Statements between neighbours, with real databases and signed letters."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from minqing_chassis.observability.metrics import Metrics
from minqing_kernel.working_time import local_day
from routing.adapters.agencies.post import Letter
from routing.adapters.agencies.signing import Signer
from routing.adapters.handovers.beats import Beats, PutBack
from routing.adapters.handovers.gauges import HandOverProbe
from routing.adapters.handovers.home import Home
from routing.adapters.handovers.quarantine import PUT_AWAY
from routing.adapters.plain import from_plain
from routing.adapters.statements.volume import Limits
from routing.application.handovers.commands import BeginAgain
from routing.application.reviews.commands import HearReview
from routing.domain.handover.errors import DifferenceNotFound
from routing.domain.statements.beats import Beat, to_sign
from services.routing.tests.agencies_seen import (
    after_a_theft,
    differing,
    digest,
    forget,
    found_of,
    held_of,
    signed_by,
    went_back,
)
from services.routing.tests.agencies_town import BUREAU, DISTRICT_HALL, STREET_OFFICE
from services.routing.tests.builders import an_operator

pytestmark = pytest.mark.integration

DIFFERENT = "select agency, kind, state, times, number from agency_differences"


def handed(town, form="transfer"):
    petition = town.open()
    handover = town.offer(petition, form=form)
    town.wire.settle()
    town.accept(handover)
    return petition, handover


def test_c20_letters_that_the_transport_lost_are_found_by_statements_alone(town):
    petition, _ = handed(town)
    town.wire.lose()  # the acceptance
    digest(town)
    assert town[STREET_OFFICE].state(petition) == "handed-over"
    town.answer(petition)
    town.wire.lose()  # the result
    digest(town)
    assert town[STREET_OFFICE].state(petition) == "resolved"
    assert not town.differ(petition)
    digest(town)
    digest(town)
    rows = [
        dict(e)
        for name in (STREET_OFFICE, DISTRICT_HALL)
        for e in town[name].store.rows(DIFFERENT)
    ]
    assert rows
    assert {row["state"] for row in rows} == {"mended"}


def letter_of(body):
    return Letter(body=body.encode(), signature="")


def test_c20_what_a_restored_agency_lost_is_learnt_and_the_hole_is_shown_to_both(town):
    """The backup knew nothing of the matter: it came and was taken since."""
    petition, _ = handed(town)
    town.wire.settle()
    district = town[DISTRICT_HALL]
    forget(district, petition)
    town.clock.advance(timedelta(hours=1))
    number = int(town.clock.now().timestamp())
    district.do(BeginAgain(incarnation=number))
    district.agencies.statements.ask_all()
    town.wire.settle()
    town.clock.advance(timedelta(minutes=2))
    for _ in range(3):
        town[STREET_OFFICE].agencies.statements.run()
        town.wire.settle()
        town.wire.heal(town.clock, rounds=1)
    assert district.state(petition) == "assigned"
    assert not town.broken(petition)
    assert not town.differ(petition)
    there = differing(town, STREET_OFFICE, petition)["hole-there"]
    digest(town)
    here = differing(town, DISTRICT_HALL, petition)["hole-here"]
    assert here["number"] == there["number"] > 0
    assert here["state"] == "open"
    desk = district.agencies.differences
    desk.settle(here["difference_id"], "已补录", an_operator(), line=None)
    digest(town)
    seen = differing(town, DISTRICT_HALL, petition)["hole-here"]
    assert (seen["state"], seen["note"]) == ("settled", "已补录")
    with pytest.raises(DifferenceNotFound):
        desk.settle(here["difference_id"], "again", an_operator(), line=None)
    assert town[BUREAU].store.rows(DIFFERENT) == []


def test_a_neighbour_of_an_older_contract_is_sent_no_statement_and_obeyed_as_before(
    town, monkeypatch
):
    street, district = town[STREET_OFFICE], town[DISTRICT_HALL]
    town.clock.advance(timedelta(minutes=2))
    with monkeypatch.context() as older:
        older.setattr("routing.adapters.agencies.post.EDITION", 1)
        petition, _ = handed(town)
        town.wire.settle()
    assert street.state(petition) == "handed-over"
    sql = "select edition from agency_neighbours where agency = :agency"
    assert street.store.rows(sql, agency=DISTRICT_HALL)[0]["edition"] == 1
    assert DISTRICT_HALL not in street.agencies.statements.tell_all()
    street.take_out()
    town.clock.advance(timedelta(minutes=2))
    town.offer(town.open())
    town.wire.settle()
    district.take_out()
    assert STREET_OFFICE in district.agencies.statements.tell_all()


def test_a_full_quarantine_keeps_the_oldest_and_counts_the_rest(town, monkeypatch):
    hall = town[BUREAU]
    monkeypatch.setattr(
        "routing.adapters.handovers.quarantine.PUT_AWAY", PUT_AWAY.replace("1000", "2")
    )
    took = [
        hall.agencies.desk.take(letter_of(f'{{"sender":"x{n}"}}')) for n in (1, 2, 3, 1)
    ]
    assert took == ["quarantined", "quarantined", "dropped", "quarantined"]
    strangers = "select dropped from agency_neighbours where agency = '?'"
    assert hall.store.rows(strangers)[0]["dropped"] == 1
    forged = letter_of(f'{{"sender":"{STREET_OFFICE}","word":"statement"}}')
    assert hall.agencies.desk.take(forged) == "quarantined"
    assert "unreadable: wrong: " in hall.quarantined()[0]


def test_who_fills_the_quarantine_fills_no_other_agencys_place(town, monkeypatch):
    hall = town[DISTRICT_HALL]
    monkeypatch.setattr(
        "routing.adapters.handovers.quarantine.PUT_AWAY", PUT_AWAY.replace("1000", "2")
    )
    other = [letter_of(f'{{"sender":"{STREET_OFFICE}","n":{n}}}') for n in range(3)]
    took = [hall.agencies.desk.take(each, BUREAU) for each in other]
    assert took == ["quarantined", "quarantined", "dropped"]
    own = letter_of(f'{{"sender":"{STREET_OFFICE}","word":"statement"}}')
    assert hall.agencies.desk.take(own, STREET_OFFICE) == "quarantined"
    held = "select claims, reason from agency_quarantine order by received_at, claims"
    told = {row["claims"]: row["reason"] for row in hall.store.rows(held)}
    assert told[BUREAU].startswith(f"says it is from {STREET_OFFICE}: ")
    assert told[STREET_OFFICE].startswith("unreadable: wrong: ")


def test_many_letters_of_one_keep_nobody_elses_from_being_read_again(town, monkeypatch):
    monkeypatch.setattr("routing.adapters.handovers.quarantine.MOST", 2)
    bureau, looked = town[BUREAU], []
    for sender, number in ((DISTRICT_HALL, 5), (STREET_OFFICE, 1)):
        for n in range(number):
            word = f'{{"sender":"{sender}","word":"statement","n":{n}}}'
            assert bureau.agencies.desk.take(letter_of(word)) == "quarantined"
        town.clock.advance(timedelta(minutes=1))
    monkeypatch.setattr(
        type(bureau.agencies.desk),
        "admit",
        lambda _self, letter_id, _by: looked.append(letter_id),
    )
    assert bureau.agencies.desk.look_again() == 2
    whose = "select distinct claims from agency_quarantine where letter_id = any(:ids)"
    found = bureau.store.rows(whose, ids=looked)
    assert {row["claims"] for row in found} >= {STREET_OFFICE}


def test_the_series_tell_of_each_neighbours_statements_clock_and_differences(town):
    metrics = Metrics("routing", agency=STREET_OFFICE, version="0")
    street = town[STREET_OFFICE]
    probe = HandOverProbe(metrics, street.store, town.clock, [DISTRICT_HALL, BUREAU])
    probe()
    told = metrics.render().decode()
    for name in ("skew_seconds", "age_seconds", "differences", "unmended", "dropped"):
        assert f"{name}{{" in told


def test_c20_what_a_neighbour_tells_has_an_hours_measure_and_is_counted(
    town, monkeypatch
):
    handed(town)
    town.wire.settle()
    town.clock.advance(timedelta(hours=2))
    hall, far = town[DISTRICT_HALL], STREET_OFFICE
    held = hall.quarantined()
    monkeypatch.setattr(hall.agencies.desk._volume, "_limits", Limits(letters=1))
    for _ in range(2):
        town[far].agencies.statements.tell_all()
    town.wire.collect()
    told = [
        town.wire.deliver(place)
        for place in reversed(range(len(town.wire.on_way)))
        if town.wire.on_way[place][0] == DISTRICT_HALL
    ]
    town.wire.on_way.clear()
    assert sorted(told)[:1] == ["dropped"]
    assert told.count("obeyed") == 1
    assert hall.quarantined() == held
    town[far].agencies.statements.ask_all()
    town.wire.collect()
    asked = [at for at, (to, *_) in enumerate(town.wire.on_way) if to == DISTRICT_HALL]
    assert [town.wire.deliver(at) for at in reversed(asked)] == ["obeyed"]
    metrics = Metrics("routing", agency="a", version="1")
    HandOverProbe(metrics, hall.store, town.clock, [far])()
    line = "minqing_agency_statements_refused{"
    shown = [e for e in metrics.render().decode().splitlines() if e.startswith(line)]
    assert [float(each.split()[-1]) for each in shown] == [len(told) - 1]


def test_art35_the_review_of_anothers_answer_goes_up_and_its_opinion_comes_home(town):
    petition = town.open()
    handover = town.offer(petition, to=BUREAU)
    town.wire.settle()
    town.accept(handover, by=BUREAU)
    town.wire.settle()
    town.answer(petition, by=BUREAU)
    town.wire.settle()
    street, hall, now = town[STREET_OFFICE], town[DISTRICT_HALL], town.clock.now()
    said = {"answer_received_on": local_day(now), "reason": "没有解决"}
    check = {"requested_at": now, "code_check": "c" * 64}
    street.do(HearReview(petition_id=petition, **said, **check))
    town.wire.settle()
    asked = "select handover_id from agency_handovers where form = 'review'"
    [row] = hall.store.rows(asked)
    town.accept(row["handover_id"])
    town.wire.settle()
    town.answer(petition)
    town.wire.settle()
    [event] = street.store.rows(
        "select body from outbox where routing_key = 'routing.review.answered.v1'"
    )
    assert "路灯已修复" in str(event["body"])
    assert "receipt" not in str(hall.quarantined())


def test_what_one_side_let_go_of_is_no_difference_though_the_other_ended_it_later(
    town,
):
    """The end came to the district after a week without a link, a month ago."""
    petition, _ = handed(town)
    town.wire.settle()
    town.answer(petition)
    town.wire.settle()
    for name, days in ((STREET_OFFICE, 31), (DISTRICT_HALL, 24)):
        ended = town.clock.now() - timedelta(days=days)
        town[name].store.rows(ENDED, matter_id=petition, at=ended)
        town[name].agencies.statements.tell_all()
    town.wire.settle()
    assert not found_of(town, petition)


def test_what_is_worked_on_for_two_months_is_told_of_as_long_as_it_is_waited_for(town):
    petition, _ = handed(town)
    town.wire.settle()
    ended = town.clock.now() - timedelta(days=60)
    for name in (STREET_OFFICE, DISTRICT_HALL):
        town[name].store.rows(ENDED, matter_id=petition, at=ended)
        town[name].agencies.statements.tell_all()
    town.wire.settle()
    assert not found_of(town, petition)


ENDED = """
update agency_handovers set changed_at = :at where matter_id = :matter_id returning 1
"""
NEWEST = "select max(number) as number from agency_beats"
AFTER = "delete from agency_beats where number > :number returning number"


def test_c20_a_snapshot_put_back_is_known_by_what_a_neighbour_can_show(town):
    district, street = town[DISTRICT_HALL], town[STREET_OFFICE]
    assert district.agencies.home.is_settled
    beats, minute = district.agencies.beats, timedelta(minutes=1)
    beats.count()
    snapshot = district.store.rows(NEWEST)[0]["number"]
    for _ in range(5):
        town.clock.advance(minute)
        beats.count()
    handed(town)
    town.wire.settle()
    # Here its disk is put back, and its processes start anew.
    assert len(district.store.rows(AFTER, number=snapshot)) == 5
    beats._post.beat = None
    town.clock.advance(3 * minute)
    beats.count()
    assert Home(district.store).is_settled
    offered = town.offer(town.open())
    town.wire.collect()
    with pytest.raises(PutBack):
        town.wire.deliver()
    assert not Home(district.store).is_settled
    assert district.agencies.home.was_left
    town.wire.on_way.clear()
    number = int(town.clock.now().timestamp())
    district.do(BeginAgain(incarnation=number))
    district.agencies.home.settle()
    beats.count()
    assert Home(district.store).is_settled
    town.wire.heal(town.clock)
    assert town[DISTRICT_HALL].row(offered)["state"] == "offered"
    assert held_of(street, DISTRICT_HALL)["beat"]["incarnation"] == number


def test_c20_nobody_is_silenced_by_a_beat_that_it_did_not_sign(town):
    district, street = town[DISTRICT_HALL], town[STREET_OFFICE]
    known = street.agencies.desk._post.shown[DISTRICT_HALL]
    lie = replace(known, number=known.number + 900, name=uuid4())
    street.agencies.desk._post.shown[DISTRICT_HALL] = lie
    offered = town.offer(town.open())
    town.wire.settle()
    assert district.row(offered)["state"] == "offered"
    assert district.agencies.home.is_settled


def test_who_went_back_unaware_is_shown_what_it_said_in_a_statement_at_once(town):
    street = town[STREET_OFFICE]
    known = held_of(street, DISTRICT_HALL)["beat"]
    later = town.clock.now() + timedelta(minutes=5)
    changed = {"name": str(uuid4()), "at": later.isoformat()}
    back = signed_by(town[DISTRICT_HALL], from_plain(Beat, known | changed))
    about = {"agency": DISTRICT_HALL}
    later_still = later + timedelta(hours=1)
    street.store.rows(NOT_DUE, at=later_still, **about)
    street.agencies.beats.hear(DISTRICT_HALL, back)
    kept = held_of(street, DISTRICT_HALL)
    assert kept["held"]
    assert kept["beat"] == known
    [row] = street.store.rows(DUE, **about)
    assert row["due_at"] == town.clock.now()
    assert went_back(town) == {DISTRICT_HALL: 1.0, BUREAU: 0.0}
    again = replace(back, incarnation=back.incarnation + 1)
    street.agencies.beats.hear(DISTRICT_HALL, again)
    assert went_back(town) == {DISTRICT_HALL: 1.0, BUREAU: 0.0}
    street.agencies.beats.hear(DISTRICT_HALL, signed_by(town[DISTRICT_HALL], again))
    assert went_back(town) == {DISTRICT_HALL: 0.0, BUREAU: 0.0}


def test_a_stolen_key_leaves_no_beat_behind_once_it_was_revoked(town):
    """Neither is its agency silenced by it, nor held to it by a neighbour."""
    bureau, street, now = town[BUREAU], town[STREET_OFFICE], town.clock.now()
    far = Beat(incarnation=2**40, number=2**40, name=uuid4(), at=now)
    stolen = signed_by(bureau, replace(far, at=now - timedelta(minutes=1)))
    honest = Beat(incarnation=0, number=1, name=uuid4(), at=now)
    newer = Ed25519PrivateKey.generate()
    proof = Signer(newer, "k2").sign(to_sign(BUREAU, honest))
    honest = replace(honest, proof=proof)
    street.agencies.beats.hear(BUREAU, stolen)
    street.agencies.beats.hear(BUREAU, signed_by(bureau, honest))
    assert held_of(street, BUREAU)["beat"]["number"] == stolen.number
    keys = after_a_theft(BUREAU, newer, now)
    said = SimpleNamespace(me=STREET_OFFICE, beat=None, shown={}, sign=str)
    far = Beats(said, keys, street.store, town.clock)
    far.count()
    far.hear(BUREAU, honest)
    assert held_of(street, BUREAU)["beat"]["number"] == honest.number
    near = Beats(SimpleNamespace(me=BUREAU), keys, bureau.store, town.clock)
    near.look_at(stolen)
    assert Home(bureau.store).is_settled


NOT_DUE = "update agency_neighbours set due_at = :at where agency = :agency"
DUE = "select due_at from agency_neighbours where agency = :agency"
