"""The demo's enterprises: one does not pay, of one nobody reported (D-22)."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from minqing_demo.community import plan_of
from minqing_demo.doors import Refused
from minqing_demo.street.making import make_street
from minqing_demo.today.months import report_on_firms

pytestmark = pytest.mark.unit

NOW = datetime(2026, 12, 31, 16, 30, tzinfo=UTC)
STREET = make_street(plan_of(500))


class Stage:
    """Intake's door, which takes everything or refuses all."""

    def __init__(self, status=None):
        self.told, self.status = [], status

    def ask(self, service, method, path, *, by, body):
        if self.status is not None:
            raise Refused(path, self.status, {})
        self.told.append((path, by.id, body))


def test_d22_this_month_one_is_well_one_does_not_pay_and_one_is_missing():
    stage = Stage()
    report_on_firms(stage, STREET, NOW, print)
    reports = [each for each in stage.told if "/informer-reports/" in each[0]]
    months = [path.rpartition("/")[2] for path, _, _ in reports]
    assert months == ["2026-12", "2026-12", "2027-01", "2027-01"]
    paid = {path.split("/")[3]: body["wages_paid"] for path, _, body in reports[2:]}
    assert sorted(paid.values()) == [False, True]
    given = [body for path, _, body in stage.told if "/informers/" in path]
    listed = {each for body in given for each in body["enterprises"]}
    assert len(listed - paid.keys()) == 1


def test_d22_rules_that_allow_no_report_are_said_and_a_small_street_has_none():
    said = []
    report_on_firms(Stage(422), STREET, NOW, said.append)
    assert "left out" in said[0]
    with pytest.raises(Refused):
        report_on_firms(Stage(500), STREET, NOW, said.append)
    stage = Stage()
    report_on_firms(stage, replace(STREET, firms=STREET.firms[:2]), NOW, said.append)
    assert stage.told == []
