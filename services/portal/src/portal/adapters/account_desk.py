"""What is done to accounts, and the line that tells of it: one statement each."""

from collections.abc import Collection, Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import RowMapping

from minqing_chassis.database import Database
from minqing_chassis.sealing import Sealer
from portal.adapters.staff_secrets import StaffSecrets, new_password, new_totp
from portal.application.administering import Asked
from portal.domain.staff import IDLE, WHOLE

OPEN: Final = """
with done as (
  insert into accounts (name, staff_id, secret, must_change)
  values (:account, :staff_id, :secret, true)
  on conflict do nothing returning name, staff_id
)
insert into account_acts (act_id, account, staff_id, act, by, reason)
select :act_id, name, staff_id, :act, :by, :reason from done
on conflict do nothing returning account
"""
NOTED: Final = """
fresh as (
  insert into account_acts (act_id, account, staff_id, act, by, reason)
  select :act_id, name, staff_id, :act, :by, :reason from accounts
  where name = :account and {where}
  on conflict do nothing returning account
)
"""
OUT: Final = """
, ended as (
  delete from staff_sessions where account in (select account from fresh)
)
"""
OPERATE: Final = """
with operating as (
  select name from accounts
  where staff_id = any(:operators) and locked_at is null order by name for update
),
"""
LEAVES_ONE: Final = """
(name not in (select name from operating)
  or exists (select from operating o where o.name <> :account))
"""
"""Of two who lock each other at once, the second is made to wait, and sees it."""


def _act(change: str, *, where: str = "true", out: bool = True, lead: str = "") -> str:
    return f"""
{lead or "with"} {NOTED.format(where=where)}
{OUT if out else ""}
update accounts set {change} where name in (select account from fresh) returning name
"""


LOCK: Final = _act("locked_at = now()", where=LEAVES_ONE, lead=OPERATE)
UNLOCK: Final = _act("locked_at = null", out=False)
PASSWORD: Final = _act(
    "secret = :secret, must_change = true, changed_at = now(), locked_at = null",
    where="secret <> ''",
)
SECOND: Final = _act(
    "totp = :totp, totp_step = 0, recovery = '{}'", where="secret <> ''"
)
END: Final = _act("changed_at = changed_at")
FORGIVE: Final = """
insert into sign_in_steps (who, place, step) values (:who, '', 'right')
"""
WAS_DONE: Final = "select from account_acts where act_id = :act_id"
OWNER: Final = "select staff_id from accounts where name = :account"
OF_STAFF: Final = """
select name, staff_id, secret = '' as provided, totp is not null as second,
  cardinality(recovery) as codes, locked_at, must_change, changed_at,
  (select max(at) from sign_in_steps s where s.who = a.name and step = 'in') as last,
  (select count(*) from staff_sessions t where t.account = a.name
    and t.seen_at > now() - :idle and t.began_at > now() - :whole) as sessions
from accounts a where staff_id = any(:staff) order by staff_id, name
"""
ACTS: Final = """
select at, account, act, by, reason from account_acts
where staff_id = :staff_id order by at desc limit 100
"""
END_OF: Final = """
delete from staff_sessions
where account in (select name from accounts where staff_id = :staff_id)
"""
LOCKED: Final = "select count(*) as n from accounts where locked_at is not null"
WITH_ONE: Final = "select distinct staff_id from accounts"


class SqlAccountDesk:
    """The ways in, as who operates sees and changes them."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    def was_done(self, act_id: UUID) -> bool:
        """Tell whether an act was done before."""
        return bool(self._database.rows(WAS_DONE, act_id=act_id))

    def owner(self, account: str) -> str | None:
        """Return whose account it is; None where there is none."""
        rows = self._database.rows(OWNER, account=account)
        return str(rows[0]["staff_id"]) if rows else None

    def open(self, asked: Asked, staff_id: str, secret: str) -> bool:
        """Give somebody a way in; False where the name is taken."""
        return self._do(OPEN, asked, staff_id=staff_id, secret=secret)

    def lock(self, asked: Asked, operators: Collection[str]) -> bool:
        """Lock it, and end its sessions; False if no operator could sign in then."""
        return self._do(LOCK, asked, operators=sorted(operators))

    def unlock(self, asked: Asked) -> bool:
        """Open it again; False where there is none."""
        return self._do(UNLOCK, asked)

    def give_password(self, asked: Asked, secret: str) -> bool:
        """Let a password open it once, end its sessions; False for none of its own."""
        done = self._do(PASSWORD, asked, secret=secret)
        who = self._sealer.blind_index(asked.account, "portal.sign-in")
        self._database.rows(FORGIVE, who=who)
        return done

    def set_second(self, asked: Asked, totp: str | None) -> bool:
        """Ask for another second step, or none; end its sessions; False as above."""
        sealed = self._sealer.seal(totp, asked.account) if totp else None
        return self._do(SECOND, asked, totp=sealed)

    def end_sessions(self, asked: Asked) -> bool:
        """Sign it out everywhere; False where there is none."""
        return self._do(END, asked)

    def of_staff(self, staff: Collection[str]) -> dict[str, list[RowMapping]]:
        """Return the accounts of people, without any secret, by whose they are."""
        found: dict[str, list[RowMapping]] = {each: [] for each in staff}
        values = {"staff": sorted(staff), "idle": IDLE, "whole": WHOLE}
        for row in self._database.rows(OF_STAFF, **values):
            found[row["staff_id"]].append(row)
        return found

    def acts_on(self, staff_id: str) -> Sequence[RowMapping]:
        """Return what was done to somebody's accounts, the newest first."""
        return self._database.rows(ACTS, staff_id=staff_id)

    def end_all_of(self, staff_id: str) -> None:
        """Sign somebody out at every browser: they serve no more, or otherwise."""
        self._database.rows(END_OF, staff_id=staff_id)

    def locked(self) -> int:
        """Return how many accounts are locked."""
        return int(self._database.rows(LOCKED)[0]["n"])

    def with_account(self) -> frozenset[str]:
        """Return all who have a way in."""
        return frozenset(row["staff_id"] for row in self._database.rows(WITH_ONE))

    def _do(self, sql: str, asked: Asked, **values: Any) -> bool:  # noqa: ANN401
        said = vars(asked) | {"act": asked.act.value}
        return bool(self._database.rows(sql, **said, **values))


class GivenSecrets(StaffSecrets):
    """Seals, and makes what is given out."""

    def new_password(self) -> str:
        """Return one to be given out."""
        return new_password()

    def new_totp(self) -> str:
        """Return a new key of a second step."""
        return new_totp()
