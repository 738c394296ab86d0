"""The weekly list as a table that spreadsheets open."""

import csv
from collections.abc import Mapping, Sequence
from io import StringIO
from typing import Final

from minqing_kernel.working_time import CHINA
from notify.application.follow_ups.views import WeeklyRow
from notify.application.reports.naming import Naming

CSV: Final = "text/csv; charset=utf-8"
HEADS: Final[Mapping[str, tuple[str, ...]]] = {
    "zh-CN": (
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
    ),
    "zh-TW": (
        "受理編號",
        "單位",
        "結案時間",
        "辦理結果",
        "狀態",
        "呼叫次數",
        "其中未接通",
        "辦理情形",
        "政策依據",
        "是否解決",
        "是否滿意",
        "不滿意理由",
    ),
    "en": (
        "Receipt",
        "Unit",
        "Closed",
        "Outcome",
        "State",
        "Calls",
        "In vain",
        "Handling",
        "Basis",
        "Solved",
        "Satisfied",
        "Why not",
    ),
}
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "zh-CN": {
        "due": "待回访",
        "done": "已回访",
        "unreached": "未接通",
        "solved": "解决",
        "unsolved": "未解决",
        "satisfied": "满意",
        "dissatisfied": "不满意",
        "unclear": "不清楚",
    },
    "zh-TW": {
        "due": "待回訪",
        "done": "已回訪",
        "unreached": "未接通",
        "solved": "解決",
        "unsolved": "未解決",
        "satisfied": "滿意",
        "dissatisfied": "不滿意",
        "unclear": "不清楚",
    },
    "en": {
        "due": "to be called",
        "done": "called",
        "unreached": "not reached",
        "solved": "solved",
        "unsolved": "not solved",
        "satisfied": "satisfied",
        "dissatisfied": "not satisfied",
        "unclear": "unclear",
    },
}
"""No code is shown, in whichever language the list is asked for."""
NAMING: Final = Naming()
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""What a spreadsheet would calculate; a cell that begins so is told as text.

Blanks before it do not help, nor do the wide forms.
"""
FIRST_BYTES: Final = "\ufeff"


def weekly_csv(
    rows: Sequence[WeeklyRow], units: Mapping[str, str], language: str = "zh-CN"
) -> bytes:
    """Return the week's list, with the signature that spreadsheets ask of UTF-8.

    `units` are the names of the organisations, by their id.
    """
    table = StringIO()
    writer = csv.writer(table)
    writer.writerow(HEADS[language])
    cells = (_cells(row, units, language) for row in rows)
    writer.writerows([[_cell(each) for each in told] for told in cells])
    return (FIRST_BYTES + table.getvalue()).encode()


def _cells(
    row: WeeklyRow, units: Mapping[str, str], language: str
) -> tuple[object, ...]:
    words = WORDS[language]
    done, unit = row.state == "done", row.organisation_id or ""
    return (
        row.receipt,
        units.get(unit, unit),
        f"{row.closed_at.astimezone(CHINA):%Y-%m-%d %H:%M}",
        NAMING.of("outcome", row.outcome, language),
        words[row.state],
        row.attempts + done,
        row.attempts,
        row.handling or "",
        row.basis or "",
        words[_verdict(row.solved, "solved", "unsolved")] if done else "",
        words[_verdict(row.satisfied, "satisfied", "dissatisfied")] if done else "",
        row.reason or "",
    )


def _verdict(said: bool | None, yes: str, no: str) -> str:
    return "unclear" if said is None else (yes if said else no)


def _cell(value: object) -> str:
    words = str(value)
    risky = words.startswith(FORMULA) or words.lstrip().startswith(FORMULA)
    return f"'{words}" if risky else words
