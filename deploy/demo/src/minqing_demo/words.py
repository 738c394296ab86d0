"""How the demo says what the services tell: Chinese first, English beside it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from minqing_chassis.timeline import Step
from minqing_demo.story import CHINA

HEADINGS = ("时间 when", "服务 service", "事项 what", "经办 who", "说明 more")
SUMMARY_HEADINGS = (
    "案例\nrow",
    "编号\nreceipt",
    "查询码\ncode",
    "诉求\npetition",
    "承办\nunit",
    "状态\nstate",
    "天数\ndays",
    "通知\nnotices",
)
FOLDED = SUMMARY_HEADINGS[3:6]
"""The columns that give way where the screen is narrow."""
STEPS = {
    "received": "收到登记 received",
    "accepted": "受理 accepted",
    "refused": "不予受理 refused",
    "referred": "导入法定程序 referred",
    "noted": "登记感谢 noted",
    "acceptance-noticed": "受理告知 acceptance told",
    "acceptance-missed": "逾期未告知 acceptance overdue",
    "supplement-requested": "一次性告知 asked for what is missing",
    "supplement-given": "已补充 supplemented",
    "supplement-reminded": "催补材料 reminded of what is missing",
    "lapsed": "视为放弃 lapsed by silence",
    "repeated": "登记重复访 noted as a repeat visit",
    "unrepeated": "撤销重复访 repeat visit undone",
    "reclassified": "重新归类 classified anew",
    "contacted": "后续联系 later contact",
    "unrouted": "待派遣 unrouted",
    "assigned": "派单 assigned",
    "started": "开始处置 started",
    "returned": "退单 returned",
    "escalated": "逾期提级 escalated",
    "overdue": "逾期 overdue",
    "resolved": "答复办结 resolved",
    "reopened": "重办 reopened",
    "review-asked": "申请复查复核 review asked",
    "review-answered": "复查复核意见 review answered",
    "closed": "结案 closed",
    "signed": "签收 signed",
    "retained": "退单不同意 retained",
    "disputed": "待裁定 disputed",
    "recused": "回避 recused",
    "extension-asked": "申请延期 extension asked",
    "extension-refused": "延期不同意 extension refused",
    "extended": "延期 extended",
    "suspended": "挂起 suspended",
    "resumed": "恢复 resumed",
    "reviewed": "定期复核 reviewed",
    "rescheduled": "领导限期 rescheduled",
    "shared": "协办 shared",
    "co-task-answered": "协办答复 co-task answered",
    "co-task-waived": "免除协办 co-task waived",
    "urged": "催办督办 urged",
    "sponsored": "包案 sponsored",
    "owners-named": "三责任人 owners named",
    "parties-named": "当事方 parties named",
    "feasibility-judged": "可行性 feasibility judged",
    "severity-judged": "定级 severity judged",
    "reported": "报告上级 reported",
    "commented": "批注 commented",
    "follow-up-asked": "发出回访 follow-up asked",
    "follow-up-answered": "回访答复 follow-up answered",
    "notice-sent": "已通知 told",
    "notice-waiting": "待通知 to be told",
    "notice-sending": "通知中 being told",
    "notice-failed": "通知失败 not told",
    "notice-no-address": "无联系方式 no address",
}
AUDIENCES = {
    "petitioner": "诉求人",
    "owner": "承办单位",
    "handler": "承办人",
    "superior": "上级单位",
    "dispatch": "派遣台",
    "unit": "有关单位",
}
ROLES = {
    "resident": "居民",
    "clerk": "受理员",
    "handler": "承办人",
    "supervisor": "负责人",
    "ops": "运维",
    "system": "系统",
}
CHANNELS = {
    "web": "网络",
    "hotline": "热线电话",
    "window": "窗口",
    "home-visit": "上门走访",
    "courtyard": "院坝恳谈",
    "letter": "来信",
    "device": "一键呼叫",
}
OUTCOMES = {
    "resolved": "已解决",
    "explained": "解释说明",
    "referred": "转介",
    "upheld": "维持",
    "changed": "变更",
    "anew": "责令重新处理",
}
STAGES = {"review": "复查", "recheck": "复核"}
VERDICTS = {"close": "结案", "reopen": "重办"}


def step(told: Step) -> str:
    """Return what happened; a word not known here stays as it is."""
    return STEPS.get(told["step"], told["step"])


def state(name: str) -> str:
    """Return a state's name."""
    return STEPS.get(name, name)


def actor(written: str) -> str:
    """Return who did it: the role, and the id where a person acted."""
    role, _, name = written.partition(":")
    if role in {"system", "resident"}:
        return ROLES[role]
    return f"{ROLES.get(role, role)} {name}"


def told(notices: Sequence[Step], names: Mapping[str, str]) -> str:
    """Return of what several notices told, and whom."""
    of = str(notices[0]["detail"]["of"])
    return f"{STEPS.get(of, of).partition(' ')[0]} → " + "、".join(
        _audience(notice["detail"], names) for notice in notices
    )


def detail(told: Step, names: Mapping[str, str]) -> str:
    """Return what more there is to say about a step."""
    parts = [
        SAY[key](str(value), names)
        for key, value in told["detail"].items()
        if key in SAY and value is not None
    ]
    return "；".join(parts)


def _audience(said: Mapping[str, object], names: Mapping[str, str]) -> str:
    whom, recipient = str(said["audience"]), str(said["recipient"])
    word = AUDIENCES.get(whom, whom)
    if whom in {"petitioner", "dispatch"}:
        return word
    return f"{word} {names.get(recipient, recipient)}"


def _date(at: str) -> str:
    return f"{datetime.fromisoformat(at).astimezone(CHINA):%Y-%m-%d %H:%M}"


Say = Callable[[str, Mapping[str, str]], str]
SAY: Mapping[str, Say] = {
    "organisation_id": lambda word, names: names.get(word, word),
    "superior_id": lambda word, names: f"上级 {names.get(word, word)}",
    "reviewer_id": lambda word, names: f"由{names.get(word, word)}",
    "stage": lambda word, _: STAGES.get(word, word),
    "returned_by": lambda word, names: f"{names.get(word, word)}退回",
    "due_at": lambda word, _: f"期限 {_date(word)}",
    "outcome": lambda word, _: OUTCOMES.get(word, word),
    "verdict": lambda word, _: VERDICTS.get(word, word),
    "level": lambda word, _: f"第{word}级",
    "rule": lambda word, _: f"规则 {word}",
    "handler_id": lambda word, _: f"承办人 {word}",
    "channel": lambda word, _: CHANNELS.get(word, word),
    "category": lambda word, _: f"类别 {word}",
    "reply": lambda word, _: f"“{word}”",
}
"""How each detail of a step is said; what is not listed is not for a reader's eyes."""
