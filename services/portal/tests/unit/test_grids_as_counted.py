"""Grids in the order in which people count them."""

import pytest

from portal.entrypoints.web.admin.grids import as_counted

pytestmark = pytest.mark.unit


def test_the_ninth_grid_stands_before_the_tenth():
    names = ["第10网格", "第9网格", "东街院落", "第1网格", "2", "第9网格2栋"]
    found = sorted(({"name": each} for each in names), key=as_counted)
    assert [each["name"] for each in found] == [
        *("2", "东街院落", "第1网格", "第9网格", "第9网格2栋", "第10网格"),
    ]
