"""Who gets in, who stays in, and what a new password must be."""

from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest

from minqing_chassis.rpc import RpcUnavailable
from minqing_kernel.messages import Role
from portal.adapters.passes import RegistryPasses
from portal.adapters.staff_secrets import (
    STEP_SECONDS,
    StaffSecrets,
    new_password,
    new_totp,
    totp_address,
)
from portal.application.ports import Away
from portal.application.signing_in import (
    Account,
    Entrance,
    NotSignedIn,
    Session,
    TooManyTries,
)
from portal.domain.staff import (
    MOST_FROM_ONE_PLACE,
    MOST_TRIES,
    fault_of_password,
    plain_code,
)
from services.portal.tests.desk_stand_in import Registry

pytestmark = pytest.mark.unit

PASSWORD, NEW = "correct-horse-battery", "a better one 26"


class Accounts(dict):
    """The ways in, in memory."""

    def __init__(self, *known):
        super().__init__({each.name: each for each in known})
        self.tries, self.places, self.steps, self.codes = {}, {}, {}, set()

    find = dict.get

    def try_once(self, name, place):
        self.tries[name] = self.tries.get(name, 0) + 1
        self.places[place] = self.places.get(place, 0) + 1
        return self.tries[name], self.places[place]

    def was_right(self, name, place, key):
        self.tries[key] = 0
        self.places[place] -= 1

    def use_code(self, name, step):
        fresh = step > self.steps.get(name, 0)
        self.steps[name] = max(step, self.steps.get(name, 0))
        return fresh

    def keep_codes(self, name, codes):
        self.codes = set(codes)
        return self[name].totp is not None

    def use_recovery(self, name, code):
        fresh = code in self.codes
        self.codes.discard(code)
        return fresh

    def change_password(self, name, secret):
        self[name] = replace(self[name], secret=secret, must_change=False)


class Sessions(dict):
    """Who is signed in, in memory; the pass is good for `left` yet."""

    left = timedelta(minutes=15)

    def __init__(self):
        super().__init__()
        self.begun_by, self.marks = {}, set()

    def begin(self, who, seconds, of=None):
        self["word"] = who
        self.begun_by["word"] = of
        return "word"

    def end_provided(self, of, mark):
        if mark in self.marks:
            return None
        self.marks.add(mark)
        ended = [each for each in self if self.begun_by.get(each) == of]
        for each in ended:
            del self[each]
        return len(ended)

    def resume(self, word, *, seen):
        who = self.get(word)
        return who and Session(signed_in=who, token_left=self.left)

    def refresh(self, word, who, seconds):
        self[word] = who

    def end(self, word):
        self.pop(word, None)


class Secrets:
    """Passwords as they are, codes as their own step."""

    def seal(self, password):
        return password

    def fits(self, secret, password):
        return secret == password

    def new_codes(self):
        return ["abcde-fghjk"]

    def step_of(self, totp, code):
        return int(code) if code.isdigit() else None


@pytest.fixture
def entrance():
    account = Account(name="wang", staff_id="li.xiao", secret=PASSWORD)
    return Entrance(
        accounts=Accounts(
            account,
            replace(account, name="locked", locked=True),
            replace(account, name="second", totp="key"),
            replace(account, name="gone", staff_id="nobody"),
            replace(account, name="new", must_change=True),
        ),
        sessions=Sessions(),
        secrets=Secrets(),
        registry=Registry(),
    )


def test_who_signs_in_goes_on_as_registry_knows_them(entrance):
    word = entrance.enter("  Wang ", PASSWORD, "", "here")
    who = entrance.resume(word)
    assert (who.account, who.staff_id, who.role) == ("wang", "li.xiao", Role.HANDLER)
    assert who.home == "/desk"
    assert replace(who, role=Role.SUPERVISOR).home == "/watch"
    entrance.leave(word)
    assert entrance.resume(word) is None


@pytest.mark.parametrize(
    ("name", "password", "code"),
    [
        ("wang", "wrong", ""),
        ("nobody", PASSWORD, ""),
        ("locked", PASSWORD, ""),
        ("second", PASSWORD, ""),
        ("gone", PASSWORD, ""),
    ],
)
def test_every_wrong_has_one_face(entrance, name, password, code):
    with pytest.raises(NotSignedIn):
        entrance.enter(name, password, code, "here")


def test_a_second_step_opens_once(entrance):
    assert entrance.enter("second", PASSWORD, "77", "here")
    with pytest.raises(NotSignedIn):
        entrance.enter("second", PASSWORD, "77", "here")
    assert entrance.enter("second", PASSWORD, "78", "here")


def test_tries_are_counted_for_the_account_and_for_the_place(entrance):
    for _ in range(MOST_TRIES):
        with pytest.raises(NotSignedIn):
            entrance.enter("wang", "wrong", "", "here")
    with pytest.raises(TooManyTries):
        entrance.enter("wang", PASSWORD, "", "elsewhere")
    entrance.accounts.places["bad"] = MOST_FROM_ONE_PLACE
    with pytest.raises(TooManyTries):
        entrance.enter("new", PASSWORD, "", "bad")
    entrance.accounts.places[""] = MOST_FROM_ONE_PLACE
    assert entrance.enter("new", PASSWORD, "", "")


def test_a_pass_is_renewed_before_it_ends_and_kept_while_registry_is_away(entrance):
    word = entrance.enter("new", PASSWORD, "", "here")
    asked = entrance.registry.asked
    assert entrance.resume(word).must_change
    assert entrance.registry.asked == asked
    entrance.sessions.left = timedelta(minutes=1)
    assert entrance.resume(word).must_change
    assert entrance.registry.asked == asked + 1
    entrance.registry.away = True
    assert entrance.resume(word)
    entrance.sessions.left = timedelta(0)
    with pytest.raises(Away):
        entrance.resume(word)
    entrance.registry.away = False
    entrance.registry.gone.add("li.xiao")
    assert entrance.resume(word) is None
    assert not entrance.sessions


def test_a_role_is_taken_that_is_held(entrance):
    word = entrance.enter("wang", PASSWORD, "", "here")
    who = entrance.resume(word)
    assert entrance.act_as(word, who, "clerk").role is Role.CLERK
    assert entrance.act_as(word, who, "ops").role is Role.HANDLER


@pytest.mark.parametrize(
    ("old", "new", "again", "fault"),
    [
        ("wrong", NEW, NEW, {"old": "fault.password.old"}),
        (PASSWORD, "short", "short", {"new": "fault.password.short"}),
        (PASSWORD, PASSWORD, PASSWORD, {"new": "fault.password.same"}),
        (PASSWORD, NEW, "other", {"again": "fault.password.again"}),
        (PASSWORD, NEW, NEW, {}),
    ],
)
def test_a_password_is_changed_by_who_knows_it(entrance, old, new, again, fault):
    who = entrance.resume(entrance.enter("wang", PASSWORD, "", "here"))
    assert entrance.change_password(who, old, new, again, "here") == fault
    assert entrance.accounts["wang"].secret == (PASSWORD if fault else NEW)


def test_the_present_password_cannot_be_guessed_by_changing_it(entrance):
    who = entrance.resume(entrance.enter("wang", PASSWORD, "", "here"))
    for _ in range(MOST_TRIES):
        entrance.change_password(who, "guess", NEW, NEW, "here")
    with pytest.raises(TooManyTries):
        entrance.change_password(who, PASSWORD, NEW, NEW, "here")
    del entrance.accounts["wang"]
    entrance.accounts.tries.clear()
    told = entrance.change_password(who, PASSWORD, NEW, NEW, "here")
    assert told == {"old": "fault.password.old"}


@pytest.mark.parametrize(
    ("password", "fault"),
    [
        ("abcdefghijk", "fault.password.short"),
        ("x" * 201, "fault.password.long"),
        ("Wang-of-the-desk", "fault.password.name"),
        ("abababababab", "fault.password.simple"),
        ("中文口令也可以很长一点点的", None),
    ],
)
def test_a_new_password_is_long_and_not_the_name(password, fault):
    assert fault_of_password(password, "wang") == fault


def test_passwords_are_argon2s_and_codes_the_clocks():
    now = 1_700_000_000.0
    secrets, key = StaffSecrets(lambda: now), new_totp()
    sealed = secrets.seal(PASSWORD)
    assert sealed.startswith("$argon2id$")
    assert secrets.fits(sealed, PASSWORD)
    assert not secrets.fits(sealed, NEW)
    assert not secrets.fits(None, PASSWORD)
    assert not secrets.fits("not a hash", PASSWORD)
    step = int(now) // STEP_SECONDS
    for near in (-1, 0, 1):
        code = pyotp.TOTP(key).generate_otp(step + near)
        assert secrets.step_of(key, f" {code[:3]} {code[3:]}") == step + near
    assert secrets.step_of(key, pyotp.TOTP(key).generate_otp(step + 3)) is None
    assert secrets.step_of(key, "") is None
    assert len(set(new_password()) - {"-"}) > 6
    assert totp_address(key, "wang").startswith("otpauth://totp/Minqing:wang?")


class Client:
    """Registry on the broker, as the test says it."""

    def __init__(self, *answers):
        self.answers = list(answers)

    def call(self, method, **values):
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer


def asked(*answers):
    passes = RegistryPasses("amqp://nobody:none@127.0.0.1:9//")
    passes._client = Client(*answers)
    return passes


TOLD = {
    "token": "t",
    "seconds": 900,
    "staff_id": "li.xiao",
    "name": "李晓岚",
    "role": "clerk",
    "roles": ["clerk", "handler"],
    "organisation_id": "jinkeyuan",
}


def test_a_pass_is_read_from_what_registry_tells():
    told = asked(TOLD).pass_for("li.xiao")
    assert (told.role, told.roles) == (Role.CLERK, (Role.CLERK, Role.HANDLER))
    assert asked(None).pass_for("nobody") is None


@pytest.mark.parametrize(
    "answer", [RpcUnavailable("no"), {}, TOLD | {"role": "king"}, TOLD | {"roles": "x"}]
)
def test_an_answer_that_cannot_be_read_is_none(answer):
    with pytest.raises(Away):
        asked(answer).pass_for("li.xiao")


def test_after_a_failure_nobody_waits_for_registry_for_some_seconds():
    passes = asked(RpcUnavailable("no"), TOLD)
    for _ in range(2):
        with pytest.raises(Away):
            passes.pass_for("li.xiao")
    assert passes._client.answers == [TOLD]


@pytest.mark.parametrize("changed", [{"locked": True}, {"secret": NEW}])
def test_what_was_locked_or_changed_meanwhile_opens_no_more(entrance, changed):
    accounts, ask = entrance.accounts, entrance.registry.pass_for

    def slowly(staff_id, role=""):
        accounts["wang"] = replace(accounts["wang"], **changed)
        return ask(staff_id, role)

    entrance.registry.pass_for = slowly
    with pytest.raises(NotSignedIn):
        entrance.enter("wang", PASSWORD, "", "here")
    assert not entrance.sessions


def test_a_recovery_code_stands_in_for_the_clocks_once(entrance):
    word = entrance.enter("second", PASSWORD, "1", "")
    who = entrance.sessions[word]
    assert entrance.new_codes(who, "wrong", "") == []
    (code,) = entrance.new_codes(who, PASSWORD, "")
    assert entrance.enter("second", PASSWORD, code, "")
    with pytest.raises(NotSignedIn):
        entrance.enter("second", PASSWORD, code, "")


def test_an_account_without_a_second_step_has_no_recovery_codes(entrance):
    who = entrance.sessions[entrance.enter("wang", PASSWORD, "", "")]
    assert entrance.new_codes(who, PASSWORD, "") == []


def test_recovery_codes_are_ten_unlike_each_other_and_read_as_people_type():
    codes = StaffSecrets().new_codes()
    assert len(set(codes)) == 10
    assert plain_code(f" {codes[0].upper()} ") == codes[0].replace("-", "")
