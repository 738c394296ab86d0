"""A page stands without what an owner that is away would tell, and says so."""

import pytest
from flask import Flask, g

from portal.application.ports import Away, Refused
from portal.entrypoints.web.desk.looks import told_or_away, told_or_none
from portal.entrypoints.web.page import gaps

pytestmark = pytest.mark.unit


@pytest.fixture
def page():
    with Flask("page").app_context():
        g.gaps = []
        yield


def saying(trouble):
    def ask():
        raise trouble

    return ask


@pytest.mark.parametrize("told", [told_or_away, told_or_none])
def test_what_is_away_is_left_out_and_noted_and_what_is_told_is_not(page, told):
    assert (told(lambda: "told"), gaps()) == ("told", [])
    assert (told(saying(Away("hangs"))), gaps()) == (None, ["hangs"])


def test_what_is_refused_is_no_gap_and_who_must_sign_in_anew_is_told_so(page):
    assert (told_or_none(saying(Refused("no", status=403))), gaps()) == (None, [])
    with pytest.raises(Refused):
        told_or_none(saying(Refused("no", status=401)))
    with pytest.raises(Refused):
        told_or_away(saying(Refused("no", status=403)))
