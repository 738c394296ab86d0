"""Whatever portal can be asked is handled; whatever happens is told."""

import pytest

from minqing_chassis.settings import SettingsError
from minqing_contracts.topology import SUBSCRIPTIONS
from minqing_kernel.messages import Command, DomainEvent
from portal.adapters.translation import COMMANDS, TELL
from portal.application import commands
from portal.application.handlers import HANDLERS
from portal.bootstrap import settings_from
from portal.domain import events

pytestmark = pytest.mark.unit


def kinds(module, base):
    """The kinds of `base` in a module that have no further kinds."""
    found = [each for each in vars(module).values() if isinstance(each, type)]
    own = {each for each in found if issubclass(each, base) and each is not base}
    return {each for each in own if not own & set(each.__subclasses__())}


def test_every_command_has_a_handler():
    assert kinds(commands, Command) == set(HANDLERS)


def test_every_fact_is_told():
    assert kinds(events, DomainEvent) == set(TELL)


def test_what_it_hears_is_what_it_understands():
    assert set(SUBSCRIPTIONS["portal"]) == set(COMMANDS)


def test_a_process_that_was_told_nothing_names_everything_it_misses():
    with pytest.raises(SettingsError, match=r"AMQP_URI.*DATABASE_URL_PORTAL"):
        settings_from({})
