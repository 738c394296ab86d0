"""A page in one script holds no character of the other, but for what was quoted."""

import html
import json
import re

import pytest

from services.portal.tests.desk_stand_in import MAY, sheet
from services.portal.tests.staff_pages import SHOWN
from services.portal.tests.stand_in import StandIn

pytestmark = pytest.mark.integration

SCRIPTS = {"zh-TW": "big5", "zh-CN": "gb2312"}
OPEN = ("/", "/tell/1", "/track", "/ledger?of=year", "/visit-days", "/grid", "/privacy")
OWN_SCRIPT = re.compile(r"<a[^>]+hreflang=.*?</a>")
"""What each language calls itself, on every page."""
TYPED = re.compile(r"<(textarea|script)\b.*?</\1>", re.DOTALL)
CHINESE = re.compile(r"[\u4e00-\u9fff]{2,}")
TAG = re.compile(r"<[^>]+>")
NAMES = {"王敏", "陈主任", "李晓岚", "金泉街道"}


def strings(told):
    """Every text of an answer, however deep."""
    if isinstance(told, dict):
        told = list(told.values())
    if isinstance(told, list):
        return [text for each in told for text in strings(each)]
    return [told] if isinstance(told, str) else []


@pytest.fixture
def answered(monkeypatch):
    """What the services told while the pages were drawn: names, words of people."""
    told = set(NAMES)
    plain = StandIn.__call__

    def heard(self, environ, start):
        body = plain(self, environ, start)
        for each in body:
            told.update(strings(json.loads(each)) if each else ())
        return body

    monkeypatch.setattr(StandIn, "__call__", heard)
    return told


def is_alien(character, script):
    """Tell whether it is a Chinese character that this script does not write."""
    is_chinese = "\u4e00" <= character <= "\u9fff"
    return is_chinese and not character.encode(script, "ignore")


def aliens(page, script, told):
    """What stands on the page in the other script, and nobody had said so."""
    text = html.unescape(TAG.sub("\n", TYPED.sub("", OWN_SCRIPT.sub("", page))))
    said = {word for each in told for word in (each, *CHINESE.findall(each))}
    said |= {each.partition("*")[0] for each in told if "*" in each}
    for word in sorted(said, key=len, reverse=True):
        if any(is_alien(character, script) for character in word):
            text = text.replace(word, " ")
    lines = (line.strip() for line in text.splitlines())
    return {line for line in lines if any(is_alien(each, script) for each in line)}


@pytest.mark.parametrize("language", SCRIPTS)
def test_no_page_of_staff_mixes_the_scripts(colleague, staff_site, answered, language):
    others = staff_site[1]
    colleague.session.cookies.set("lang", language)
    colleague.sign_in("chen")
    others.sheet = sheet(may=[*MAY, "assign", "urge", "decide-return"])
    others.between_agencies()
    found = {}
    for name, path in SHOWN.items():
        page = colleague.get(path).page
        assert f'lang="{language}"' in page.text, name
        found[name] = aliens(page.text, SCRIPTS[language], answered)
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize("language", SCRIPTS)
def test_no_open_page_mixes_the_scripts(resident, answered, language):
    resident.session.cookies.set("lang", language)
    pages = [resident.get(path).page for path in OPEN]
    resident.tell()
    pages += [resident.page, resident.open().page]
    found = {page.url: aliens(page.text, SCRIPTS[language], answered) for page in pages}
    assert {url: lines for url, lines in found.items() if lines} == {}


def test_a_character_of_the_other_script_is_seen():
    page = "<p>請選擇</p><p>请选择</p><a hreflang='x'>简体</a><textarea>请</textarea>"
    assert aliens(page, "big5", set()) == {"请选择"}
    assert aliens(page, "gb2312", set()) == {"請選擇"}
    assert aliens(page, "big5", {"请选择"}) == set()
