"""A database that a test has used, emptied as if nobody had: cheaper than a new one."""

import json
from dataclasses import dataclass
from typing import Any

from psycopg2.extensions import cursor

from minqing_local.postgres import Postgres

SHAPE = """
select sum(hashtextextended(line, 0)) from (
    select concat_ws(' ', pg_class.oid, relname, relkind, reloptions, attname, atttypid,
        attnotnull, atthasdef, attisdropped) as line
    from pg_class left join pg_attribute on attrelid = pg_class.oid and attnum > 0
    where relnamespace = 'public'::regnamespace
    union all select concat_ws(' ', oid, conname, condeferrable, convalidated, conkey)
    from pg_constraint where connamespace = 'public'::regnamespace
    union all select concat_ws(' ', indexrelid, indisunique, indisvalid, indkey)
    from pg_index join pg_class on pg_class.oid = indexrelid
    where relnamespace = 'public'::regnamespace
    union all select concat_ws(' ', oid, tgname, tgenabled)
    from pg_trigger where not tgisinternal
    union all select concat_ws(' ', oid, proname, prosrc)
    from pg_proc where pronamespace = 'public'::regnamespace
) shape
"""
"""A copy keeps the numbers of all things; what is dropped and made anew has others."""
TABLES = """
select relname from pg_class
where relkind = 'r' and relnamespace = 'public'::regnamespace
"""
EMPTY = """
do $$
declare
    name text;
    used boolean;
    names text[] := '{}';
begin
    for name in
        select relname from pg_class
        where relkind = 'r' and relnamespace = 'public'::regnamespace
    loop
        execute format('select exists (select from public.%I)', name) into used;
        if used then names := names || format('public.%I', name); end if;
    end loop;
    if names <> '{}' then
        execute 'truncate ' || array_to_string(names, ', ') || ' cascade';
    end if;
    for name in
        select sequencename from pg_sequences
        where schemaname = 'public' and last_value is not null
    loop
        execute format('alter sequence public.%I restart', name);
    end loop;
end
$$
"""
COUNTED = """
select sequencename, last_value from pg_sequences
where schemaname = 'public' and last_value is not null
"""
FILL = """
insert into "{table}" overriding system value
select * from jsonb_populate_recordset(null::"{table}", %s)
"""
CONTENT = "select coalesce(jsonb_agg(to_jsonb(t)), '[]') from \"{table}\" t"


@dataclass(frozen=True)
class FirstState:
    """How a database is just after its migrations: shape, rows, numbers counted."""

    shape: str
    rows: dict[str, Any]
    counted: dict[str, int]

    @classmethod
    def of(cls, server: Postgres, name: str) -> "FirstState":
        """Look at a database that nobody has used yet."""
        session = server.connect(name)
        try:
            with session.cursor() as asked:
                rows = {table: _rows(asked, table) for table in _tables(asked)}
                asked.execute(COUNTED)
                counted = dict(asked.fetchall())
                return cls(_shape(asked), {t: r for t, r in rows.items() if r}, counted)
        finally:
            session.close()

    def restored(self, server: Postgres, name: str) -> bool:
        """Bring a used database back to it; False: its shape was changed."""
        server.shut_out(name)
        session = server.connect(name)
        try:
            with session, session.cursor() as asked:
                if _shape(asked) != self.shape:
                    return False
                asked.execute(EMPTY)
                for table, rows in self.rows.items():
                    asked.execute(FILL.format(table=table), [json.dumps(rows)])
                for sequence, value in self.counted.items():
                    asked.execute("select setval(%s, %s)", [sequence, value])
            return True
        finally:
            session.close()


def _shape(asked: cursor) -> str:
    asked.execute(SHAPE)
    [(shape,)] = asked.fetchall()
    return str(shape)


def _tables(asked: cursor) -> list[str]:
    asked.execute(TABLES)
    return [name for (name,) in asked.fetchall()]


def _rows(asked: cursor, table: str) -> Any:  # noqa: ANN401
    asked.execute(CONTENT.format(table=table))
    [(rows,)] = asked.fetchall()
    return rows
