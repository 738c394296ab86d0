"""The ways in which a case comes to a unit."""

from enum import StrEnum


class Mode(StrEnum):
    """How a case came to its unit.

    By a rule; by hand (派遣, 改派); passed on without duty to report back (转办) or
    with it (交办); raised to a superior (上报); designated after a dispute (指定).
    """

    RULE = "rule"
    BY_HAND = "by-hand"
    TRANSFER = "transfer"
    ENTRUST = "entrust"
    RAISE = "raise"
    DESIGNATE = "designate"


WORDS = {
    Mode.BY_HAND: "人工派遣",
    Mode.TRANSFER: "转办",
    Mode.ENTRUST: "交办，须报告结果",
    Mode.RAISE: "上报上级，原单位继续跟进",
    Mode.DESIGNATE: "争议后指定",
}
