"""Where letters are made: the errand's text, the name and address asked for it."""

from datetime import date, tzinfo

from notify.adapters.sending.press import LetterPage, LetterPress
from notify.application.ports import Contacts
from notify.application.sending.views import ErrandView
from notify.domain.errors import NoAddressee
from notify.domain.sending.means import Means


class LetterOffice:
    """Prints a letter when somebody asks for it; nothing of it is kept."""

    def __init__(self, contacts: Contacts, press: LetterPress, zone: tzinfo) -> None:
        self._contacts = contacts
        self._press = press
        self._zone = zone

    def print(self, errand: ErrandView) -> bytes:
        """Return the PDF; raise NoAddressee, ContactsAway or PressAway."""
        found = self._contacts.of([errand.petition_id]).get(errand.petition_id)
        if found is None or not found.address or errand.means != Means.LETTER:
            raise NoAddressee
        return self._press.print(
            LetterPage(
                name=found.name,
                address=found.address,
                subject=errand.subject,
                body=errand.body,
                language="zh-CN",
                day=self._day(errand),
            )
        )

    def _day(self, errand: ErrandView) -> date:
        return errand.asked_at.astimezone(self._zone).date()
