"""The words of reports, for those who read them on paper."""

from types import MappingProxyType
from typing import Final

TITLES: Final = MappingProxyType(
    {
        "weekly": "社区例会通报（周）",
        "monthly": "民情工作月报",
        "quarterly": "民情工作季报",
        "yearly": "信访情况年度报告（信访工作条例第41条）",
        "headline": "累计数据",
    }
)
RATES: Final = MappingProxyType(
    {
        "response": "响应率（按时联系/派单）",
        "solution": "解决率（回访解决/有效回访）",
        "satisfaction": "满意率（加权/有效回访）",
        "completion": "办结率（办结/受理）",
        "punctuality": "按期办结率（按期/办结）",
        "return": "退单率（退单/派单）",
        "visit": "回访率（有效回访/办结）",
        "settlement": "办成率（解决/受理）",
    }
)
COUNTS: Final = MappingProxyType(
    {
        "cases": "受理（件）",
        "persons": "接待（人次）",
        "done": "办结（件）",
        "resolved": "解决（件）",
        "explained": "解释说明（件）",
        "referred": "转介（件）",
        "visited": "回访（件）",
        "unreached": "未接通（件）",
        "rebound": "反弹（件）",
        "passed": "转送、交办、上报（件）",
        "supervised": "督办（件）",
    }
)
ASIDES: Final = MappingProxyType(
    {
        "archive": "历史导入",
        "merged": "并单",
        "repeated": "重复访",
        "thanks": "感谢",
        "legacy": "历史遗留",
        "referred": "转介",
        "unreached": "未接通",
        "unclear": "不清楚",
    }
)
COHORTS: Final = MappingProxyType(
    {
        "accepted": (
            "按受理日归期：本期受理的诉求，无论何时办结；未办结的以后仍会变。",
            "By the day of acceptance: what came in then, whenever it was answered;"
            " the figures of what is still open will change.",
        ),
        "closed": (
            "按办结日归期：本期办结的诉求，无论何时受理；重办的移出本期。",
            "By the day of the answer: what was answered then, whenever it came in;"
            " what is reopened leaves the period.",
        ),
        "due": (
            "按到期日归期：尚未办结、应在本期办结的诉求。",
            "By the day due: what is still open and was to be answered then.",
        ),
        "visited": (
            "按回访日归期：本期得到答复的回访。",
            "By the day of the follow-up's answer.",
        ),
        "refused": (
            "按不予受理日归期。",
            "By the day of refusal, or of the word where to go.",
        ),
    }
)
"""In Chinese for paper, and in English beside it for other systems."""
ROUNDING: Final = ("百分比保留一位小数，四舍六入五成双。", "One decimal, half to even.")
OWN: Final = "，本地规定"
RULES: Final = MappingProxyType(
    {
        "weights": "满意度权重",
        "contact_hours": "首次联系时限",
        "sources": "来源分类",
    }
)
