"""Figures and reports tell names, and keep the code beside each."""

import pytest

from notify.application.commands import LearnCategories
from services.notify.tests.figures_desk import (
    CAUSE,
    STATIONS,
    day,
    desk,
    done,
    keys,
    know_the_street,
    opened,
    parts,
    take,
)

pytestmark = pytest.mark.integration

__all__ = ["desk", "keys", "opened", "parts", "take"]

NAMES = {"roads": {"zh-CN": "道路交通", "zh-TW": "道路交通", "en": "roads"}}
MARCH = ("2026-03-01", "2026-03-31")


def test_categories_kinds_and_units_are_told_by_name_beside_their_codes(
    desk,
    parts,
    take,
):
    know_the_street(parts)
    parts.bus.handle(LearnCategories(names=NAMES), CAUSE)
    at = day("2026-03-10")
    lamps = '[{"kind": "lamps", "unit": "盏", "amount": 38}]'
    take(2, at, category="roads", kind="claim", **done(at) | {"unit_id": STATIONS[0]})
    of_old = {"category": "of-old", "unit_id": STATIONS[1], "achieved": lamps}
    take(1, at, **done(at) | of_old)
    told = desk.figures(*MARCH, by="category")["lines"]
    assert [(each["key"], each["name"]) for each in told] == [
        ("of-old", "of-old"),
        ("roads", "道路交通"),
    ]
    told = desk.figures(*MARCH, by="kind", language="en")["lines"]
    assert ("claim", "claim") in [(each["key"], each["name"]) for each in told]
    told = desk.figures(*MARCH, by="organisation")["lines"]
    assert {each["key"]: each["name"] for each in told}[STATIONS[0]].endswith("站")
    asked = {"since": MARCH[0], "until": MARCH[1], "category": "roads"}
    (row, _) = desk.get("/v1/figures/rows", **asked).json["rows"]
    assert (row["category"], row["names"]["category"]) == ("roads", "道路交通")
    assert (row["names"]["kind"], row["names"]["outcome"]) == ("申诉求决", "已解决")
    assert row["names"]["organisation"].startswith("第")
    tables = {
        each["title"]: each for each in desk.report("monthly", MARCH[1])["tables"]
    }
    by_category = tables["按类别（领域）"]
    assert [each[0] for each in by_category["rows"]] == ["of-old", "道路交通"]
    assert by_category["keys"] == ["of-old", "roads"]
    yearly = desk.report("yearly", MARCH[1])["tables"]
    achieved = {each["title"]: each for each in yearly}["成果数字"]
    assert achieved["rows"][0][:2] == ["路灯", "盏"]
    assert achieved["keys"] == ["lamps"]
