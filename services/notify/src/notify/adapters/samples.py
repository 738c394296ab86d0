"""What a previewed text is filled with: a value for every placeholder, nobody's own."""

from types import MappingProxyType
from typing import Final
from uuid import UUID

RECEIPT: Final = "MQ-0000-0000000"
TOKEN: Final = "SAMPLE"
PETITION: Final = UUID(int=0)

CODES: Final = MappingProxyType(
    {
        "reason": "unclear",
        "outcome": "explained",
        "ground": "hearing",
        "measure": "urge",
        "clock": "handling",
        "severity": "urgent",
        "document": "handling-opinion",
        "stage": "review",
        "review_outcome": "upheld",
        "hazard": "fire",
        "mode": "transfer",
    }
)
"""Told in words, as in a letter."""
MOMENTS: Final = MappingProxyType(
    {
        "due_on": "2026-05-01T04:00:00+00:00",
        "overdue_since": "2026-05-02T04:00:00+00:00",
    }
)
_EVERYWHERE: Final = MappingProxyType(
    {
        "receipt": RECEIPT,
        "token": TOKEN,
        "code": "0000-0000",
        "when": "2026-12-02 14:30–17:00",
        "request": "GX-2611-0000176",
        "days": "30",
        "mediation_days": "9",
        "level": "1",
        "count": "1",
        "handler_id": "0001",
        "leader_id": "0002",
    }
)
_WORDS: Final = MappingProxyType(
    {
        "zh-CN": {
            "name": "王女士",
            "explanation": "请向有权处理的机关提出。",
            "returned_by": "示例单位",
            "unit": "示例单位",
            "agency": "示例机关",
            "missing": "身份证明复印件；现场照片",
            "category": "示例类别",
            "number": "示例〔2026〕1号",
            "place": "示例接待室",
            "host": "示例领导",
            "lines": f"办结：{RECEIPT}",
            "parts": f"第1件：编号 {RECEIPT}，查询码 0000-0000",
        },
        "zh-TW": {
            "name": "王女士",
            "explanation": "請向有權處理的機關提出。",
            "returned_by": "示例單位",
            "unit": "示例單位",
            "agency": "示例機關",
            "missing": "身分證明影本；現場照片",
            "category": "示例類別",
            "number": "示例〔2026〕1號",
            "place": "示例接待室",
            "host": "示例首長",
            "lines": f"辦結：{RECEIPT}",
            "parts": f"第1件：編號 {RECEIPT}，查詢碼 0000-0000",
        },
        "en": {
            "name": "Ms Wang",
            "explanation": "Please turn to the office in charge.",
            "returned_by": "Sample Unit",
            "unit": "Sample Unit",
            "agency": "Sample Office",
            "missing": "a copy of your identity card; photographs",
            "category": "sample category",
            "number": "Sample 2026/1",
            "place": "Sample Room",
            "host": "Sample Head",
            "lines": f"Closed: {RECEIPT}",
            "parts": f"Matter 1: number {RECEIPT}, code 0000-0000",
        },
    }
)


def samples(language: str, public_url: str, pages_url: str) -> dict[str, str]:
    """Return the samples that are neither a code nor a moment."""
    links = {
        "link": f"{pages_url}/v1/follow-ups/{PETITION}?token={TOKEN}",
        "track_link": f"{pages_url}/track/{RECEIPT}",
        "inbox_link": f"{public_url}/v1/petitions/{PETITION}/inbox?token={TOKEN}",
    }
    return {**_EVERYWHERE, **_WORDS[language], **links}
