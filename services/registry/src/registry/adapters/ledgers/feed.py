"""The public list as an RSS 2.0 feed: made by the library, so that all is escaped."""

from collections.abc import Sequence
from email.utils import format_datetime
from typing import Final
from xml.etree import ElementTree as Xml

from registry.application.ledgers.views import PublicNotice

TITLE: Final = "民情台账公开（晒账）"
ABOUT: Final = "办理结果公开，不含个人信息"
ALLOWED: Final = frozenset("\t\n")


def as_rss(notices: Sequence[PublicNotice], link: str) -> bytes:
    """Return what is public now as a feed; nothing but the notices goes into it."""
    root = Xml.Element("rss", version="2.0")
    channel = Xml.SubElement(root, "channel")
    for name, text in (("title", TITLE), ("link", link), ("description", ABOUT)):
        Xml.SubElement(channel, name).text = text
    Xml.SubElement(channel, "language").text = "zh-CN"
    for notice in notices:
        item = Xml.SubElement(channel, "item")
        for name, text in _told(notice).items():
            Xml.SubElement(item, name).text = _printable(text)
        guid = Xml.SubElement(item, "guid", isPermaLink="false")
        guid.text = f"urn:uuid:{notice.id}"
    told: bytes = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return told


def _told(notice: PublicNotice) -> dict[str, str]:
    ended = notice.finished_on
    until = f"，{ended.isoformat()} 办结" if ended else ""
    return {
        "title": f"{notice.place}：{notice.category}",
        "category": notice.category,
        "description": (
            f"办理：{notice.done}\n结果：{notice.result}\n单位：{notice.unit}\n"
            f"{notice.entered_on.isoformat()} 建账{until}"
        ),
        "pubDate": format_datetime(notice.published_at),
    }


def _printable(text: str) -> str:
    """Return a text without what XML cannot hold."""
    return "".join(each for each in text if each.isprintable() or each in ALLOWED)
