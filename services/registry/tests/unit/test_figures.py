"""Figures by their names and times; what is too long for paper."""

from datetime import timedelta

import pytest

from minqing_kernel.errors import Invalid
from registry.adapters.exporting.printing import TablePress
from registry.domain.exporting.lists import MOST_PRINTED, TooLongToPrint
from registry.domain.figures.figure import (
    GROUPS,
    Figure,
    FigureUnknown,
    checked_group,
    checked_time,
    figure_named,
)
from services.registry.tests.builders import TODAY

pytestmark = pytest.mark.unit


def test_a_figure_is_known_by_its_name_and_asked_of_a_time_that_can_be():
    assert [figure_named(each.value) for each in Figure] == [*Figure]
    with pytest.raises(FigureUnknown):
        figure_named("cats")
    checked_time(TODAY, TODAY)
    with pytest.raises(Invalid):
        checked_time(TODAY, TODAY - timedelta(days=1))


@pytest.mark.parametrize("figure", Figure)
def test_a_figure_is_asked_for_the_groups_that_it_has(figure):
    for by in GROUPS[figure]:
        checked_group(figure, by)
    with pytest.raises(Invalid) as refused:
        checked_group(figure, "all")
    assert refused.value.fields == {"by": f"not-a-group-of-{figure}"}


def test_a_table_is_filled_safely_and_no_longer_than_paper():
    said = {"title": "名单", "heading": ["姓名"], "mark": "周例会"}
    html = TablePress().fill(rows=[["<b>"], [None], [True]], **said)
    days = TablePress().fill(
        rows=[["2026-10-01"], [12], ["王丽"], ["c03-homes"]], **said
    )
    assert '<td class="whole">2026-10-01</td>' in days
    assert '<td class="whole">12</td>' in days
    assert '<td class="whole">王丽</td>' in days and "<td>c03-homes</td>" in days
    assert "&lt;b&gt;" in html and "是" in html and "周例会" in html
    rows = [["一"]] * (MOST_PRINTED + 1)
    with pytest.raises(TooLongToPrint):
        TablePress().fill(rows=rows, **said)
    assert TablePress().fill(rows=rows, most=None, **said)
