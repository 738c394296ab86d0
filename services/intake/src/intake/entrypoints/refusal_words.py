"""What a resident reads where a matter is not taken, and which other way it has."""

from collections.abc import Mapping
from typing import Final

from intake.domain.nature import Path
from intake.domain.refusal import RefusalReason
from intake.entrypoints.public_words import (
    Words,
)

REFUSALS: Final[Mapping[RefusalReason, Words]] = {
    RefusalReason.NOT_WITHIN_POWERS: {
        "zh-CN": "不属于本机关职权（《信访工作条例》第二十三条）",
        "zh-TW": "非本機關權責（《信訪工作條例》第二十三條）",
        "en": "It is outside this agency's powers (Regulation, art. 23)",
    },
    RefusalReason.IN_LEGAL_PROCEDURE: {
        "zh-CN": "应走诉讼、仲裁、行政复议等法定途径（第三十一条）",
        "zh-TW": "應循訴訟、仲裁、行政復議等法定途徑（第三十一條）",
        "en": "It belongs to court, arbitration or review (art. 31)",
    },
    RefusalReason.ALREADY_HANDLED: {
        "zh-CN": "同一事项已受理或者正在办理（第十九条）",
        "zh-TW": "同一事項已受理或辦理中（第十九條）",
        "en": "The same matter is accepted or being handled already (art. 19)",
    },
    RefusalReason.FINAL: {
        "zh-CN": "复核意见已是最后一级，不再受理（第三十六条）",
        "zh-TW": "複核意見為最終，不再受理（第三十六條）",
        "en": "The second review was final; it is not taken up again (art. 36)",
    },
    RefusalReason.DUPLICATE: {
        "zh-CN": "和另一编号是同一件事",
        "zh-TW": "與另一編號為同一事",
        "en": "It is the same matter as under another number",
    },
    RefusalReason.UNCLEAR: {
        "zh-CN": "姓名、住址或者请求不清楚（第二十三条）",
        "zh-TW": "姓名、地址或請求不明確（第二十三條）",
        "en": "Name, address or request are unclear (art. 23)",
    },
}


PATHS: Final[Mapping[Path, Words]] = {
    Path.LITIGATION: {
        "zh-CN": "诉讼、复议、刑事立案等司法程序（第三十一条第一项）",
        "zh-TW": "訴訟、復議、刑事立案等司法程序（第三十一條第一項）",
        "en": "Courts, prosecutors or police (art. 31, item 1)",
    },
    Path.ARBITRATION: {
        "zh-CN": "仲裁（第三十一条第二项）",
        "zh-TW": "仲裁（第三十一條第二項）",
        "en": "Arbitration (art. 31, item 2)",
    },
    Path.PARTY_REVIEW: {
        "zh-CN": "党员申诉、申请复审（第三十一条第三项）",
        "zh-TW": "黨員申訴、申請複審（第三十一條第三項）",
        "en": "Review within the Party (art. 31, item 3)",
    },
    Path.ADMINISTRATIVE: {
        "zh-CN": "行政复议、裁决、许可等行政程序（第三十一条第四项）",
        "zh-TW": "行政復議、裁決、許可等行政程序（第三十一條第四項）",
        "en": "Administrative procedure (art. 31, item 4)",
    },
}


SILENCE: Final[Words] = {
    "zh-CN": "逾期没有补充材料，视为放弃",
    "zh-TW": "逾期沒有補充資料，視為放棄",
    "en": "What was missing did not come in time",
}
