"""The household's sheet (一张表格上一目了然, A-02): A4, with a watermark."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2

from minqing_chassis.press import HtmlPress
from minqing_kernel.messages import Role
from registry.application.archive.paper import HouseholdPaper
from registry.domain.archive.errors import PressUnavailable
from registry.domain.archive.petitions import PetitionState
from registry.domain.archive.section import SubjectKind
from registry.domain.values import civil_day

TITLE = "家庭情况登记表（一户一档）"
SIZES = (10.5, 8.5, 7, 5.5)
"""Sizes of type in points, tried until the sheet is one page; else it goes on."""
SHORT = 60
"""Characters that still stand well in half a line."""
NOTHING = "暂无记录"
ERASED = "已依法清除"
SYSTEM = "批量导入"
ORDER = (
    "basic",
    "employment",
    "education",
    "health",
    "insurance",
    "assistance",
    "petitions",
    "demands",
    "civil-affairs",
    "mediation",
)
"""The sections as 民生档案 lists them; a place's own come after."""
LIVES = {"living": "现住", "deceased": "已故", "departed": "已迁出"}
REGISTERED = {True: "本地户籍", False: "外地户籍", None: "户籍未登记"}
STATES = {
    PetitionState.RECEIVED: "待受理",
    PetitionState.AWAITING: "待补充",
    PetitionState.LAPSED: "视为放弃",
    PetitionState.ACCEPTED: "已受理",
    PetitionState.REFUSED: "不予受理",
    PetitionState.REFERRED: "导入法定程序",
    PetitionState.NOTED: "已记录",
    PetitionState.UNROUTED: "待派遣",
    PetitionState.ASSIGNED: "待签收",
    PetitionState.STARTED: "处置中",
    PetitionState.RETURNED: "退单待派",
    PetitionState.ESCALATED: "已提级",
    PetitionState.SUSPENDED: "挂起",
    PetitionState.RESUMED: "处置中",
    PetitionState.RESOLVED: "已处置",
    PetitionState.REOPENED: "重办",
    PetitionState.CLOSED: "已结案",
    PetitionState.MERGED: "并单",
    PetitionState.WITHDRAWN: "已撤回",
}

OUTCOMES = {"resolved": "已解决", "explained": "已解释说明", "referred": "已转介"}
"""How a case was answered, as sections keep it (A-28)."""


class HouseholdSheets:
    """Prints sheets; whoever reads one finds on it who had it made, when and why."""

    def __init__(self) -> None:
        self._press = HtmlPress(PressUnavailable)
        self._template = _template()

    def print(self, paper: HouseholdPaper, *, mark: str) -> bytes:
        """Return a household's sheet as PDF; raises PressUnavailable."""
        return self._press.print_html(self.fill(paper, mark=mark), sizes=SIZES)

    def fill(self, paper: HouseholdPaper, *, mark: str) -> str:
        """Return a household's sheet as HTML."""
        said = asdict(paper)
        file, headings = said["file"], said["headings"]
        of_home = [e for e in headings if e["subject"] is SubjectKind.HOUSEHOLD]
        of_person = [e for e in headings if e["subject"] is SubjectKind.RESIDENT]
        return self._template.render(
            title=TITLE,
            mark=mark,
            paper=said,
            household=file["household"],
            head=_head(said),
            sections=_rows(of_home, file["sections"], said["writers"]),
            members=[
                _person(each, said)
                | {"lines": _lines(_rows(of_person, each["sections"], said["writers"]))}
                for each in file["members"]
            ],
        )


@cache
def _template() -> jinja2.Template:
    folder = files("registry.adapters.archive").joinpath("templates")
    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["listed"] = _listed
    environment.filters["state"] = lambda state: STATES[PetitionState(state)]
    text = folder.joinpath("household.html.j2").read_text("utf-8")
    return environment.from_string(text)


def _head(said: Mapping[str, Any]) -> str | None:
    """Return the name of the head (户主), if somebody on the sheet is it."""
    card = said["file"]["household"]
    found = [e for e in card["members"] if e["resident_id"] == card["head_id"]]
    return str(found[0]["name"]) if found else None


def _person(member: Mapping[str, Any], said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the line of one member among all."""
    card = member["resident"]
    who = card["resident_id"]
    bearing = said["bearings"].get(who, {"sex": None, "age": None})
    heads = who == said["file"]["household"]["head_id"]
    written = {e["code"]: e["value"] for e in _basic(member["sections"])}
    registered = REGISTERED[said["registered_here"].get(who)]
    return {
        **bearing,
        "card": card,
        "petitions": member["petitions"],
        "relation": "户主" if heads else written.get("relation"),
        "registered": written.get("residence") or registered,
        "lives": LIVES[card["state"]],
    }


def _basic(sections: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [
        field
        for section in sections
        if section["section"] == "basic"
        for field in section["fields"]
    ]


def _rows(
    headings: Sequence[Mapping[str, Any]],
    sections: Sequence[Mapping[str, Any]],
    writers: Mapping[str, str],
) -> list[dict[str, str]]:
    """Return every section that may be read, in its order, be it empty or not."""
    there = {each["section"] for each in sections}
    rows = [(_place(s["section"]), _row(s, writers)) for s in sections]
    rows += [
        (_place(e["code"]), {"title": e["title"], "words": NOTHING, "written": ""})
        for e in headings
        if e["code"] not in there
    ]
    return [row for _, row in sorted(rows, key=lambda each: each[0])]


def _lines(rows: Sequence[dict[str, str]]) -> list[list[dict[str, str]]]:
    """Put short sections side by side, two to a line; a long one has its own."""
    lines: list[list[dict[str, str]]] = []
    for row in rows:
        last = lines[-1] if lines else []
        if len(last) == 1 and max(len(each["words"]) for each in (*last, row)) <= SHORT:
            last.append(row)
        else:
            lines.append([row])
    return lines


def _row(section: Mapping[str, Any], writers: Mapping[str, str]) -> dict[str, str]:
    by, day = section["by"], civil_day(section["at"])
    writer = SYSTEM if section["role"] == Role.SYSTEM else writers.get(by, by)
    return {
        "title": section["title"],
        "words": ERASED if section["erased"] else _words(section) or NOTHING,
        "written": f"{day:%Y-%m-%d} {writer}",
    }


def _place(code: str) -> int:
    return ORDER.index(code) if code in ORDER else len(ORDER)


def _words(section: Mapping[str, Any]) -> str:
    """Return what stands in a section: 就业状况：失业；就业需要：保洁."""
    told = (f"{each['title']}：{_value(each['value'])}" for each in section["fields"])
    return "；".join(told)


def _listed(names: Sequence[str]) -> str:
    return "、".join(names) or NOTHING


def _value(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_value(each) for each in value)
    if isinstance(value, dict):
        outcome = OUTCOMES.get(value["outcome"], value["outcome"])
        return f"{value['receipt']} {outcome} {value['on']}"
    return str(value)
