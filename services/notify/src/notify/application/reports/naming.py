"""What codes are called, in three languages: a reader is shown no code."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

LANGUAGES: Final = ("zh-CN", "zh-TW", "en")
Trio = tuple[str, str, str]

CHANNELS: Final[Mapping[str, Trio]] = MappingProxyType(
    {
        "web": ("网上", "網上", "web"),
        "hotline": ("热线电话", "熱線電話", "hotline"),
        "window": ("窗口来访", "窗口來訪", "window"),
        "home-visit": ("入户走访", "入戶走訪", "home visit"),
        "courtyard": ("院落接访", "院落接訪", "courtyard"),
        "letter": ("来信", "來信", "letter"),
        "device": ("一键设备", "一鍵裝置", "call device"),
        "fax": ("传真", "傳真", "fax"),
        "instruction": ("领导批示、上级交办", "領導批示、上級交辦", "from a superior"),
        "informer": ("信息员", "資訊員", "informer"),
        "import": ("历史导入", "歷史匯入", "imported"),
        "other": ("其他", "其他", "other"),
    }
)
SOURCES: Final[Mapping[str, Trio]] = MappingProxyType(
    {
        **CHANNELS,
        "village-community": ("村（社区）", "村（社區）", "village or community"),
        "paired-village": ("结对村", "結對村", "paired village"),
        "enterprise": ("企业", "企業", "enterprise"),
    }
)
KINDS: Final[Mapping[str, Trio]] = MappingProxyType(
    {
        "suggestion": ("建议意见", "建議意見", "suggestion"),
        "accusation": ("检举控告", "檢舉控告", "accusation"),
        "claim": ("申诉求决", "申訴求決", "claim"),
        "consultation": ("咨询", "諮詢", "question"),
        "thanks": ("感谢", "感謝", "thanks"),
    }
)
STATES: Final[Mapping[str, Trio]] = MappingProxyType(
    {
        "unrouted": ("待派遣", "待派遣", "not assigned"),
        "assigned": ("待签收", "待簽收", "assigned"),
        "signed": ("已签收", "已簽收", "signed for"),
        "started": ("办理中", "辦理中", "in hand"),
        "return-pending": ("退单待审", "退單待審", "return to be judged"),
        "arbitration": ("待裁定", "待裁定", "disputed"),
        "suspended": ("中止", "中止", "suspended"),
        "resolved": ("已答复", "已答覆", "answered"),
        "closed": ("已结案", "已結案", "closed"),
        "merged": ("已并单", "已併單", "merged"),
        "withdrawn": ("已撤回", "已撤回", "withdrawn"),
        "releasing": ("移交中", "移交中", "being handed over"),
        "handed-over": ("已移交", "已移交", "handed over"),
    }
)
OUTCOMES: Final[Mapping[str, Trio]] = MappingProxyType(
    {
        "resolved": ("已解决", "已解決", "resolved"),
        "explained": ("解释说明", "解釋說明", "explained"),
        "referred": ("转介", "轉介", "referred"),
    }
)
ACHIEVED: Final[Mapping[str, Trio]] = MappingProxyType(
    {
        "lamps": ("路灯", "路燈", "street lamps"),
        "jobs": ("就业", "就業", "jobs"),
        "startups": ("创业", "創業", "start-ups"),
        "subsidy": ("补助", "補助", "subsidies"),
        "wage": ("工资", "工資", "wages"),
        "recovered": ("追回金额", "追回金額", "money recovered"),
        "persons": ("人数", "人數", "persons"),
    }
)
"""What answers achieve; a place may name others, which stay as it named them."""

WORDS: Final[Mapping[str, Mapping[str, Trio]]] = MappingProxyType(
    {
        "channel": CHANNELS,
        "source": SOURCES,
        "kind": KINDS,
        "state": STATES,
        "outcome": OUTCOMES,
        "achieved": ACHIEVED,
    }
)


@dataclass(frozen=True, kw_only=True)
class Naming:
    """Names what is counted; `category` finds a category's name in a language."""

    category: Callable[[str, str], str | None] = lambda *_: None

    def of(self, what: str, code: str | None, language: str = "zh-CN") -> str:
        """Return what a value is called; one that nobody knows keeps its code."""
        if not code:
            return ""
        if what == "category":
            return self.category(code, language) or code
        known = WORDS.get(what, {}).get(code)
        return known[LANGUAGES.index(language)] if known else code
