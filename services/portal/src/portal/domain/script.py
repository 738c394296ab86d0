"""In which script somebody wrote: Han shapes differ, and so do the voices that read."""

from typing import Final

TRADITIONAL: Final = frozenset(
    "個們這說時國會來對麼沒還讓問題電話樓層燈壞聽見過進動區鄉鎮號戶門關開間處辦理請費給錢買賣車路邊"
    "單價質應該業務員長東興奮學習書寫讀視聯絡報導證據據實際總結構築橋樑廠廢棄傷醫療藥養護濟貧獎懲罰"
    "擾亂噪聲響環衛潔垃圾塵煙漏維修繕裝拆遷補償協調解決滿歲歷險緊陳訴訟顧慮擔憂謝盡爾"
) - frozenset("理路員修解决")
SIMPLIFIED: Final = frozenset(
    "个们这说时国会来对么没还让问题电话楼层灯坏听见过进动区乡镇号户门关开间处办请费给钱买卖车边"
    "单价质应该业务长东兴奋学习书写读视联络报导证据实际总结构筑桥梁厂废弃伤医疗药养护济贫奖惩罚"
    "扰乱噪声响环卫洁尘烟维缮装迁补偿协调满岁历险紧陈诉讼顾虑担忧谢尽尔"
)
COMMON: Final = TRADITIONAL & SIMPLIFIED
HAN: Final = ("\u4e00", "\u9fff")


def script_of(said: str) -> str:
    """Return the language tag of a text: zh-TW, zh-CN; "" where it is not Chinese.

    What tells neither, or both alike, is taken for simplified: most of it is.
    """
    found = set(said)
    if not any(HAN[0] <= each <= HAN[1] for each in found):
        return ""
    more = len(found & (TRADITIONAL - COMMON)) > len(found & (SIMPLIFIED - COMMON))
    return "zh-TW" if more else "zh-CN"
