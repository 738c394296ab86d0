"""What a petitioner reads when the matter goes to another agency, or comes back."""

from collections.abc import Mapping
from typing import Final

DATED: Final = frozenset({"handed-over", "came-back"})
"""Steps of which there are words with a date and without."""

HANDED_OVER: Final[Mapping[str, Mapping[str, str]]] = {
    "handed-over": {
        "zh-CN": "已移交。现由{unit}办理，{date}前答复您。",
        "zh-TW": "已移交。現由{unit}辦理，{date}前答覆您。",
        "en": "Handed over. {unit} handles it now and will answer by {date}.",
    },
    "handed-over-undated": {
        "zh-CN": "已移交。现由{unit}办理。",
        "zh-TW": "已移交。現由{unit}辦理。",
        "en": "Handed over. {unit} handles it now.",
    },
    "came-back": {
        "zh-CN": "已转回。仍由{unit}办理，{date}前答复您。",
        "zh-TW": "已轉回。仍由{unit}辦理，{date}前答覆您。",
        "en": "It came back: {unit} handles it again and will answer by {date}.",
    },
    "came-back-undated": {
        "zh-CN": "已转回。仍由{unit}办理。",
        "zh-TW": "已轉回。仍由{unit}辦理。",
        "en": "It came back: {unit} handles it again.",
    },
    "review-declined-elsewhere": {
        "zh-CN": "这项答复由其他机关作出。不服的，{date}前向{superior}请求复查。",
        "zh-TW": "這項答覆由其他機關作出。不服的，{date}前向{superior}請求復查。",
        "en": "Another agency gave this answer. Ask {superior} to review it by {date}.",
    },
    "review-answered-said": {
        "zh-CN": "{superior}的复查或复核意见：{reply}",
        "zh-TW": "{superior}的復查或復核意見：{reply}",
        "en": "{superior} gave its opinion on the review: {reply}",
    },
}


def step_in_words(step: str, *, dated: bool, said: bool = False) -> str:
    """Return the key of a step's words, with a date or without, with what was said."""
    if step == "review-answered" and said:
        return "review-answered-said"
    if step == "review-declined" and dated:
        return "review-declined-elsewhere"
    return f"{step}-undated" if step in DATED and not dated else step
