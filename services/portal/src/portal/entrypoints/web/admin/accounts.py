"""Somebody's ways in: given, locked, opened, given anew; what is secret shows once."""

from typing import Final
from uuid import UUID, uuid5

from flask import Response, abort

from minqing_kernel.messages import Role
from portal.adapters.staff_secrets import totp_address
from portal.application.administering import (
    AccountAct,
    Asked,
    Given,
    LastWayIn,
    NoAccount,
    OwnAccount,
)
from portal.bootstrap import Parts
from portal.domain.staff import OPERATING, plain_account
from portal.entrypoints.web.admin.forms import AccountForm
from portal.entrypoints.web.admin.people import PEOPLE
from portal.entrypoints.web.admin.person import ONE, PersonView
from portal.entrypoints.web.desk.looks import asker
from portal.entrypoints.web.guard import staff
from portal.entrypoints.web.nonce import nonce_of
from portal.entrypoints.web.page import Page, draw, form, go, words
from portal.entrypoints.web.pages.receipts import drawing_of
from portal.entrypoints.web.pages.tracking import loaded

ACT: Final = f"{ONE}/account/<act>"
FAULTS: Final = {
    OwnAccount: "admin.account-own",
    LastWayIn: "admin.account-last",
    NoAccount: "admin.account-none",
}


class AccountPages:
    """What who operates does to accounts."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._view = PersonView(parts)

    def rows(self) -> list[Page]:
        """Return this group's rows of the table."""
        return [
            Page(
                path=ACT,
                view=self.act,
                name="account-act",
                method="POST",
                roles=OPERATING,
            )
        ]

    def act(self, staff_id: str, act: str) -> Response:
        """Do one thing to one account; sent twice, it is done once."""
        if act not in list(AccountAct):
            abort(404)
        told, faults = loaded(AccountForm, form())
        kind = AccountAct(act)
        if faults:
            about = form().get("account", "") if kind is not AccountAct.OPEN else ""
            faults = {_named(name, about): each for name, each in faults.items()}
            return self._view.drawn(staff_id, 422, faults=faults)
        account = plain_account(told["account"])
        asked = Asked(
            act_id=uuid5(UUID(nonce_of(form())), f"{act}:{account}"),
            account=account,
            act=kind,
            by=staff().staff_id,
            reason=told["reason"],
        )
        try:
            given = self._done(staff_id, asked)
        except (OwnAccount, LastWayIn, NoAccount) as no:
            said = words()(FAULTS[type(no)])
            return self._view.drawn(staff_id, 409, refusal=said)
        return self._told(staff_id, asked, given)

    def _done(self, staff_id: str, asked: Asked) -> Given:
        who, office = staff(), self._parts.account_office
        door = self._parts.desk.register
        if asked.act is AccountAct.OPEN:
            door.member(asker(), staff_id)
            return office.open(who, staff_id, asked)
        if self._parts.account_desk.owner(asked.account) != staff_id:
            raise NoAccount
        operators: list[str] = []
        if asked.act is AccountAct.LOCK:
            found = door.everybody(asker(), role=Role.OPS.value)
            operators = [each["staff_id"] for each in found]
        return office.act(who, asked, operators)

    def _told(self, staff_id: str, asked: Asked, given: Given) -> Response:
        if not given.password and not given.totp and not given.again:
            return go(f"{PEOPLE}/{staff_id}?done={asked.act.value}")
        address = totp_address(given.totp, asked.account) if given.totp else ""
        return draw(
            "admin/given.html",
            person_id=staff_id,
            account=asked.account,
            given=given,
            address=address,
            qr=drawing_of(address) if address else "",
        )


def _named(field: str, account: str) -> str:
    """Return where a form's fault stands on the page: each account has a form."""
    return f"{field}-{account}" if account else f"new-{field}"
