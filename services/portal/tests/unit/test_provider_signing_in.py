"""Whom an identity provider lets in, and what its settings must say."""

from dataclasses import replace

import pytest

from minqing_chassis.settings import SettingsError
from portal.application.provider_signing_in import (
    LoggedOut,
    NotVouched,
    ProviderEntrance,
    Started,
    Vouched,
)
from portal.application.signing_in import (
    Account,
    Entrance,
    ProviderSession,
    TooManyTries,
)
from portal.domain.staff import MOST_FROM_ONE_PLACE, Pass, provided_account
from portal.settings import Settings, issuer
from services.portal.tests.desk_stand_in import Registry
from services.portal.tests.unit.test_signing_in import Accounts, Secrets, Sessions

pytestmark = pytest.mark.unit

OF = ProviderSession(subject="subject", session="session")
STARTED = Started(state="state", nonce="nonce", verifier="verifier")


class Known(Accounts):
    """Ways in of those whom the provider names, in memory."""

    def __init__(self, *known):
        super().__init__(*known)
        self.used = set()

    def provided(self, name, staff_id):
        found = self.setdefault(name, Account(name=name, staff_id=staff_id, secret=""))
        return found if found.staff_id == staff_id else None

    def use_answer(self, mark):
        fresh = mark not in self.used
        self.used.add(mark)
        return fresh


class Provider:
    """Vouches for one person."""

    person = "chen.zhu"

    def identify(self, started, answer):
        return Vouched(staff_id=self.person, of=OF)

    def read_logout(self, token):
        return LoggedOut(mark=token, of=OF)


@pytest.fixture
def door():
    inside = Entrance(
        accounts=Known(),
        sessions=Sessions(),
        secrets=Secrets(),
        registry=Registry(),
    )
    return ProviderEntrance(inside=inside, provider=Provider())


def test_who_is_vouched_for_and_serves_has_a_session_without_a_password(door):
    word = door.enter(STARTED, {}, "place")
    who = door.inside.sessions[word]
    assert (who.account, who.staff_id) == ("sso:chen.zhu", "chen.zhu")
    assert who.is_provided
    assert not who.must_change
    assert door.inside.accounts.tries["provider\nstate"] == 0


def test_what_the_provider_signs_out_ends_here_and_each_notice_counts_once(door):
    word = door.enter(STARTED, {}, "")
    assert door.hear_logout("a notice") == 1
    assert word not in door.inside.sessions
    with pytest.raises(NotVouched, match="replayed"):
        door.hear_logout("a notice")
    assert door.hear_logout("another") == 0


def test_an_answer_opens_once(door):
    door.enter(STARTED, {}, "")
    with pytest.raises(NotVouched, match="replayed"):
        door.enter(STARTED, {}, "")


def test_who_does_not_serve_is_unknown(door):
    for person in ("nobody", "", " chen.zhu", "x" * 61):
        door.provider.person = person
        with pytest.raises(NotVouched, match="unknown"):
            door.enter(replace(STARTED, nonce=person + "-"), {}, "")
    assert door.inside.accounts == {}


def test_registry_must_speak_of_just_that_person(door):
    told = door.inside.registry.pass_for("chen.zhu")
    wrong: Pass = replace(told, staff_id="somebody.else")
    door.inside.registry.pass_for = lambda staff_id: wrong
    with pytest.raises(NotVouched, match="unknown"):
        door.enter(STARTED, {}, "")


def test_a_locked_account_and_another_persons_name_stay_shut(door):
    name = "sso:chen.zhu"
    shut = Account(name=name, staff_id="chen.zhu", secret="", locked=True)
    for nonce, held in (("a", shut), ("b", replace(shut, staff_id="other"))):
        door.inside.accounts[name] = held
        with pytest.raises(NotVouched, match="locked"):
            door.enter(replace(STARTED, nonce=nonce), {}, "")
    assert door.inside.sessions == {}


def test_a_place_that_tried_too_often_waits(door):
    door.inside.accounts.places["place"] = MOST_FROM_ONE_PLACE
    with pytest.raises(TooManyTries):
        door.enter(STARTED, {}, "place")


def test_capitals_of_a_staff_id_do_not_make_two_accounts():
    assert provided_account("Chen.Zhu") == "sso:chen.zhu"
    assert provided_account("ß" * 31) is None


@pytest.mark.parametrize(
    "said",
    [
        "http://id.example",
        "ftp://id.example",
        "https://id.example/?a=b",
        "https://id.example/#here",
        "id.example",
    ],
)
def test_a_provider_is_reached_safely_or_not_at_all(said):
    with pytest.raises(ValueError, match="must be"):
        issuer(said)


def test_a_provider_of_which_not_all_is_said_stops_the_start():
    assert issuer("http://127.0.0.1:9") == "http://127.0.0.1:9"
    said = {each.name: None for each in Settings.__dataclass_fields__.values()}
    whole = said | {"oidc_issuer": "https://id.example", "oidc_client_id": "x"}
    with pytest.raises(SettingsError, match="PORTAL_PUBLIC_URL"):
        Settings(**whole)
    assert Settings(**whole | {"public_url": "https://portal.example"}).is_secure
