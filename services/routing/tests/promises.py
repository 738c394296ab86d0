"""What every unit of work keeps, in memory or in a database: one suite for both.

A test module that imports these defines the fixture `new_work`, which opens units of
work on one and the same store.
"""

import itertools
from dataclasses import replace
from uuid import uuid4

import pytest

from routing.application.ports import Asked, Kept
from routing.application.views import Standing
from routing.domain.dossier import Severity
from routing.domain.errors import CaseAlreadyOpen, CaseNotFound
from routing.domain.interest import Interest
from services.routing.tests.builders import (
    CLOCKS,
    COMMUNITY,
    NOON,
    STREET,
    a_blank_case,
    a_cause,
    a_clerk,
    a_closed_case,
    a_disputed_case,
    a_handler,
    a_helped_case,
    a_member,
    a_promised_case,
    a_resolved_case,
    a_rule,
    a_suspended_case,
    a_unit,
    an_assigned_case,
    an_unrouted_case,
    later,
    the_units,
)


def keep(new_work, case) -> None:
    with new_work() as work:
        work.cases.add(case)
        work.collect(a_cause())
        work.commit()


@pytest.mark.parametrize(
    "build",
    [
        an_unrouted_case,
        an_assigned_case,
        a_resolved_case,
        a_closed_case,
        a_disputed_case,
        a_suspended_case,
        a_helped_case,
        a_promised_case,
    ],
)
def test_a_case_comes_back_as_it_went(new_work, build):
    case = build()
    keep(new_work, case)
    with new_work() as work:
        found = work.cases.get(case.petition_id)
        assert vars(found).keys() - {"_recorded"} == vars(case).keys()
        assert (found.state, found.revision) == (case.state, case.revision)
        assert (found.matter, found.edition) == (case.matter, case.edition)
        assert found.assignment == case.assignment
        assert found.deadline == case.deadline
        assert found.resolution == case.resolution
        assert found.dossier == case.dossier
        running = {each for each in case.deadlines if each.is_running}
        assert {each for each in found.deadlines if each.is_running} == running


def judged(work, case, severity):
    found = work.cases.get(case.petition_id)
    was = found.dossier.severity
    given = {"by": a_clerk(), "units": the_units(), "at": NOON}
    found.judge_severity(severity, CLOCKS, **given)
    work.collect(a_cause())
    work.commit()
    return was


def test_what_is_taken_back_of_a_dossier_stays_taken_back(new_work):
    """Also where nothing is left of it, and when something is added later."""
    case = an_assigned_case()
    keep(new_work, case)
    turns = (Severity.URGENT, Severity.ORDINARY, Severity.MAJOR, Severity.ORDINARY)
    before = Severity.ORDINARY
    for severity in turns:
        with new_work() as work:
            assert judged(work, case, severity) is before
        before = severity


def test_what_is_done_to_a_case_is_kept(new_work):
    case = an_assigned_case()
    keep(new_work, case)
    with new_work() as work:
        work.cases.get(case.petition_id).start(by=a_handler(), at=later(days=1))
        work.collect(a_cause())
        work.commit()
    with new_work() as work:
        assert work.cases.get(case.petition_id).state == "started"


def test_an_interest_is_kept_once_and_found_by_the_person(new_work):
    interest = Interest(
        staff_id="li.na",
        party="r-9",
        reason="亲属",
        declared_by="li.na",
        declared_at=NOON,
    )
    for _ in range(2):
        with new_work() as work:
            work.interests.declare(interest)
            work.commit()
    with new_work() as work:
        assert work.interests.of("li.na") == {"r-9"}
        assert work.interests.of("wang.wu") == frozenset()
    with new_work() as work:
        for account in ("li.na", "Wang.Wu"):
            work.staff.learn(a_member(account, person="identity:1"))
        work.staff.learn(a_member("zhao"))
        work.commit()
    with new_work() as work:
        assert work.staff.accounts_of("li.na") == {"li.na", "Wang.Wu"}
        assert work.staff.accounts_of("zhao") == {"zhao"}
        assert work.interests.of("Wang.Wu") == {"r-9"}


def test_what_was_not_committed_never_was(new_work):
    case = an_assigned_case()
    keep(new_work, case)
    with new_work() as work:
        work.cases.get(case.petition_id).start(by=a_handler(), at=later(days=1))
    with new_work() as work:
        assert work.cases.get(case.petition_id).state == "assigned"


def test_a_case_is_handed_out_once_a_unit(new_work):
    case = an_assigned_case()
    keep(new_work, case)
    with new_work() as work:
        assert work.cases.get(case.petition_id) is work.cases.get(case.petition_id)
        [free] = work.cases.get_free([case.petition_id, uuid4()])
        assert free is work.cases.get(case.petition_id)


def test_an_unknown_case_is_not_found(new_work):
    with new_work() as work, pytest.raises(CaseNotFound):
        work.cases.get(uuid4())


def test_a_petition_has_one_case(new_work):
    case = an_assigned_case()
    keep(new_work, case)
    with pytest.raises(CaseAlreadyOpen):
        keep(new_work, an_assigned_case(petition_id=case.petition_id))


def test_a_petition_has_one_case_within_a_unit_too(new_work):
    case = a_blank_case()
    with new_work() as work, pytest.raises(CaseAlreadyOpen):
        work.cases.add(case)
        work.cases.add(a_blank_case(petition_id=case.petition_id))


def test_a_message_is_admitted_once(new_work):
    message_id = uuid4()
    with new_work() as work:
        assert work.inbox.admit([message_id, message_id]) == {message_id}
        work.commit()
    with new_work() as work:
        assert work.inbox.admit([message_id]) == set()


def test_a_message_of_a_unit_that_failed_comes_as_new(new_work):
    message_id = uuid4()
    with new_work() as work:
        work.inbox.admit([message_id])
    with new_work() as work:
        assert work.inbox.admit([message_id]) == {message_id}


def learn(new_work, *units) -> None:
    with new_work() as work:
        for unit in units:
            work.learn(unit)
        work.commit()


def test_what_is_learned_counts_at_once_and_afterwards(new_work):
    with new_work() as work:
        work.learn(a_unit(COMMUNITY))
        assert work.directory.units.is_active(COMMUNITY)
        work.commit()
    with new_work() as work:
        assert work.directory.units.find(COMMUNITY) == a_unit(COMMUNITY)


def test_an_older_word_on_a_unit_changes_nothing(new_work):
    learn(new_work, a_unit(COMMUNITY, revision=2, active=False))
    learn(new_work, a_unit(COMMUNITY, revision=1), a_unit(COMMUNITY, revision=2))
    with new_work() as work:
        assert not work.directory.units.is_active(COMMUNITY)


def test_of_several_words_in_one_unit_the_newest_holds(new_work):
    learn(
        new_work,
        a_unit(COMMUNITY, revision=1),
        a_unit(COMMUNITY, revision=3, active=False),
        a_unit(COMMUNITY, revision=2),
    )
    with new_work() as work:
        known = work.directory.units.find(COMMUNITY)
        assert known is not None
        assert (known.revision, known.active) == (3, False)


def test_a_change_of_units_or_rules_makes_a_new_edition(new_work):
    editions = []
    for unit in (a_unit(COMMUNITY), a_unit(COMMUNITY), a_unit(STREET)):
        learn(new_work, unit)
        with new_work() as work:
            editions.append(work.directory.edition)
    with new_work() as work:
        work.rules.entry("all").set(a_rule(), at=NOON)
        work.collect(a_cause())
        work.commit()
    with new_work() as work:
        editions.append(work.directory.edition)
    assert [b - a for a, b in itertools.pairwise(editions)] == [0, 1, 1]


def edition_at(new_work, moment) -> int:
    with new_work() as work:
        work.count_the_clock(moment)
        work.commit()
    with new_work() as work:
        work.learn(a_unit(f"unit-{moment.timestamp()}"))  # read anew, and known at once
        work.commit()
    with new_work() as work:
        return work.directory.edition


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (4, 3, 2, 1, 0)])
def test_a_rule_that_begins_or_ends_makes_a_new_edition_whichever_way_time_goes(
    new_work, order
):
    """Each reading counts one for the unit learned, one more for a boundary passed."""
    rule = a_rule(valid_from=later(days=1), valid_to=later(days=3))
    with new_work() as work:
        work.rules.entry("all").set(rule, at=NOON)
        work.collect(a_cause())
        work.commit()
    edition_at(new_work, later(days=order[0]))
    told = [edition_at(new_work, later(days=day)) for day in order]
    if order[0] == 0:
        assert [b - a for a, b in itertools.pairwise(told)] == [2, 1, 2, 1]
    else:
        assert [b - a for a, b in itertools.pairwise(told)] == [1, 2, 1, 2]


def test_a_rule_decides_once_it_is_set(new_work):
    learn(new_work, *(the_units().find(name) for name in (COMMUNITY, STREET)))
    with new_work() as work:
        work.rules.entry("all").set(a_rule(), at=NOON)
        work.collect(a_cause())
        work.commit()
    case = a_blank_case()
    with new_work() as work:
        case.judge(work.directory, CLOCKS, at=NOON)
        entry = work.rules.entry("all")
        assert (entry.rule, entry.revision) == (a_rule(), 1)
        assert work.rules.entry("all") is entry
    assert case.organisation_id == COMMUNITY


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_the_newest_word_on_a_member_holds(new_work, order):
    for revision in order:
        with new_work() as work:
            work.staff.learn(a_member(revision=revision, active=revision == 2))
            work.commit()
    with new_work() as work:
        found = work.staff.find("li.na")
        assert found == a_member(revision=2, active=True)
        assert work.staff.find("nobody") is None


def test_of_several_words_on_a_member_in_one_unit_the_newest_holds(new_work):
    with new_work() as work:
        for revision in (1, 3, 2):
            work.staff.learn(a_member(revision=revision))
        work.commit()
    with new_work() as work:
        assert work.staff.find("li.na") == a_member(revision=3)


def test_a_kept_answer_comes_back_as_it_went(new_work):
    kept = Kept(fingerprint="f" * 64, answer=Standing.of(an_assigned_case()))
    nothing_owed = Kept(fingerprint="e" * 64, answer=Standing.of(a_closed_case()))
    first, second = an_asked(key="k-1"), an_asked(key="k-2")
    with new_work() as work:
        assert work.answers.find(first) is None
        work.answers.keep(first, kept)
        work.answers.keep(second, nothing_owed)
        work.commit()
    with new_work() as work:
        assert work.answers.find(first) == kept
        assert work.answers.find(second) == nothing_owed


@pytest.mark.parametrize(
    "other",
    [
        {"actor_id": "li:na", "key": "k"},
        {"role": "handler"},
        {"organisation_id": ""},
    ],
)
def test_a_kept_answer_is_for_that_asker_alone(new_work, other):
    asked = an_asked(actor_id="li", key="na:k")
    kept = Kept(fingerprint="f" * 64, answer=Standing.of(an_assigned_case()))
    with new_work() as work:
        work.answers.keep(asked, kept)
        work.commit()
    with new_work() as work:
        assert work.answers.find(replace(asked, **other)) is None


def an_asked(**changes) -> Asked:
    usual = {"role": "clerk", "actor_id": "li", "organisation_id": STREET, "key": "k"}
    return Asked(**usual | changes)
