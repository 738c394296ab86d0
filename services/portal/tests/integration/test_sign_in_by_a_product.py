"""Signing in by a provider that others made: Canaille (`make try-provider`)."""

import re
from dataclasses import replace

import pytest

from minqing_local.waiting import wait_until
from portal.adapters.identity_provider import Client, OpenIdProvider
from portal.entrypoints.web.app import build_pages
from portal.entrypoints.web.table import pages_of
from services.portal.tests.canaille import (
    CLAIM,
    CLIENT,
    PROGRAM,
    SECRET,
    Canaille,
    Visitor,
)
from services.portal.tests.staff_rooms import CASE, Colleague
from services.portal.tests.stand_in import served

pytestmark = [
    pytest.mark.integration,
    pytest.mark.skipif(not PROGRAM, reason="Canaille is not here: make try-provider"),
]

START = "/sign-in/provider"
PEOPLE = {"zhu": "chen.zhu", "shy": "li.xiao", "new": "no.such", "guest": ""}
"""The names there, and the numbers of staff that it vouches for."""


@pytest.fixture(scope="module")
def office(staff_site, tmp_path_factory):
    """The staff's pages with the product beside them; yields parts, its url, it."""
    parts, product = staff_site[0], Canaille(tmp_path_factory.mktemp("canaille"))
    for name, number in PEOPLE.items():
        product.add_person(name, number)
    pages = {}
    with served(lambda *asked: pages["all"](*asked)) as url:
        product.add_portal(url)
        ours = _beside(parts, product, url)
        pages["all"] = build_pages(ours, pages_of(ours)).wsgi_app
        product.start()
        yield parts, url, product
        product.stop()
    parts.database.rows("delete from accounts where name like 'sso:%'")


def _beside(parts, product, url):
    client = Client(
        issuer=product.issuer,
        client_id=CLIENT,
        secret=SECRET,
        claim=CLAIM,
        scope="openid profile",
        back=f"{url}/sign-in/provider/back",
        after=f"{url}/sign-in",
    )
    return replace(parts, provider=OpenIdProvider(client))


@pytest.fixture
def colleague(office):
    return Colleague(office[1])


def test_who_signs_in_there_comes_to_the_page_that_was_wanted(colleague, office):
    colleague.get(f"{START}?back={CASE}")
    assert colleague.page.url.startswith(office[2].issuer)
    Visitor(colleague).sign_in("zhu")
    Visitor(colleague).answer("accept")
    assert colleague.path == CASE
    assert colleague.get("/account").says("sso:chen.zhu")


@pytest.mark.parametrize(
    ("name", "words"),
    [("new", "没有"), ("guest", "没有")],
    ids=["unknown", "no number"],
)
def test_whom_registry_does_not_know_is_let_in_nowhere(colleague, office, name, words):
    colleague.get(START)
    Visitor(colleague).sign_in(name)
    Visitor(colleague).answer("accept")
    assert colleague.path.startswith(f"{START}/back")
    assert colleague.status == 403
    assert colleague.says(words), colleague.page.text
    assert "/sign-in" in colleague.get("/account").path


def test_who_refuses_there_is_told_here(colleague):
    colleague.get(START)
    Visitor(colleague).sign_in("shy")
    Visitor(colleague).answer("deny")
    assert colleague.path.startswith(f"{START}/back")
    assert colleague.status == 403


def test_who_signs_out_here_may_sign_out_there_too(colleague, office):
    colleague.get(START)
    Visitor(colleague).sign_in("zhu")
    colleague.get("/account").send("/sign-out")
    assert "/sign-in" in colleague.get("/account").path
    _come_back(colleague)  # without a word there
    colleague.get("/account").send("/sign-out")
    way = re.search(r'href="([^"]*/sign-in/provider/out[^"]*)"', colleague.page.text)
    colleague.get(way[1])
    assert colleague.page.url.startswith(office[2].issuer)
    Visitor(colleague).answer("logout")
    assert colleague.get(START).page.url.startswith(f"{office[2].issuer}/login")


def _come_back(colleague):
    """Sign in once more; Canaille gives nobody two tokens within one second."""
    wait_until(lambda: colleague.get(START).path == "/watch", "the second token", 30)
