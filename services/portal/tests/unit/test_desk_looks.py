"""Clocks in words, what was done in order, and what changed meanwhile."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from flask import Flask, g

from portal.adapters.services import (
    ServiceState,
    ServiceStates,
    samples_in,
    trouble_first,
)
from portal.application.ports import Refused
from portal.domain.clocks import Left, left
from portal.domain.watching import Sample
from portal.entrypoints.web.desk.acts import revision_of
from portal.entrypoints.web.desk.case import CasePages
from portal.entrypoints.web.desk.history import changes_since, clocks_of, history_of
from portal.entrypoints.web.nonce import nonce_of
from services.portal.tests.desk_stand_in import clock, due, sheet
from services.portal.tests.stand_in import NOON

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("rest", "said"),
    [
        (timedelta(days=-3, hours=-1), Left("overdue", "clock.over-days", 3)),
        (timedelta(days=-1), Left("overdue", "clock.over-days", 1)),
        (timedelta(hours=-23, minutes=-59), Left("overdue", "clock.over-hours", 23)),
        (timedelta(0), Left("overdue", "clock.over-hours", 1)),
        (timedelta(minutes=1), Left("due", "clock.hours", 1)),
        (timedelta(hours=23, minutes=59), Left("due", "clock.hours", 23)),
        (timedelta(days=1), Left("clock", "clock.days", 1)),
        (timedelta(days=59, hours=23), Left("clock", "clock.days", 59)),
    ],
)
def test_a_clock_says_how_late_or_how_long_yet(rest, said):
    assert left(NOON + rest, NOON) == said


def test_what_owes_nothing_has_no_clock_and_a_pause_says_so():
    assert left(None, NOON) is None
    assert left(None, NOON, paused=True) == Left("paused", "clock.paused")


def test_the_history_stands_newest_first_and_names_what_residents_see():
    case = sheet(
        resolutions=[
            {"revision": 4, "reply": "好", "resolved_at": due(0), "resolved_by": "w"}
        ],
        dossier={
            "returns": [{"at": due(-3), "reason": "不属我", "by": "w"}],
            "extension": {"at": due(-2), "reason": "等", "by": "w", "days": 7},
            "measures": [],
        },
    )
    told = history_of(case, None, {})
    assert [each.kind for each in told] == [
        "answer",
        "remark",
        "extension",
        "returned",
        "assigned",
    ]
    assert [each.kind for each in told if each.public] == ["answer"]


def test_of_one_moment_what_came_first_stands_below_what_came_of_it():
    steps = [
        {"at": NOON, "step": step, "words": step} for step in ("received", "accepted")
    ]
    came = {"timeline": steps, "staff": {"divisions": []}}
    told = history_of(sheet(remarks=[], dossier={}), came, {})
    assert [each.text for each in told][:2] == ["accepted", "received"]


def test_what_changed_is_what_is_newer_than_what_was_seen():
    assert [each.kind for each in changes_since(sheet(), 1, {})] == ["remark"]
    assert changes_since(sheet(), 2, {}) == []


def test_clocks_that_run_stand_first_and_replaced_ones_are_gone():
    case = sheet(
        deadlines=[
            clock("sign", -5, met_at=due(-6)),
            clock("handling", 1, paused_at=due(0), statutory_due_at=due(1)),
            clock("handling", 9, replaced_at=due(0)),
        ]
    )
    first, second = clocks_of(case, None, NOON)
    assert (first.kind, first.left) == ("handling", Left("paused", "clock.paused"))
    assert first.statutory is None
    assert (second.kind, second.met, second.left) == ("sign", True, None)


def test_a_date_that_somebody_set_names_who_and_no_rule():
    by_hand = clock("handling", 1, won="leader", basis="chen.zhu")
    by_rule = clock("sign", 2, won="default")
    first, second = clocks_of(sheet(deadlines=[by_hand, by_rule]), None, NOON)
    assert (first.leader, first.basis) == ("chen.zhu", "")
    assert (second.leader, second.basis) == ("", "信访工作条例第34条")


def test_a_forms_key_is_an_id_or_a_new_one():
    known = "0b9f7f0e-6f0e-4a7e-9a55-0c8d7f2b4a10"
    assert nonce_of({"nonce": known}) == known
    assert nonce_of({"nonce": "x"}) != nonce_of({})


@pytest.mark.parametrize(
    ("said", "read"),
    [("3", 3), ("", None), ("-1", None), ("٣", None), ("9" * 10, None)],
)
def test_a_revision_is_a_number_of_ours(said, read):
    assert revision_of({"revision": said}) == read


def test_services_with_trouble_stand_first():
    def one(name, **more):
        return ServiceState(name=name, **({"answers": True, "ready": True} | more))

    states = [
        one("b"),
        one("a"),
        one("dead", dead=2),
        one("gone", answers=False, ready=False),
    ]
    ranked = trouble_first(states)
    assert [each.name for each in ranked] == ["gone", "dead", "a", "b"]
    nobody = ServiceStates({"x": "http://127.0.0.1:9"}).one("x")
    silent = Sample(service="x", series="service_state", number=0)
    assert nobody == one("x", answers=False, ready=False, samples=(silent,))


def test_figures_of_a_service_are_read_from_its_metrics():
    text = 'minqing_dead_letters{service="x"} 2.0\nother 1\nminqing_outbox_rows 0.0\n'
    text += 'minqing_reconciliation_unmended{neighbour="jinniu",service="x"} 1.0\n'
    assert [(e.series, e.number, e.about) for e in samples_in("x", text)] == [
        ("dead_letters", 2, ""),
        ("outbox_rows", 0, ""),
        ("reconciliation_unmended", 1, "jinniu"),
    ]


def test_art30_a_case_as_told_before_is_shown_to_nobody_whom_intake_refuses_it():
    def refuse(*_):
        raise Refused("unknown-petition", status=404)

    desk = SimpleNamespace(matters=SimpleNamespace(matter=refuse))
    pages = CasePages(SimpleNamespace(desk=desk))
    with Flask(__name__).app_context():
        g.staff, g.words, g.ages = None, SimpleNamespace(language="zh-CN"), []
        assert pages._matter("MQ-2611-0000018") is None
        g.ages.append(60.0)
        with pytest.raises(Refused):
            pages._matter("MQ-2611-0000018")
