"""Tags, excuses and forms as collections, and their lines in the timeline."""

from collections.abc import Mapping
from typing import Any

from minqing_chassis.unit_of_work import SqlWork, Tell
from minqing_kernel.errors import NotFound
from registry.adapters.obligations import tables
from registry.adapters.shelf import Shelf
from registry.adapters.translation import line
from registry.adapters.upsert import insert_once_sql
from registry.domain.obligations.forms import InformerForm
from registry.domain.obligations.tagging import (
    Excuse,
    ExcuseRecorded,
    Reason,
    Tagged,
    Tagging,
    TaggingRecorded,
    TagProfile,
)

TELL_OF_OBLIGATIONS: Tell = {
    TaggingRecorded: line("tagging", "tagging-recorded", "tag", "kind"),
    ExcuseRecorded: line("excuse", "excuse-recorded", "rule", "reason"),
}
"""Who is tagged, and whose excuse it is, the lines do not tell."""


class SqlInformerForms:
    """What informers answered for; the primary key keeps each month once."""

    def __init__(self, work: SqlWork) -> None:
        self._work = work

    def hear(self, form: InformerForm) -> None:
        """Keep that a month was answered for, unless it is kept already."""
        table = tables.informer_forms
        row = {each.name: getattr(form, each.name) for each in table.columns}
        self._work.write(insert_once_sql(table), [row])


class SqlTaggings(Shelf[Tagging]):
    """All tags."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work,
            tables.obligation_tags,
            to_row=_tag_row,
            from_row=_tag_of,
            missing=NotFound,
        )


class SqlExcuses(Shelf[Excuse]):
    """All excuses."""

    def __init__(self, work: SqlWork) -> None:
        super().__init__(
            work,
            tables.obligation_excuses,
            to_row=_excuse_row,
            from_row=_excuse_of,
            missing=NotFound,
        )


def _tag_row(tagging: Tagging) -> dict[str, Any]:
    return vars(tagging.profile) | {
        "tagging_id": tagging.tagging_id,
        "revision": tagging.revision,
    }


def _tag_of(row: Mapping[Any, Any]) -> Tagging:
    said = {name: row[name] for name in ("tag", "id", "since", "until")}
    return Tagging(
        tagging_id=row["tagging_id"],
        profile=TagProfile(kind=Tagged(row["kind"]), **said),
        revision=row["revision"],
    )


def _excuse_row(excuse: Excuse) -> dict[str, Any]:
    names = tables.obligation_excuses.columns.keys()
    return {name: getattr(excuse, name) for name in names}


def _excuse_of(row: Mapping[Any, Any]) -> Excuse:
    return Excuse(**{**row, "reason": Reason(row["reason"])})
