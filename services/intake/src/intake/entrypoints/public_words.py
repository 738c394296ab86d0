"""What a petitioner reads about each step, as a table in three languages."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from intake.entrypoints.handover_words import HANDED_OVER
from intake.entrypoints.turn_words import WITH_REASON

Words = Mapping[str, str]

REMINDED: Final = "reminded"
ANSWERED: Final = "answered"
ANSWERED_AT_ONCE: Final = "answered-at-once"
WITHDRAWING: Final = "withdrawal-asked"
REVIEW_WANTED: Final = "review-requested"
"""Steps beside the states: the reminder, the answer that opens it again, 撤回."""
SILENT_UNROUTED: Final = "silent-unrouted"
"""The words of a silence where nobody has the case yet, who could be reminded."""

STEPS: Final[Mapping[str, Words]] = {
    "received": {
        "zh-CN": "已收到。{date}前告诉您是否受理。",
        "zh-TW": "已收到。{date}前告知是否受理。",
        "en": "Received. We will tell you by {date} whether it is accepted.",
    },
    "accepted": {
        "zh-CN": "已受理。正在确定由哪个单位办。",
        "zh-TW": "已受理。正在確認由哪個單位承辦。",
        "en": "Accepted. We are settling which office handles it.",
    },
    "refused": {
        "zh-CN": "不受理。原因和其他办法见下。",
        "zh-TW": "不予受理。原因及其他途徑如下。",
        "en": "Not accepted. The reason and what you can do are below.",
    },
    "awaiting-petitioner": {
        "zh-CN": "请您补充材料，清单见下，一次补齐。",
        "zh-TW": "請補充資料，清單如下，一次補齊。",
        "en": "Please give what is missing; the whole list is below.",
    },
    REMINDED: {
        "zh-CN": "还在等您补充材料。{date}前没有补充的，视为放弃。",
        "zh-TW": "還在等您補充資料。{date}前沒有補充的，視為放棄。",
        "en": "We still wait for what is missing. After {date} it counts as given up.",
    },
    ANSWERED: {
        "zh-CN": "收到您补充的材料，已恢复。",
        "zh-TW": "收到您補充的資料，已恢復。",
        "en": "Your answer came: it is open again.",
    },
    "lapsed": {
        "zh-CN": "没有收到补充材料，视为放弃。随时补充，随时恢复。",
        "zh-TW": "沒有收到補充資料，視為放棄。隨時補充，隨時恢復。",
        "en": "Nothing came, so it counts as given up. Answer, and it is open again.",
    },
    WITHDRAWING: {
        "zh-CN": "您已申请撤回。承办单位没有先答复的，到此结束。",
        "zh-TW": "您已申請撤回。承辦單位未先答覆者，到此結束。",
        "en": "You asked to withdraw it. Unless it was answered first, it ends here.",
    },
    "withdrawn": {
        "zh-CN": "您已撤回。以后可以再提。",
        "zh-TW": "您已撤回，日後可再提出。",
        "en": "You withdrew it. You may raise it again.",
    },
    "referred": {
        "zh-CN": "这件事由其他法定途径解决。途径和办法见下。",
        "zh-TW": "本案循其他法定途徑處理。途徑與辦法如下。",
        "en": "The law has another procedure for it. Where to go is below.",
    },
    "noted": {
        "zh-CN": "谢谢您的来信，已转告。",
        "zh-TW": "感謝您的來信，已轉達。",
        "en": "Thank you for your letter; we passed it on.",
    },
    ANSWERED_AT_ONCE: {
        "zh-CN": "您的问题当场答复了，答复见下。",
        "zh-TW": "您的問題已當場答覆，答覆如下。",
        "en": "Your question was answered at once; the answer is below.",
    },
    "unrouted": {
        "zh-CN": "正在确定由哪个单位办。",
        "zh-TW": "正在確認由哪個單位承辦。",
        "en": "We are settling which office handles it.",
    },
    "assigned": {
        "zh-CN": "已受理。{unit}负责，{date}前答复您。",
        "zh-TW": "已受理。由{unit}承辦，{date}前答覆您。",
        "en": "Accepted. {unit} is responsible and will answer by {date}.",
    },
    "started": {
        "zh-CN": "{unit}正在办。",
        "zh-TW": "{unit}辦理中。",
        "en": "{unit} is working on it.",
    },
    "returned": {
        "zh-CN": "正在重新确定由哪个单位办。",
        "zh-TW": "正在重新確認由哪個單位承辦。",
        "en": "We are settling anew which office handles it.",
    },
    "escalated": {
        "zh-CN": "没有按期办好，对不起。已由{superior}督办。",
        "zh-TW": "未能如期辦妥，抱歉。已由{superior}督辦。",
        "en": "We missed the date. We are sorry. {superior} now supervises it.",
    },
    "resolved": {
        "zh-CN": "已答复，请您看看。解决了吗？满意吗？",
        "zh-TW": "已答覆，請查看。解決了嗎？滿意嗎？",
        "en": "Answered. Is it solved? Are you satisfied?",
    },
    "reopened": {
        "zh-CN": "按您的回访意见，{unit}重新办，{date}前答复。",
        "zh-TW": "依您的回訪意見，{unit}重新辦理，{date}前答覆。",
        "en": "After what you told us, {unit} does it again by {date}.",
    },
    "closed": {
        "zh-CN": "已办结。",
        "zh-TW": "已辦結。",
        "en": "Closed.",
    },
    "merged": {
        "zh-CN": "与另一件同类诉求合并办理，进展照样告诉您。",
        "zh-TW": "與另一件同類陳情併案辦理，進展照樣告知您。",
        "en": "Handled together with another about the same matter; you are told all.",
    },
    "extended": {
        "zh-CN": "延期了，{unit}{date}前答复您。",
        "zh-TW": "已展延，{unit}{date}前答覆您。",
        "en": "More time is needed: {unit} will answer by {date}.",
    },
    "rescheduled": {
        "zh-CN": "期限改了，{unit}{date}前答复您。",
        "zh-TW": "期限已改，{unit}{date}前答覆您。",
        "en": "There is a new date: {unit} will answer by {date}.",
    },
    "suspended": {
        "zh-CN": "暂停办理。恢复时告诉您新的期限。",
        "zh-TW": "暫停辦理。恢復時告知新的期限。",
        "en": "It rests for now. We will tell you the new date when it goes on.",
    },
    "resumed": {
        "zh-CN": "恢复办理，{unit}{date}前答复您。",
        "zh-TW": "恢復辦理，{unit}{date}前答覆您。",
        "en": "It goes on: {unit} will answer by {date}.",
    },
    "retained": {
        "zh-CN": "{unit}正在办。",
        "zh-TW": "{unit}辦理中。",
        "en": "{unit} is working on it.",
    },
    "disputed": {
        "zh-CN": "正在重新确定由哪个单位办。",
        "zh-TW": "正在重新確認由哪個單位承辦。",
        "en": "We are settling anew which office handles it.",
    },
    "document-issued": {
        "zh-CN": "已出具文书。",
        "zh-TW": "已出具文書。",
        "en": "A document was issued.",
    },
    "review-asked": {
        "zh-CN": "{superior}正在复查或复核，{date}前答复您。",
        "zh-TW": "{superior}正在復查或復核，{date}前答覆您。",
        "en": "{superior} reviews it and will answer by {date}.",
    },
    REVIEW_WANTED: {
        "zh-CN": "您已在网上请求复查或复核。",
        "zh-TW": "您已在網上請求復查或復核。",
        "en": "You asked for a review online.",
    },
    "review-declined": {
        "zh-CN": "复查或复核的请求按规定未能接收。要问的，请打电话或到窗口。",
        "zh-TW": "復查或復核的請求依規定未能接收。如有疑問，請來電或至窗口。",
        "en": "By the rules the review could not be taken. To ask, call or come.",
    },
    "review-answered": {
        "zh-CN": "{superior}已提出复查或复核意见。",
        "zh-TW": "{superior}已提出復查或復核意見。",
        "en": "{superior} gave its opinion on the review.",
    },
    "review-escalated": {
        "zh-CN": "复查或复核没有按期答复，已由{superior}督办。",
        "zh-TW": "復查或復核未能如期答覆，已由{superior}督辦。",
        "en": "The review is late; {superior} now supervises it.",
    },
    "mediation-closed": {
        "zh-CN": "调解已结束。",
        "zh-TW": "調解已結束。",
        "en": "The mediation ended.",
    },
    "project-joined": {
        "zh-CN": "已纳入专项，一并解决。",
        "zh-TW": "已納入專項，一併解決。",
        "en": "It became part of a project.",
    },
    "contacted": {
        "zh-CN": "{unit}已和您联系。",
        "zh-TW": "{unit}已與您聯絡。",
        "en": "{unit} spoke with you.",
    },
    "silent": {
        "zh-CN": "已{days}天没有新进展，已提醒{unit}。",
        "zh-TW": "已{days}天沒有新進展，已提醒{unit}。",
        "en": "No news for {days} days; {unit} was reminded.",
    },
    SILENT_UNROUTED: {
        "zh-CN": "已{days}天没有新进展，已列入督查清单。",
        "zh-TW": "已{days}天沒有新進展，已列入督查清單。",
        "en": "No news for {days} days; it is on the supervisors' list.",
    },
    **HANDED_OVER,
    **WITH_REASON,
}


OURS: Final[Words] = {"zh-CN": "我们", "zh-TW": "我們", "en": "Our office"}
_WEEKDAYS: Final = "一二三四五六日"
_EN_DAYS: Final = "Mon Tue Wed Thu Fri Sat Sun"
_EN_MONTHS: Final = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"


def say_step(
    step: str,
    language: str,
    *,
    unit: str | None = None,
    superior: str | None = None,
    date: str = "",
    reply: str = "",
    reason: str = "",
    days: int = 0,
) -> str:
    """Return the words for a step; a unit without a name is our own."""
    ours = OURS[language]
    words = STEPS[step][language]
    told = {"unit": unit or ours, "superior": superior or ours}
    return words.format(**told, date=date, reply=reply, reason=reason, days=days)


def say_date(at: datetime, language: str, zone: ZoneInfo) -> str:
    """Return a date with its weekday, as the agency's wall calendar shows it."""
    try:
        day = at.astimezone(zone)
    except OverflowError:  # at either end of the calendar there is no other zone
        day = at
    if language == "en":
        name = _EN_DAYS[4 * day.weekday() :][:3]
        month = _EN_MONTHS[4 * day.month - 4 :][:3]
        return f"{name} {day.day} {month} {day.year}"
    week = "周" if language == "zh-CN" else "週"
    return f"{day.year}年{day.month}月{day.day}日 {week}{_WEEKDAYS[day.weekday()]}"
