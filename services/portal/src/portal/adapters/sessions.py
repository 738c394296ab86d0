"""Sessions of staff: single statements, each lasting."""

import secrets
from datetime import timedelta
from typing import Any, Final

from minqing_chassis.database import Database
from minqing_chassis.sealing import SealBroken, Sealer
from minqing_kernel.messages import Role
from portal.application.signing_in import ProviderSession, Session
from portal.domain.staff import IDLE, WHOLE, SignedIn

BEGIN: Final = """
insert into staff_sessions
  (print, account, sealed, token_until, provider_subject, provider_session)
values (:print, :account, :sealed, now() + :left, :subject, :session)
"""
END_PROVIDED: Final = """
with fresh as (
  insert into provider_answers (print) values (:mark)
  on conflict do nothing returning print
), ended as (
  delete from staff_sessions where exists (select from fresh)
    and (provider_session = :session or (provider_subject = :subject
      and (cast(:session as text) is null or provider_session is null)))
  returning print
)
select exists (select from fresh) as fresh, (select count(*) from ended) as ended
"""
RESUME: Final = """
update staff_sessions set seen_at = case when :seen then now() else seen_at end
where print = :print
  and seen_at > now() - :idle and began_at > now() - :whole
  and exists (select from accounts a
    where a.name = staff_sessions.account and a.locked_at is null
      and (a.secret <> '' or not exists (select from accounts b
        where b.staff_id = a.staff_id and b.locked_at is not null)))
returning sealed, token_until - now() as left
"""
REFRESH: Final = """
update staff_sessions set sealed = :sealed, token_until = now() + :left
where print = :print
"""
END: Final = "delete from staff_sessions where print = :print"
OLD_SESSIONS: Final = """
delete from staff_sessions
where seen_at < now() - :idle or began_at < now() - :whole
"""
OLD_STEPS: Final = "delete from sign_in_steps where at < now() - :keep"
OLD_ANSWERS: Final = "delete from provider_answers where at < now() - interval '1 day'"
KEEP_STEPS: Final = timedelta(days=180)
"""How long it is known who signed in when (网络安全法第21条: six months at least)."""
LISTED: Final = """
select began_at, seen_at, print = :print as here from staff_sessions
where account = :account and seen_at > now() - :idle and began_at > now() - :whole
order by seen_at desc limit 50
"""
END_ALL: Final = "delete from staff_sessions where account = :account"


class SqlSessions:
    """Who is signed in; a row is found by the fingerprint of its browser's word."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    def begin(
        self, who: SignedIn, seconds: int, of: ProviderSession | None = None
    ) -> str:
        """Begin one; return the word that only its browser knows.

        `of`: by which session at the provider; its fingerprints alone are kept.
        """
        word = secrets.token_urlsafe(32)
        key, left = self._print(word), timedelta(seconds=seconds)
        sealed = self._sealer.seal(_written(who), key)
        values = {"print": key, "account": who.account, "sealed": sealed}
        self._database.rows(BEGIN, **values, left=left, **self._provided(of))
        return word

    def end_provided(self, of: ProviderSession, mark: str) -> int | None:
        """End what a provider's session began; None where `mark` was used before.

        Without a session's id, all of its person; those whose session is not known too.
        """
        used = self._sealer.blind_index(mark, "portal.provider-logout")
        rows = self._database.rows(END_PROVIDED, mark=used, **self._provided(of))
        return int(rows[0]["ended"]) if rows[0]["fresh"] else None

    def resume(self, word: str, *, seen: bool = True) -> Session | None:
        """Return one that goes on; None if it ended, was idle or never was.

        `seen`: its person did something, so that it is idle from now on.
        """
        if not word:
            return None
        key = self._print(word)
        spans = {"idle": IDLE, "whole": WHOLE}
        rows = self._database.rows(RESUME, print=key, seen=seen, **spans)
        try:
            told = self._sealer.open(rows[0]["sealed"], key) if rows else None
        except SealBroken:  # its key was taken out of use
            told = None
        if told is None:
            return None
        return Session(signed_in=_read(told), token_left=rows[0]["left"])

    def refresh(self, word: str, who: SignedIn, seconds: int) -> None:
        """Keep what registry says by now."""
        key, left = self._print(word), timedelta(seconds=seconds)
        sealed = self._sealer.seal(_written(who), key)
        self._database.rows(REFRESH, print=key, sealed=sealed, left=left)

    def end(self, word: str) -> None:
        """End one."""
        self._database.rows(END, print=self._print(word))

    def of(self, account: str, word: str) -> list[dict[str, Any]]:
        """Return when each session of an account began and was seen, the newest first.

        `here` marks the one that asks.
        """
        values = {"account": account, "print": self._print(word)}
        rows = self._database.rows(LISTED, **values, idle=IDLE, whole=WHOLE)
        return [dict(each) for each in rows]

    def end_all(self, account: str) -> None:
        """End every session of an account."""
        self._database.rows(END_ALL, account=account)

    def sweep(self) -> None:
        """Forget sessions that ended, and steps that had their half year."""
        self._database.rows(OLD_SESSIONS, idle=IDLE, whole=WHOLE)
        self._database.rows(OLD_STEPS, keep=KEEP_STEPS)
        self._database.rows(OLD_ANSWERS)

    def _provided(self, of: ProviderSession | None) -> dict[str, str | None]:
        said = {"subject": of.subject, "session": of.session} if of else {}
        return {
            name: self._sealer.blind_index(said[name], f"portal.provider-{name}")
            if said.get(name)
            else None
            for name in ("subject", "session")
        }

    def _print(self, word: str) -> str:
        return self._sealer.blind_index(word, "portal.session")


def _written(who: SignedIn) -> dict[str, Any]:
    return vars(who) | {"roles": list(who.roles)}


def _read(told: dict[str, Any]) -> SignedIn:
    roles = tuple(Role(each) for each in told["roles"])
    return SignedIn(**{**told, "role": Role(told["role"]), "roles": roles})
