"""What a petitioner reads of a turn that has a reason: why it rests, waits or ended."""

from collections.abc import Mapping
from typing import Final

from intake.domain.progress import CaseFact, CaseStep

WITH_REASON: Final[Mapping[str, Mapping[str, str]]] = {
    "extended-why": {
        "zh-CN": "经批准延长{days}天，{unit}{date}前答复您。原因：{reason}",
        "zh-TW": "經核准延長{days}天，{unit}{date}前答覆您。原因：{reason}",
        "en": "Extended {days} days with approval, to {date}. Reason: {reason}",
    },
    "suspended-hearing": {
        "zh-CN": "计时暂停：听证。恢复时告诉您新的期限。",
        "zh-TW": "計時暫停：聽證。恢復時告知新的期限。",
        "en": "Clock paused: a hearing. We tell you the new date when it goes on.",
    },
    "suspended-waiting-for-petitioner": {
        "zh-CN": "计时暂停：等您这边。恢复时告诉您新的期限。",
        "zh-TW": "計時暫停：等候您。恢復時告知新的期限。",
        "en": "Clock paused: it waits for you. You get the new date when it goes on.",
    },
    "suspended-legacy": {
        "zh-CN": "历史遗留，{unit}专人负责，{date}前再研究一次。",
        "zh-TW": "歷史遺留，由{unit}專責，{date}前再研究一次。",
        "en": "Long-standing matter: {unit} is in charge, and looks again by {date}.",
    },
    "closed-resolved": {
        "zh-CN": "已办结：答复为“已解决”。",
        "zh-TW": "已辦結：答覆為「已解決」。",
        "en": "Closed: answered as solved.",
    },
    "closed-explained": {
        "zh-CN": "已办结：作了解释说明，原因见答复。不算“已解决”。",
        "zh-TW": "已辦結：已作說明，原因見答覆。不計入「已解決」。",
        "en": "Closed: explained, for the reason in the answer. Not counted as solved.",
    },
    "closed-referred": {
        "zh-CN": "已办结：由别的单位解决，去哪里见答复。不算“已解决”。",
        "zh-TW": "已辦結：由其他單位處理，去處見答覆。不計入「已解決」。",
        "en": "Closed: others settle it, the answer says where. Not counted as solved.",
    },
}


def turn_in_words(key: str, fact: CaseFact, outcome: str | None) -> str:
    """Return the key of the words that say why, where there are any; else the same.

    `outcome` is that of the last answer. What an older version heard has no reason.
    """
    why = fact.reason or ""
    if fact.step is CaseStep.EXTENDED:
        return "extended-why" if why and fact.days and fact.due_at else key
    if fact.step is CaseStep.CLOSED:
        why = outcome or ""
    elif fact.step is not CaseStep.SUSPENDED or (why == "legacy" and not fact.due_at):
        return key
    found = f"{fact.step}-{why}"
    return found if found in WITH_REASON else key
