"""Accounts, and tries at them: single statements, each lasting."""

from collections.abc import Sequence
from typing import Any, Final

from sqlalchemy import RowMapping

from minqing_chassis.database import Database
from minqing_chassis.sealing import Sealer
from portal.application.signing_in import Account
from portal.domain.staff import WINDOW, is_held_up, plain_code

ADD: Final = """
insert into accounts (name, staff_id, secret, totp, must_change)
values (:name, :staff_id, :secret, :totp, true)
on conflict do nothing returning name
"""
PROVIDE: Final = """
insert into accounts (name, staff_id, secret) values (:name, :staff_id, '')
on conflict do nothing
"""
"""Without a secret no password opens it: its person comes by the provider alone."""
PROVIDED: Final = """
select a.*, exists (select from accounts b
  where b.staff_id = a.staff_id and b.locked_at is not null) as shut
from accounts a where a.name = :name and a.staff_id = :staff_id and a.secret = ''
"""
USE_ANSWER: Final = """
insert into provider_answers (print) values (:print) on conflict do nothing
returning print
"""
FIND: Final = "select * from accounts where name = :name"
LISTED: Final = """
select name, staff_id, totp is not null as second, locked_at, changed_at,
  (select max(at) from sign_in_steps s where s.who = a.name and step = 'in') as last
from accounts a order by name
"""
SET_LOCK: Final = """
update accounts set locked_at = case when :locked then now() end
where name = :name returning name
"""
CHANGE: Final = """
update accounts set secret = :secret, must_change = :must_change, changed_at = now(),
  locked_at = case when :must_change then null else locked_at end
where name = :name and secret <> '' returning name
"""
SET_TOTP: Final = """
update accounts set totp = :totp, totp_step = 0, recovery = '{}'
where name = :name and secret <> '' returning name
"""
USE_CODE: Final = """
update accounts set totp_step = :step where name = :name and totp_step < :step
returning name
"""
KEEP_CODES: Final = """
with done as (update accounts set recovery = cast(:prints as varchar[])
  where name = :name and totp is not null returning name)
insert into sign_in_steps (who, place, step)
select name, '', 'recovery-made' from done returning who
"""
USE_RECOVERY: Final = """
with done as (update accounts set recovery = array_remove(recovery, :print)
  where name = :name and :print = any(recovery) returning name)
insert into sign_in_steps (who, place, step)
select name, '', 'recovery-used' from done returning who
"""
CODES_LEFT: Final = """
select cardinality(recovery) as n from accounts
where name = :name and totp is not null
"""
END_ALL: Final = "delete from staff_sessions where account = :name"
TRY: Final = """
insert into sign_in_steps (who, place, step) values (:who, :place, 'tried')
"""
COUNT: Final = """
select (select count(*) from sign_in_steps where who = :who and step = 'tried'
    and at > clock_timestamp() - :window and at > coalesce((select max(at)
      from sign_in_steps where who = :who and step = 'right'), '-infinity')) as account,
  (select count(*) - 2 * count(*) filter (where step = 'right')
    from sign_in_steps where place = :place
    and at > clock_timestamp() - :window) as place
"""
RIGHT: Final = """
insert into sign_in_steps (who, place, step)
values (:who, :place, 'right'), (:name, '', 'in')
"""
FORGIVE: Final = """
insert into sign_in_steps (who, place, step) values (:who, '', 'right')
"""


class SqlAccounts:
    """The ways in; what an operator does to them stands here too."""

    def __init__(self, database: Database, sealer: Sealer) -> None:
        self._database = database
        self._sealer = sealer

    def add(self, name: str, staff_id: str, secret: str, totp: str | None) -> bool:
        """Add one whose password was given out; False if there is one of that name."""
        sealed = self._sealer.seal(totp, name) if totp else None
        values = {"name": name, "staff_id": staff_id, "secret": secret}
        return bool(self._rows(ADD, **values, totp=sealed))

    def find(self, name: str) -> Account | None:
        """Return an account."""
        rows = self._rows(FIND, name=name)
        if not rows:
            return None
        row = rows[0]
        return Account(
            name=row["name"],
            staff_id=row["staff_id"],
            secret=row["secret"],
            totp=self._sealer.open(row["totp"], name) if row["totp"] else None,
            locked=row["locked_at"] is not None,
            must_change=row["must_change"],
        )

    def listed(self) -> Sequence[RowMapping]:
        """Return what an operator may see of all accounts."""
        return self._rows(LISTED)

    def lock(self, name: str, *, locked: bool) -> bool:
        """Lock an account, whose sessions end, or open it; False if there is none."""
        found = self._rows(SET_LOCK, name=name, locked=locked)
        self._rows(END_ALL, name=name)
        return bool(found)

    def reset(self, name: str, secret: str) -> bool:
        """Give out a password that opens the account once; False if there is none."""
        found = self._rows(CHANGE, name=name, secret=secret, must_change=True)
        self._rows(END_ALL, name=name)
        self._rows(FORGIVE, who=self._print(name))
        return bool(found)

    def set_totp(self, name: str, totp: str | None) -> bool:
        """Ask for a second step from now on, or no more; False if there is none."""
        sealed = self._sealer.seal(totp, name) if totp else None
        return bool(self._rows(SET_TOTP, name=name, totp=sealed))

    def provided(self, name: str, staff_id: str) -> Account | None:
        """Return the account of somebody who comes by the provider; made if new.

        Locked is who has any locked account. None where the name is somebody else's.
        """
        self._rows(PROVIDE, name=name, staff_id=staff_id)
        rows = self._rows(PROVIDED, name=name, staff_id=staff_id)
        if not rows:
            return None
        return Account(name=name, staff_id=staff_id, secret="", locked=rows[0]["shut"])

    def use_answer(self, mark: str) -> bool:
        """Use an answer of the provider's up; False if it was used."""
        found = self._sealer.blind_index(mark, "portal.provider-answer")
        return bool(self._rows(USE_ANSWER, print=found))

    def try_once(self, key: str, place: str) -> tuple[int, int]:
        """Write a try down, before it is judged; return how many now count.

        Who is held up already is not written down: strangers fill no table, and make
        nobody wait longer by going on.
        """
        who, where = self._print(key), self._place(place)
        tries = self._tries(who, where)
        if is_held_up(*tries, place):
            return tries
        self._rows(TRY, who=who, place=where)
        return self._tries(who, where)

    def was_right(self, name: str, place: str, key: str) -> None:
        """Let the tries that were counted by the key count no more."""
        self._rows(RIGHT, who=self._print(key), place=self._place(place), name=name)

    def use_code(self, name: str, step: int) -> bool:
        """Use a step of the clock's code up; False if it, or a later one, was used."""
        return bool(self._rows(USE_CODE, name=name, step=step))

    def keep_codes(self, name: str, codes: Sequence[str]) -> bool:
        """Keep fingerprints of fresh recovery codes, and none of the former ones.

        False where the account has no second step.
        """
        prints = [self._code(name, each) for each in codes]
        return bool(self._rows(KEEP_CODES, name=name, prints=prints))

    def use_recovery(self, name: str, code: str) -> bool:
        """Use a recovery code up; False if it is none, or was used."""
        found = self._code(name, code)
        return bool(self._rows(USE_RECOVERY, name=name, print=found))

    def codes_left(self, name: str) -> int | None:
        """Return how many recovery codes are left; None without a second step."""
        rows = self._rows(CODES_LEFT, name=name)
        return int(rows[0]["n"]) if rows else None

    def change_password(self, name: str, secret: str) -> None:
        """Keep a new secret; all sessions of the account end."""
        self._rows(CHANGE, name=name, secret=secret, must_change=False)
        self._rows(END_ALL, name=name)

    def _tries(self, who: str, where: str) -> tuple[int, int]:
        row = self._rows(COUNT, who=who, place=where, window=WINDOW)[0]
        return int(row["account"]), int(row["place"])

    def _place(self, place: str) -> str:
        return self._print(place) if place else ""

    def _code(self, name: str, code: str) -> str:
        said = f"{name}\n{plain_code(code)}"
        return self._sealer.blind_index(said, "portal.recovery")

    def _print(self, said: str) -> str:
        return self._sealer.blind_index(said, "portal.sign-in")

    def _rows(self, sql: str, **values: Any) -> Sequence[RowMapping]:  # noqa: ANN401
        return self._database.rows(sql, **values)
