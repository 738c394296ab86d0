"""What who operates does to a way in: once, never to the own, never the last."""

from uuid import UUID, uuid4

import pytest

from minqing_kernel.messages import Role
from portal.application.administering import (
    AccountAct,
    AccountOffice,
    Asked,
    Given,
    LastWayIn,
    NoAccount,
    OwnAccount,
)
from portal.domain.staff import SignedIn

pytestmark = pytest.mark.unit

OPS = SignedIn(
    account="ops",
    staff_id="ops-1",
    name="运维",
    role=Role.OPS,
    roles=(Role.OPS,),
    organisation_id="street",
    token="t",
)


class Desk:
    """Ways in, in memory: whose they are, and what was done."""

    def __init__(self):
        self.owners = {"wang": "wang.min", "ops": "ops-1", "ops2": "ops-2"}
        self.did = {}
        self.fails = False

    def was_done(self, act_id):
        return act_id in self.did

    def owner(self, account):
        return self.owners.get(account)

    def open(self, asked, staff_id, secret):
        if asked.account in self.owners:
            return False
        self.owners[asked.account] = staff_id
        return self._do(asked, secret)

    def lock(self, asked, operators):
        others = {self.owners[each] for each in self.owners if each != asked.account}
        lasting = self.owners[asked.account] not in operators
        return self._do(asked) if lasting or others & set(operators) else False

    def unlock(self, asked):
        return self._do(asked)

    def give_password(self, asked, secret):
        return self._do(asked, secret)

    def set_second(self, asked, totp):
        return self._do(asked, totp)

    def end_sessions(self, asked):
        return self._do(asked)

    def _do(self, asked, what=None):
        if self.fails:
            return False
        self.did[asked.act_id] = (asked.act, asked.account, what)
        return True


class Makes:
    def seal(self, password):
        return f"sealed {password}"

    def new_password(self):
        return "abcde"

    def new_totp(self):
        return "KEY"


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def office(desk):
    return AccountOffice(desk, Makes())


def asked(act, account="wang", key=None):
    return Asked(
        act_id=key or uuid4(), account=account, act=act, by="ops-1", reason="因公"
    )


def test_a_way_in_is_given_with_a_password_that_is_shown_once(office, desk):
    ask = asked(AccountAct.OPEN, "liu", UUID(int=1))
    assert office.open(OPS, "liu.mei", ask) == Given(password="abcde")
    assert desk.did == {UUID(int=1): (AccountAct.OPEN, "liu", "sealed abcde")}
    assert office.open(OPS, "liu.mei", ask) == Given(again=True)


@pytest.mark.parametrize("name", ["wang", "", "Liu", "li u\n", "sso:liu.mei"])
def test_no_way_in_under_a_name_that_is_taken_or_cannot_be_typed(office, name):
    with pytest.raises(NoAccount):
        office.open(OPS, "liu.mei", asked(AccountAct.OPEN, name))


def test_nobody_does_any_of_it_to_themselves(office, desk):
    with pytest.raises(OwnAccount):
        office.open(OPS, "ops-1", asked(AccountAct.OPEN, "more"))
    for act in AccountAct:
        with pytest.raises(OwnAccount):
            office.act(OPS, asked(act, "ops"), ["ops-1", "ops-2"])
    assert desk.did == {}


@pytest.mark.parametrize(
    ("act", "given", "kept"),
    [
        (AccountAct.UNLOCK, Given(), None),
        (AccountAct.END_SESSIONS, Given(), None),
        (AccountAct.PASSWORD, Given(password="abcde"), "sealed abcde"),
        (AccountAct.SECOND, Given(totp="KEY"), "KEY"),
        (AccountAct.SECOND_OFF, Given(), None),
        (AccountAct.LOCK, Given(), None),
    ],
)
def test_each_act_is_done_once_and_shows_what_it_gave_once(
    office, desk, act, given, kept
):
    ask = asked(act)
    assert office.act(OPS, ask, ["ops-1"]) == given
    assert list(desk.did.values()) == [(act, "wang", kept)]
    assert office.act(OPS, ask, ["ops-1"]) == Given(again=True)


def test_what_is_no_account_or_has_no_password_here_is_refused(office, desk):
    with pytest.raises(NoAccount):
        office.act(OPS, asked(AccountAct.UNLOCK, "nobody"), [])
    desk.fails = True
    with pytest.raises(NoAccount):
        office.act(OPS, asked(AccountAct.PASSWORD), [])


def test_the_last_operator_who_could_sign_in_is_not_locked_out(office, desk):
    with pytest.raises(LastWayIn):
        office.act(OPS, asked(AccountAct.LOCK, "ops2"), ["ops-2"])
    assert office.act(OPS, asked(AccountAct.LOCK, "ops2"), ["ops-1", "ops-2"])


@pytest.mark.parametrize("act", list(AccountAct))
def test_a_form_that_overtakes_itself_is_told_as_done_and_not_as_refused(
    office, desk, act
):
    account = "liu" if act is AccountAct.OPEN else "wang"
    ask, seen = asked(act, account), iter([False, True])
    desk.fails, desk.was_done = True, lambda act_id: next(seen)
    done = (
        office.open(OPS, "liu.mei", ask)
        if act is AccountAct.OPEN
        else office.act(OPS, ask, ["ops-1"])
    )
    assert done == Given(again=True)
