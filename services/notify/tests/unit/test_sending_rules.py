"""By which means, when, how often: the rules of telling, each for itself."""

from datetime import datetime, time, timedelta

import pytest

from minqing_kernel.working_time import CHINA, WorkCalendar
from notify.domain.notice import Audience, Urgency
from notify.domain.sending.journal import CALL_LIFE, CallState, CallStep, Doubt, rule
from notify.domain.sending.load import Bucket, Health
from notify.domain.sending.means import Means
from notify.domain.sending.policy import (
    FailOver,
    Limit,
    QuietHours,
    SendingPolicy,
)
from notify.domain.sending.preference import NONE_SAID, Preference, route
from notify.domain.sending.timing import digest_after, gathers, held_until
from services.notify.tests.builders import NOON, a_notice

pytestmark = pytest.mark.unit

SMS, EMAIL, FILE, IN_APP = Means.SMS, Means.EMAIL, Means.FILE, Means.IN_APP
CALENDAR = WorkCalendar()


def at(day, clock):
    """Return a moment of March 2026, in China; the 2nd is a Monday."""
    hour, minute = map(int, clock.split(":"))
    return datetime(2026, 3, day, hour, minute, tzinfo=CHINA)


# -- what is in doubt ------------------------------------------------------------------

KEYED = Doubt(channel="sms-1", keyed=True)
BARE = Doubt(channel="smtp", keyed=False)


@pytest.mark.parametrize(
    ("doubts", "resends", "only", "doubled", "hopeless"),
    [
        ([], True, None, False, False),
        ([KEYED], True, "sms-1", False, False),
        ([KEYED, KEYED], False, "sms-1", False, False),
        ([BARE], True, None, True, False),
        ([BARE], False, None, True, True),
        ([BARE, BARE], True, None, True, True),
        ([BARE, KEYED], True, "sms-1", True, False),
    ],
)
def test_a_call_in_doubt_goes_again_by_its_key_or_once_more(
    doubts, resends, only, doubled, hopeless
):
    found = rule(doubts, resends=resends)
    assert (found.only, found.doubled, found.hopeless) == (only, doubled, hopeless)


def test_a_call_ends_once_and_only_a_doubt_can_be_overruled():
    ends = CALL_LIFE.steps_from(CallState.STARTED)
    assert ends == set(CallStep) - {CallStep.OVERRULE}
    assert CALL_LIFE.steps_from(CallState.UNSURE) == {CallStep.OVERRULE}
    for done in set(CallState) - {CallState.STARTED, CallState.UNSURE}:
        assert CALL_LIFE.steps_from(done) == frozenset()


# -- by which means --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("audience", "wish", "expected"),
    [
        (Audience.PETITIONER, NONE_SAID, (SMS, EMAIL, FILE)),
        (Audience.FOLLOWER, NONE_SAID, (SMS, EMAIL, FILE)),
        (Audience.OWNER, NONE_SAID, (EMAIL, FILE)),
        (Audience.OWNER, Preference(preferred=SMS), (EMAIL, FILE)),
        (Audience.SUBSCRIBER, NONE_SAID, (Means.WEBHOOK,)),
        (Audience.PETITIONER, Preference(preferred=EMAIL), (EMAIL, SMS, FILE)),
        (
            Audience.PETITIONER,
            Preference(preferred=IN_APP, refused=frozenset({SMS})),
            (IN_APP, EMAIL, FILE),
        ),
        (
            Audience.PETITIONER,
            Preference(refused=frozenset({SMS, EMAIL, FILE})),
            (IN_APP,),
        ),
    ],
)
def test_the_petitioners_own_wish_goes_first(audience, wish, expected):
    assert route(audience, wish, SendingPolicy()) == expected


# -- when ------------------------------------------------------------------------------

NIGHT = QuietHours(begins=time(22), ends=time(7))
SIESTA = QuietHours(begins=time(12), ends=time(14), means=frozenset({SMS}))


def held(quiet=None, holidays=(), means=SMS, moment=NOON, **changes):
    policy = SendingPolicy(quiet=quiet, holidays_hold=frozenset(holidays))
    usual = {"audience": Audience.PETITIONER}
    return held_until(
        a_notice(**(usual | changes)),
        means,
        at=moment,
        policy=policy,
        calendar=CALENDAR,
    )


@pytest.mark.parametrize(
    ("quiet", "moment", "until"),
    [
        (NIGHT, at(2, "21:59"), None),
        (NIGHT, at(2, "22:00"), at(3, "07:00")),
        (NIGHT, at(3, "06:59"), at(3, "07:00")),
        (NIGHT, at(3, "07:00"), None),
        (SIESTA, at(2, "12:30"), at(2, "14:00")),
        (SIESTA, at(2, "14:00"), None),
        (None, at(2, "23:00"), None),
    ],
)
def test_nobody_is_disturbed_in_quiet_hours(quiet, moment, until):
    assert held(quiet=quiet, moment=moment) == until


def test_what_disturbs_nobody_goes_at_night_too():
    assert held(quiet=NIGHT, means=EMAIL, moment=at(2, "23:00")) is None


def test_the_urgent_is_never_held():
    assert held(quiet=NIGHT, moment=at(2, "23:00"), urgency=Urgency.URGENT) is None


def test_a_desk_is_left_alone_until_the_next_working_day():
    saturday = at(7, "10:00")
    rests = {"means": EMAIL, "holidays": [EMAIL], "audience": Audience.OWNER}
    assert held(moment=saturday, **rests) == at(9, "09:00")
    assert held(moment=at(9, "03:00"), **rests) is None
    assert held(moment=saturday, **(rests | {"means": FILE})) is None
    petitioner = rests | {"audience": Audience.PETITIONER}
    assert held(moment=saturday, **petitioner) is None


def test_the_longer_of_two_holds_counts():
    assert held(
        quiet=NIGHT,
        holidays=[Means.CALL],
        means=Means.CALL,
        moment=at(6, "23:59"),
        audience=Audience.OWNER,
    ) == at(7, "07:00")
    assert held(
        quiet=NIGHT,
        holidays=[Means.CALL],
        means=Means.CALL,
        moment=at(7, "01:00"),
        audience=Audience.OWNER,
    ) == at(9, "09:00")


@pytest.mark.parametrize(
    ("audience", "urgency", "digest", "gathered"),
    [
        (Audience.OWNER, Urgency.LOW, time(8), True),
        (Audience.OWNER, Urgency.NORMAL, time(8), False),
        (Audience.OWNER, Urgency.LOW, None, False),
        (Audience.PETITIONER, Urgency.LOW, time(8), False),
        (Audience.SUBSCRIBER, Urgency.LOW, time(8), False),
    ],
)
def test_a_desks_small_news_come_once_a_day(audience, urgency, digest, gathered):
    notice = a_notice(audience=audience, urgency=urgency)
    assert gathers(notice, SendingPolicy(digest_at=digest)) is gathered


@pytest.mark.parametrize(
    ("moment", "holidays", "expected"),
    [
        (at(2, "07:59"), True, at(2, "08:00")),
        (at(2, "08:00"), True, at(3, "08:00")),
        (at(6, "09:00"), True, at(9, "08:00")),
        (at(6, "09:00"), False, at(7, "08:00")),
    ],
)
def test_the_next_digest_is_that_of_the_next_day(moment, holidays, expected):
    found = digest_after(moment, time(8), holidays=holidays, calendar=CALENDAR)
    assert found == expected


# -- how much --------------------------------------------------------------------------

SECOND = timedelta(seconds=1)
RULE = FailOver(window=10 * SECOND, least=4, share=0.5, cool_down=30 * SECOND)


def test_a_provider_that_fails_too_often_is_passed_over_for_a_while():
    health = Health()
    for well in (True, False, True):
        health.note(well=well, at=NOON, rule=RULE)
    assert health.down_until(NOON) is None
    health.note(well=False, at=NOON, rule=RULE)
    assert health.down_until(NOON) == NOON + 30 * SECOND
    assert health.down_until(NOON + 30 * SECOND) is None


def test_old_failures_are_forgotten():
    health = Health()
    for number in range(3):
        health.note(well=False, at=NOON + number * SECOND, rule=RULE)
    for _ in range(4):
        health.note(well=True, at=NOON + 11 * SECOND, rule=RULE)
    assert health.down_until(NOON + 11 * SECOND) is None


def test_a_bucket_gives_its_burst_and_then_its_rate():
    bucket = Bucket(Limit(per_second=2, burst=3))
    assert [bucket.take(NOON) for _ in range(3)] == [None] * 3
    assert bucket.take(NOON) == 0.5 * SECOND
    assert bucket.take(NOON) == SECOND
    assert bucket.take(NOON + SECOND) is None
    assert bucket.take(NOON + SECOND) is None
    assert bucket.take(NOON + SECOND) == 0.5 * SECOND
    later = NOON + timedelta(hours=1)
    assert [bucket.take(later) for _ in range(4)] == [None, None, None, 0.5 * SECOND]
