"""One thing that may be done to a case from its page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import Schema

from portal.entrypoints.web.desk import schemas

Said = dict[str, Any]
Kind = str | tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Act:
    """One act: what routing calls it when it offers it, where it goes, what it takes.

    `verb` may name what the form says, as in `co-tasks/{task}/answer`. `note`: a remark
    for colleagues goes with it, as an act of its own. `only_note`: what was said is a
    remark and nothing more. `fields`, of forms that are drawn from them, are name and
    kind: area, line, lines, day, unit, leader, months, or a choice of words.
    """

    offer: str
    verb: str
    form: type[Schema] = schemas.NoForm
    body: Callable[[Said], Mapping[str, Any] | None] = lambda said: None
    note: bool = False
    only_note: Callable[[Said], bool] = lambda said: False
    fields: tuple[tuple[str, Kind], ...] = ()
