"""The services' rules in the reader's language: a table of how each line is built."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from portal.entrypoints.web.words import Words

UNITS: Final = ("hours", "days", "working-hours", "working-days", "months")
SPAN: Final = r"(?P<n>\d+) (?P<unit>[a-z-]+)"
TERM: Final = re.compile(
    rf"term (?P<clock>[a-z-]+)(?P<when>(?: [a-z_]+=\S+)*): {SPAN}(?: \(rolls.*\))?\Z"
)
NAMED: Final = re.compile(r"(?P<name>[a-z_]+): (?P<value>\S+)\Z")
TITLED: Final = re.compile(
    r"(?P<kind>visit|obligation|tile|ledger|benefit|programme|check|assessment"
    r"|plan class|visited class): \S+ (?P<title>[^,]+)"
)
LISTS: Final = frozenset({"list", "section", "after", "what", "level", "when", "day"})
"""The slots whose codes are told in words."""
CODES: Final = re.compile(r"(\s*(?:, | → |/| )\s*)")
LINES: Final[tuple[tuple[str, str], ...]] = (
    ("escalation", r"escalation: after (?P<a>\d+) days, then every (?P<b>\d+)"),
    ("levels", r"levels: (?P<list>.+)"),
    ("lowest", r"lowest level for (?P<what>\S+): (?P<level>\S+)"),
    ("hazard", r"hazard (?P<what>\S+): (?P<list>.+)"),
    (
        "gathered-within",
        r"gathered: (?P<n>\d+) cases(?: of \S+)? within (?P<days>\d+) days",
    ),
    ("gathered", r"gathered: (?P<n>\d+) cases(?: of \S+)?"),
    ("excluded", r"excluded(?: from rates)?: (?P<list>.+)"),
    ("required", r"required (?P<when>[^:]+): (?P<list>.+)"),
    (
        "reception",
        r"reception: (?P<day>.+?) (?P<hours>\d\d:\d\d-\d\d:\d\d), (?P<rest>.+?),"
        r" (?:skip|next-working-day|previous-working-day)(?:, .+)?",
    ),
    ("published", r"published \S+: (?P<name>[^,]+), (?P<how>.+)"),
    ("list", r"category list: \S+ (?P<title>[^,]+), .+"),
    ("mapping", r"category mapping: .+?, (?P<n>\d+) pairs.*"),
    ("told-petitioners", r"petitioners are told by: (?P<list>.+)"),
    ("told-desks", r"desks are told by: (?P<list>.+)"),
    ("no-quiet", r"quiet hours: none"),
    ("quiet", r"quiet hours: (?P<span>[\d:]+ to [\d:]+) for (?P<list>.+)"),
    ("rest", r"held on rest days: (?P<list>.+)"),
    ("no-digest", r"daily digest: none"),
    ("digest", r"daily digest: at (?P<at>\S+)"),
    (
        "failover",
        r"fail-over: (?P<percent>\d+)% of (?P<calls>\d+) calls or more in vain"
        r" within (?P<seconds>\d+) s, for (?P<pause>\d+) s",
    ),
    ("lot", r"by lot: (?P<n>\S+) % of what was closed"),
    ("weekly", r"weekly call-back day: (?P<day>\S+)"),
    ("call-rest-before", r"a call-back day at rest goes: before"),
    ("call-rest-after", r"a call-back day at rest goes: after"),
    ("vain", r"not reached after (?P<n>\d+) vain calls that count"),
    ("between", r"office hours between two: (?P<n>\d+)"),
    ("reopened", r"not satisfied: the case is reopened at once"),
    ("decided", r"not satisfied: a supervisor decides"),
    ("decide-days", r"a supervisor decides in (?P<n>\d+) days"),
    ("codes-sent", r"rating codes sent are good for (?P<n>\d+) days"),
    ("codes-shown", r"rating codes shown: (?P<n>\d+) minutes"),
    ("mutual", r"mutual ratings are shown from (?P<n>\d+) on"),
    ("answers", r"answers are told from (?P<n>\d+) on"),
    ("scale", r"(?P<title>\S+) \(\S+\) weighs (?P<n>\S+): (?P<list>.+)"),
    ("late", r"visits: late after (?P<n>\d+) days"),
    ("close-visit", r"visits: closed within (?P<n>\d+) days"),
    ("visit-day", r"visits: \S+ on day (?P<n>\d) of each week.*"),
    (
        "retention",
        r"retention: (?P<section>\S+) class (?P<class_>\d), (?P<years>\d+) years"
        r" after (?P<after>\S+)",
    ),
    ("by-law", r"kept by law: (?P<section>\S+)"),
    ("requests", r"requests: (?P<n>\d+) working days"),
    ("sums", r"public sums: no group below (?P<n>\d+) households"),
    ("review-plans", r"plans: reviewed within (?P<n>\d+) days"),
    ("file-kept", r"file_kept_by: (?P<law>.+)"),
    ("words", r"public words: (?P<n>\d+) are refused"),
    ("meetings", r"ledger meetings: never public of who came: (?P<list>.+)"),
)
"""Text key -> how a line reads; its named parts fill the text's slots."""
PATTERNS: Final = tuple((key, re.compile(line + r"\Z")) for key, line in LINES)
REMINDER: Final = re.compile(
    rf"reminder: {SPAN} (?P<side>before|after) (?P<clock>\S+)\Z"
)
WEIGHTS: Final = re.compile(r"weights: (?P<list>.+)\Z")
SOURCE: Final = re.compile(r"source of (?P<channel>\S+): (?P<source>\S+)\Z")


def rule_in_words(line: str, say: Words, units: Mapping[str, str]) -> str:
    """Return a rule in the reader's words; nothing for one that has none.

    `units` are the names of the units that a rule speaks of.
    """
    for tell in (_term, _reminder, _line, _pairs, _titled, _named):
        told = tell(line, lambda code: _word(code, say, units), say)
        if told:
            return told
    return ""


Word = Callable[[str], str]


def _word(code: str, say: Words, units: Mapping[str, str]) -> str:
    if say.has(f"rw.{code}"):
        return say(f"rw.{code}")
    return units.get(code, code)


def _codes(said: str, word: Word, say: Words) -> str:
    """Return a list of codes in words, its arrows and strokes as they were."""
    told = "".join(
        part if at % 2 else word(part) for at, part in enumerate(CODES.split(said))
    )
    return _listed(told.split(", "), say)


def _listed(parts: Sequence[str], say: Words) -> str:
    return say("join.list").join(parts)


def length(n: str, unit: str, say: Words) -> str:
    """Return a span of time in words; nothing for a unit that there is not."""
    return say(f"term.{unit}", n=n) if unit in UNITS else ""


def _term(line: str, word: Word, say: Words) -> str:
    term = TERM.match(line)
    if term is None or not say.has(f"owed.{term['clock']}"):
        return ""
    span = length(term["n"], term["unit"], say)
    when = [word(each.partition("=")[2]) for each in term["when"].split()]
    name = say(f"owed.{term['clock']}")
    about = say("rule.about", name=name, when=_listed(when, say)) if when else name
    return say("rule.joined", name=about, value=span) if span else ""


def _reminder(line: str, _: Word, say: Words) -> str:
    told = REMINDER.match(line)
    if told is None or not say.has(f"owed.{told['clock']}"):
        return ""
    span = length(told["n"], told["unit"], say)
    clock = say(f"owed.{told['clock']}")
    return say(f"rule.reminder-{told['side']}", clock=clock, length=span)


def _line(line: str, word: Word, say: Words) -> str:
    for key, pattern in PATTERNS:
        told = pattern.match(line)
        if told is not None:
            slots = {
                name: _codes(_values(value), word, say) if name in LISTS else value
                for name, value in told.groupdict().items()
            }
            return say(f"rule.{key}", **slots)
    return ""


def _values(said: str) -> str:
    """Return circumstances such as `kind=claim` by their values alone."""
    return re.sub(r"\b[a-z_]+=", "", said)


def _pairs(line: str, word: Word, say: Words) -> str:
    weights, source = WEIGHTS.match(line), SOURCE.match(line)
    if weights is not None:
        pairs = (each.partition("=") for each in weights["list"].split(", "))
        told = [f"{word(name)} {word(value)}" for name, _, value in pairs]
        return say("rule.weights", list=_listed(told, say))
    if source is None:
        return ""
    channel, of = word(source["channel"]), word(source["source"])
    return say("rule.source", channel=channel, source=of)


def _titled(line: str, _: Word, say: Words) -> str:
    told = TITLED.match(line)
    if told is None:
        return ""
    name = say(f"rule.r.{told['kind'].replace(' ', '-')}")
    return say("rule.joined", name=name, value=told["title"])


def _named(line: str, word: Word, say: Words) -> str:
    told = NAMED.match(line)
    if told is None or not say.has(f"rule.n.{told['name']}"):
        return ""
    plain = {"True": "rule.yes", "False": "rule.no", "None": "rule.none"}
    key = plain.get(told["value"])
    value = say(key) if key else word(told["value"])
    return say("rule.joined", name=say(f"rule.n.{told['name']}"), value=value)
