"""The weekly list as a table that spreadsheets open."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Final

from minqing_kernel.working_time import CHINA
from notify.application.follow_ups.views import WeeklyRow

CSV: Final = "text/csv; charset=utf-8"
HEAD: Final = (
    "受理编号",
    "单位",
    "结案时间",
    "办理结果",
    "状态",
    "呼叫次数",
    "其中未接通",
    "办理情况",
    "政策依据",
    "是否解决",
    "是否满意",
    "不满意理由",
)
STATES: Final = {"due": "待回访", "done": "已回访", "unreached": "未接通"}
OUTCOMES: Final = {"resolved": "解决", "explained": "解释说明", "referred": "转介"}
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet would calculate; a cell that begins so is told as text.

Blanks before it do not help, nor do the wide forms.
"""
FIRST_BYTES: Final = "\ufeff"


def weekly_csv(rows: Sequence[WeeklyRow], units: Mapping[str, str]) -> bytes:
    """Return the week's list, with the signature that spreadsheets ask of UTF-8.

    `units` are the names of the organisations, by their id.
    """
    table = StringIO()
    writer = csv.writer(table)
    writer.writerow(HEAD)
    writer.writerows([[_cell(each) for each in _cells(row, units)] for row in rows])
    return (FIRST_BYTES + table.getvalue()).encode()


def _cells(row: WeeklyRow, units: Mapping[str, str]) -> tuple[object, ...]:
    done, unit = row.state == "done", row.organisation_id or ""
    return (
        row.receipt,
        units.get(unit, unit),
        f"{row.closed_at.astimezone(CHINA):%Y-%m-%d %H:%M}",
        OUTCOMES.get(row.outcome or "", ""),
        STATES[row.state],
        row.attempts + done,
        row.attempts,
        row.handling or "",
        row.basis or "",
        _yes(row.solved, "解决", "未解决") if done else "",
        _yes(row.satisfied, "满意", "不满意") if done else "",
        row.reason or "",
    )


def _yes(said: bool | None, yes: str, no: str) -> str:
    return "不清楚" if said is None else (yes if said else no)


def _cell(value: object) -> str:
    words = str(value)
    risky = words.startswith(FORMULA) or words.lstrip().startswith(FORMULA)
    return f"'{words}" if risky else words
