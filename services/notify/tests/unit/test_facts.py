"""Pieces of what is known: any order and repetition ends the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from notify.adapters.figures.repository import row_of
from notify.adapters.figures.tables import facts
from notify.domain.figures.fact import KEEPS_FIRST, VALUES, Group, Piece, joined
from notify.domain.figures.measures import MEASURES
from services.notify.tests.builders import PETITION

pytestmark = pytest.mark.unit


def a_piece(group=Group.STANDING, revision=1):
    """A revision names one fact, so that its values follow from it."""
    values = {name: f"{name} {revision}" for name in VALUES[group]}
    return Piece(petition_id=PETITION, group=group, revision=revision, values=values)


PIECES = st.lists(st.builds(a_piece, st.sampled_from(Group), st.integers(1, 9)))


@given(told=PIECES, draw=st.data())
def test_any_order_and_repetition_makes_the_same_known(told, draw):
    again = draw.draw(st.permutations([*told, *told[:3]]))
    assert joined(again) == joined(told)


@pytest.mark.parametrize("group", Group)
def test_of_a_group_the_first_or_the_last_holds(group):
    known = joined(a_piece(group, revision) for revision in (4, 2, 9))
    assert known[PETITION][group].revision == (2 if group in KEEPS_FIRST else 9)


def test_no_two_groups_share_a_name():
    names = [name for group in Group for name in VALUES[group]]
    assert len(names) == len(set(names))


def test_a_row_has_every_column_that_is_told_and_every_measure():
    row = row_of(PETITION, joined([a_piece()])[PETITION])
    computed = {column.name for column in facts.columns if column.computed is not None}
    assert set(row) | computed == set(facts.columns.keys())
    assert set(MEASURES) <= set(facts.columns.keys())
    assert row["state"] == "state 1"
