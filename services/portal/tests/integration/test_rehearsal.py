"""Who comes to a demonstration is told that nobody handles what is told there."""

from dataclasses import replace

import pytest

from portal.entrypoints.http import build
from services.portal.tests.residents import Resident
from services.portal.tests.stand_in import served

pytestmark = pytest.mark.integration
WORDS = {
    "zh-CN": "演示环境：在这里说的事没有人办。真有事请打 12345。",
    "zh-TW": "演示環境：在這裡說的事沒有人辦理。真有事請撥 12345。",
    "en": "Demonstration: nobody handles what you tell here.",
}


def test_every_page_of_a_demonstration_says_that_it_is_one(site):
    parts = site[0]
    demo = replace(parts, settings=replace(parts.settings, environment="demo"))
    with served(build(demo)) as address:
        for language, words in WORDS.items():
            reader = Resident(address, **{"Accept-Language": language})
            for path in ("/", "/tell/1", "/sign-in", "/nowhere"):
                assert reader.get(path).says(words)


def test_the_real_one_says_nothing(resident):
    assert "rehearsal" not in resident.get("/").page.text
