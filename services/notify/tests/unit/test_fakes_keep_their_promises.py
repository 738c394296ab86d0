"""The in-memory parts pass the suite that the real ones pass."""

import pytest

from services.notify.tests.fakes import InMemoryWork
from services.notify.tests.promises import (
    FollowingPromises,
    FollowUpPromises,
    NoticePromises,
    OrganisationPromises,
    PersonPromises,
)
from services.notify.tests.sending_promises import (
    DigestPromises,
    ErrandPromises,
    JournalPromises,
    PreferencePromises,
    SubscriptionPromises,
)

pytestmark = pytest.mark.unit


@pytest.fixture
def unit():
    work = InMemoryWork()
    return lambda: work


class TestNotices(NoticePromises):
    """Over a dictionary."""


class TestFollowUps(FollowUpPromises):
    """Over a dictionary."""


class TestFollowings(FollowingPromises):
    """Over a dictionary."""


class TestPersons(PersonPromises):
    """Over a dictionary."""


class TestOrganisations(OrganisationPromises):
    """Over a dictionary."""


class TestJournal(JournalPromises):
    """Over a dictionary."""


class TestPreferences(PreferencePromises):
    """Over a dictionary."""


class TestErrands(ErrandPromises):
    """Over a dictionary."""


class TestSubscriptions(SubscriptionPromises):
    """Over a dictionary."""


class TestDigests(DigestPromises):
    """Over a dictionary."""
