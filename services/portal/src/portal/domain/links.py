"""A personal link (`/m/…`): one person, no account, until it ends or is taken back."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from minqing_kernel.aggregate import Aggregate
from minqing_kernel.state_machine import StateMachine, on
from portal.domain.errors import LinkClosed, LinkUnknown
from portal.domain.events import LinkIssued, LinkRevoked, LinkUsed

LINK_DAYS: Final = timedelta(days=180)
"""How long a link opens; then the desk gives another, and looks who holds it."""


class LinkKind(StrEnum):
    """What it opens: a captain's form (楼栋长, A-26), an informer's (信息员, D-22)."""

    CAPTAIN = "captain"
    INFORMER = "informer"


class LinkState(StrEnum):
    """Whether it may open; its end by time is no state but a date."""

    ISSUED = "issued"
    REVOKED = "revoked"


class LinkStep(StrEnum):
    """What may become of it."""

    USE = "use"
    REVOKE = "revoke"


LINK_LIFE: Final = StateMachine(
    on(LinkStep.USE, leaving=[LinkState.ISSUED], reach=LinkState.ISSUED),
    on(LinkStep.REVOKE, leaving=[LinkState.ISSUED], reach=LinkState.REVOKED),
)


@dataclass(eq=False, kw_only=True)
class PersonalLink(Aggregate):
    """One link; `token_print` is a keyed fingerprint, the token itself is not kept.

    `holder_id` is whom registry knows by it, of `organisation_id`; `desk_id` the unit
    whose clerk gave it. `sealed` holds the name, the telephone and what it is for.
    """

    link_id: UUID
    kind: LinkKind
    state: LinkState
    token_print: str
    holder_id: str
    organisation_id: str
    desk_id: str
    sealed: str
    issued_at: datetime
    issued_by: str
    expires_at: datetime
    used_at: datetime | None = None
    revoked_at: datetime | None = None
    revoked_by: str = ""
    revision: int = 0

    @classmethod
    def issue(
        cls,
        link_id: UUID,
        *,
        kind: LinkKind,
        token_print: str,
        holder_id: str,
        organisation_id: str,
        desk_id: str,
        sealed: str,
        by: str,
        at: datetime,
    ) -> "PersonalLink":
        """Give somebody a link for half a year."""
        link = cls(
            link_id=link_id,
            kind=kind,
            state=LinkState.ISSUED,
            token_print=token_print,
            holder_id=holder_id,
            organisation_id=organisation_id,
            desk_id=desk_id,
            sealed=sealed,
            issued_at=at,
            issued_by=by,
            expires_at=at + LINK_DAYS,
            revision=1,
        )
        fact = LinkIssued(
            link_id=link_id, revision=1, kind=kind, holder_id=holder_id, by=by, at=at
        )
        link.record(fact)
        return link

    def opens(self, at: datetime) -> bool:
        """Tell whether it opens anything now."""
        return self.state is LinkState.ISSUED and at < self.expires_at

    def use(self, matter_id: UUID, at: datetime) -> None:
        """Note that something came by it; raise LinkClosed where it opens nothing."""
        if not self.opens(at):
            raise LinkClosed
        self.state = LINK_LIFE.after(self.state, LinkStep.USE)
        self.used_at = at
        self.revision += 1
        self.record(
            LinkUsed(
                link_id=self.link_id, revision=self.revision, matter_id=matter_id, at=at
            )
        )

    def revoke(self, *, by: str, at: datetime) -> None:
        """Take it back: it opens nothing from now on."""
        self.state = LINK_LIFE.after(self.state, LinkStep.REVOKE)
        self.revoked_at, self.revoked_by = at, by
        self.revision += 1
        self.record(
            LinkRevoked(link_id=self.link_id, revision=self.revision, by=by, at=at)
        )

    def require_desk(self, units: frozenset[str]) -> None:
        """Raise LinkUnknown for a desk that is neither its giver's nor above it."""
        if units.isdisjoint({self.organisation_id, self.desk_id}):
            raise LinkUnknown
