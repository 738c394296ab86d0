"""The sending's parts that doors need, put together from what the house has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from functools import partial
from typing import Self

from minqing_chassis.database import Database
from notify.adapters.letters import TemplateLetters
from notify.adapters.sending.office import LetterOffice
from notify.adapters.sending.press import LetterPress
from notify.adapters.sending.reading import SendingReader
from notify.adapters.sending.subscriptions import all_subscriptions
from notify.adapters.sending.text_drafts import DraftReader
from notify.adapters.sending.texts import TextBook
from notify.adapters.sending.tokens import HookSecrets, InboxTokens
from notify.application.ports import Contacts
from notify.domain.sending.subscription import Subscription


@dataclass(frozen=True, kw_only=True)
class SendingParts:
    """What the doors of the sending ask."""

    reader: SendingReader
    tokens: InboxTokens
    office: LetterOffice
    letters: TemplateLetters
    book: TextBook
    drafts: DraftReader
    secrets: HookSecrets
    subscriptions: Callable[[], Sequence[Subscription]]

    @classmethod
    def of(
        cls,
        database: Database,
        *,
        tokens: InboxTokens,
        letters: TemplateLetters,
        book: TextBook,
        secrets: HookSecrets,
        contacts: Contacts,
        zone: tzinfo,
    ) -> Self:
        """Put them together; nothing is asked of anybody yet."""
        return cls(
            reader=SendingReader(database, letters),
            tokens=tokens,
            office=LetterOffice(contacts, LetterPress(), zone),
            letters=letters,
            book=book,
            drafts=DraftReader(database),
            secrets=secrets,
            subscriptions=partial(all_subscriptions, database),
        )
