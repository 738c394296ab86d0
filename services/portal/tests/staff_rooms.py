"""The pages of staff over a real database: a house, accounts, and who signs in."""

import re
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

from minqing_chassis.clock import steer
from portal.adapters.lines import line_to
from portal.adapters.staff_secrets import StaffSecrets
from services.portal.tests.desk_stand_in import DeskStandIn, Registry
from services.portal.tests.residents import Resident
from services.portal.tests.rooms import house
from services.portal.tests.stand_in import NOON, RECEIPT

CASE = f"/desk/cases/{RECEIPT}"
NONCE = re.compile(r'name="nonce" value="([^"]+)"')
REVISION = re.compile(r'name="revision" value="([^"]+)"')
PASSWORD = "correct-horse-battery"
ACCOUNTS = {
    "wang": "wang.min",
    "li": "li.xiao",
    "chen": "chen.zhu",
    "ops": "ops.one",
}


@contextmanager
def staffed(folder, url):
    """Yield parts, the doors' stand-in and registry's; every account is open."""
    clock = folder / "clock.json"
    steer(clock, NOON + timedelta(minutes=1))
    others, registry = DeskStandIn(), Registry()
    with house(folder, url, others=others, MINQING_CLOCK_FILE=str(clock)) as (parts, _):
        entrance = replace(parts.entrance, registry=registry)
        parts = replace(parts, entrance=entrance)
        secret = StaffSecrets().seal(PASSWORD)
        for name, staff_id in ACCOUNTS.items():
            parts.accounts.add(name, staff_id, secret, None)
            parts.accounts.change_password(name, secret)
        yield parts, others, registry


class Colleague(Resident):
    """Somebody of the staff, without any script."""

    def sign_in(self, account="wang", password=PASSWORD, **more):
        self.get("/sign-in")
        return self.send("/sign-in", account=account, password=password, **more)


def forget_answers(parts):
    """Let nothing be shown that an owner said before."""
    settings = parts.settings
    for url in (
        settings.intake_url,
        settings.registry_url,
        settings.routing_url,
        settings.notify_url,
    ):
        for who in ACCOUNTS.values():
            line_to(url).answers.forget(who)


def act(colleague, name, **said):
    """Send one of the forms of the case's page."""
    nonce = NONCE.search(colleague.page.text).group(1)
    revision = REVISION.search(colleague.page.text).group(1)
    return colleague.send(f"{CASE}/{name}", nonce=nonce, revision=revision, **said)
