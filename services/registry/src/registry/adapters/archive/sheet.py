"""The household's sheet (一张表格上一目了然, A-02): one A4 page, with a watermark."""

from dataclasses import asdict
from importlib.resources import files
from typing import Any

import jinja2

from minqing_chassis.press import HtmlPress
from registry.application.archive.household import HouseholdFile
from registry.domain.archive.errors import PressUnavailable
from registry.domain.archive.petitions import PetitionState

TITLE = "家庭情况登记表（一户一档）"
SIZES = (10.5, 8.5, 7, 5.5)
"""Sizes of type in points, tried until the sheet is one page."""
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

    def print(self, file: HouseholdFile, *, mark: str) -> bytes:
        """Return a household's sheet as PDF; raises PressUnavailable."""
        return self._press.print_html(self.fill(file, mark=mark), sizes=SIZES)

    def fill(self, file: HouseholdFile, *, mark: str) -> str:
        """Return a household's sheet as HTML."""
        return self._template.render(title=TITLE, mark=mark, **asdict(file))


def _template() -> jinja2.Template:
    folder = files("registry.adapters.archive").joinpath("templates")
    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["words"] = _words
    environment.filters["state"] = lambda state: STATES[PetitionState(state)]
    text = folder.joinpath("household.html.j2").read_text("utf-8")
    return environment.from_string(text)


def _words(section: dict[str, Any]) -> str:
    """Return what stands in a section: 就业状况：失业；就业需要：保洁."""
    told = (f"{each['title']}：{_value(each['value'])}" for each in section["fields"])
    return "；".join(told)


def _value(value: Any) -> str:  # noqa: ANN401
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(_value(each) for each in value)
    if isinstance(value, dict):
        outcome = OUTCOMES.get(value["outcome"], value["outcome"])
        return f"{value['receipt']} {outcome} {value['on']}"
    return str(value)
