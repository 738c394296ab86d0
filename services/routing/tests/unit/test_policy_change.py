"""A changed term: never reaching back, within the statute, and whom it concerns."""

from datetime import date, datetime
from pathlib import Path

import pytest
import yaml

from minqing_kernel.working_time import CHINA, Span, SpanUnit, WorkCalendar
from routing.adapters.policies import load_policies
from routing.adapters.policy_change import changed_file, lines_added, running_by
from routing.domain.errors import (
    ChangeNotAhead,
    ChangeNotLast,
    NoPolicyFile,
    NothingChanges,
    TermTooLong,
)
from routing.domain.policy import STATUTE, Circumstances, RoutingPolicy, Term, TermKind
from routing.domain.policy_change import (
    Running,
    effect_of,
    is_exact,
    present_term,
    require_ahead,
)

pytestmark = pytest.mark.unit

SITES = Path(__file__).parents[4] / "deploy/policies"
DUE = WorkCalendar().due


def term(days, kind=TermKind.HANDLING, unit=SpanUnit.DAYS, basis="本处", **when):
    return Term(
        kind=kind, span=Span(days, unit), basis=basis, when=Circumstances(**when)
    )


def test_a_rule_never_reaches_back_nor_slips_in_between_two():
    today, begun = date(2026, 11, 22), [date(2022, 5, 1), date(2027, 1, 1)]
    with pytest.raises(ChangeNotAhead):
        require_ahead(today, today, [])
    with pytest.raises(ChangeNotLast):
        require_ahead(date(2027, 1, 1), today, begun)
    require_ahead(date(2027, 1, 2), today, begun)


def test_a_change_replaces_what_holds_and_stays_within_the_statute():
    sixty = STATUTE.term(TermKind.HANDLING)
    assert present_term(STATUTE, term(30)) == sixty
    assert present_term(STATUTE, term(1, kind=TermKind.SIGN)) is None
    with pytest.raises(TermTooLong):
        present_term(STATUTE, term(61))
    with pytest.raises(NothingChanges):
        present_term(STATUTE, sixty)


def test_of_open_cases_it_is_told_how_many_would_be_due_sooner_or_later():
    monday, saturday = date(2026, 11, 16), date(2026, 11, 14)
    running = [
        Running(accepted_on=monday, cases=200),
        Running(accepted_on=saturday, cases=14),
    ]
    old, new = term(6), term(5, unit=SpanUnit.WORKING_DAYS)
    told = effect_of(old, new, running, DUE)
    assert (told.running, told.earlier, told.later) == (214, 0, 200)
    assert effect_of(old, term(5), running, DUE).earlier == 214
    other = effect_of(old, term(6, kind=TermKind.SIGN), running, DUE, exact=False)
    assert (other.running, other.earlier, other.exact) == (214, None, False)
    assert effect_of(None, new, [], DUE).running == 0


def test_it_is_told_whether_others_are_counted_among_them():
    old = term(20)
    policy = RoutingPolicy(terms=(old,))
    assert is_exact(policy, old, term(5))
    assert is_exact(policy, None, term(5))
    narrow = Term(
        kind=TermKind.HANDLING,
        span=Span(5),
        basis="本处",
        when=Circumstances(kind="claim"),
    )
    assert not is_exact(policy, old, narrow)
    both = RoutingPolicy(terms=(old, narrow))
    assert not is_exact(both, old, term(5))
    assert running_by(None, None) == []


@pytest.mark.parametrize("site", ["default", "jinquan", "laocheng", "wenxin", "dapeng"])
def test_the_file_of_each_site_holds_one_more_edition_and_nothing_else_changes(
    site, tmp_path
):
    path = SITES / f"{site}.yml"
    new = Term(
        kind=TermKind.HANDLING,
        span=Span(3, SpanUnit.WORKING_DAYS),
        basis="新规第1条",
        when=Circumstances(kind="consultation"),
    )
    text = changed_file(path, new, date(2027, 3, 1), "试改")
    before = path.read_text("utf-8")
    assert text.startswith(before.rstrip())
    assert "2027-03-01" in lines_added(before, text)[0]
    changed = tmp_path / "changed.yml"
    changed.write_text(text, "utf-8")
    book = load_policies(changed)
    noon = datetime(2027, 3, 1, 12, tzinfo=CHINA)
    about = Circumstances(kind="consultation")
    assert book.at(noon).term(TermKind.HANDLING, about) == new
    assert book.editions[:-1] == load_policies(path).editions
    *_, last, added = yaml.safe_load(text)["editions"]
    for name in ("registry", "intake", "notify"):
        assert added.get(name) == last.get(name)
    kept = [t for t in added["routing"]["terms"] if t["basis"] != "新规第1条"]
    assert [t for t in kept if t not in last["routing"]["terms"]] == []


def test_a_place_without_a_file_has_none_to_change():
    with pytest.raises(NoPolicyFile):
        changed_file(None, term(5), date(2027, 3, 1), "")
