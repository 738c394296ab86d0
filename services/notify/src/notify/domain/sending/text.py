"""Texts that people edit: what they may name, and what they must."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from string import Formatter
from types import MappingProxyType
from typing import Final

from notify.domain.errors import TextUnfit
from notify.domain.sending.means import PETITIONERS, Means

ANY_MEANS: Final = "any"
EVERYWHERE: Final = frozenset({"receipt", "name", "code"})
"""What every text may name, whatever it tells of."""
PETITIONERS_OWN: Final = frozenset({"inbox_link", "track_link"})
"""What is a petitioner's own way in: only texts to petitioners may name it."""
TO_PETITIONERS: Final = tuple(f".{each}" for each in sorted(PETITIONERS))

MUST_NAME: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        # Whoever is asked must be able to answer.
        "resolved.petitioner": frozenset({"receipt", "link", "token"}),
        # A refusal says why (条例第22、23条); an extension why and until when (第34条).
        "refused.petitioner": frozenset({"receipt", "reason"}),
        "referred-elsewhere.petitioner": frozenset({"receipt", "reason"}),
        "extended.petitioner": frozenset({"receipt", "reason", "due_on"}),
        "supplement-requested.petitioner": frozenset({"receipt", "missing"}),
        "assigned.petitioner": frozenset({"receipt", "due_on"}),
        "digest.owner": frozenset({"lines"}),
    }
)
"""What a text must not leave out; every other must name the receipt at least."""
AT_LEAST: Final = frozenset({"receipt"})
Fault = tuple[str, Collection[str]]
"""What is wrong with a part of a text, and the placeholders that are meant."""


@dataclass(frozen=True, kw_only=True)
class TextKey:
    """Which text: what it tells to whom, by which means (or any), in which language."""

    template: str
    means: str
    language: str


@dataclass(frozen=True, kw_only=True)
class TextEdition:
    """One edition of a text; the highest that has begun holds, 0 came packed.

    Written `by` one and let out by another, `approved_by`; it holds from `valid_from`.
    """

    key: TextKey
    edition: int
    subject: str
    body: str
    by: str
    at: datetime
    approved_by: str | None
    valid_from: datetime


def placeholders(text: str) -> frozenset[str]:
    """Return what a text names; raise ValueError for one that cannot be filled."""
    found = set[str]()
    for _, name, spec, conversion in Formatter().parse(text):
        if name is not None:
            if spec or conversion or not name.isidentifier():
                raise ValueError(f"{{{name}}} is more than a name")
            found.add(name)
    return frozenset(found)


def allowed_with(template: str, known: Collection[str]) -> frozenset[str]:
    """Return all that a text may name whose packed editions name `known`."""
    own = template.endswith(TO_PETITIONERS)
    return EVERYWHERE | frozenset(known) | (PETITIONERS_OWN if own else frozenset())


def check(key: TextKey, subject: str, body: str, *, known: Collection[str]) -> None:
    """Raise TextUnfit unless a text names what it must, and only what there is.

    A text message alone may have no subject.
    """
    allowed = allowed_with(key.template, known)
    faults, named = dict[str, Fault](), frozenset[str]()
    if not subject and key.means != Means.SMS:
        faults["subject"] = ("required", ())
    for part, text in (("subject", subject), ("body", body)):
        try:
            names = placeholders(text)
        except ValueError:
            faults[part] = ("placeholder-malformed", ())
            continue
        named |= names
        if names - allowed:
            faults[part] = ("placeholder-unknown", names - allowed)
    missing = MUST_NAME.get(key.template, AT_LEAST) - named
    if missing and not faults:
        faults["body"] = ("placeholder-missing", missing)
    if faults:
        raise _unfit(faults, allowed)


def check_all(
    template: str,
    means: str,
    texts: Mapping[str, tuple[str, str]],
    *,
    known: Collection[str],
) -> None:
    """Check a text in each language; raise one TextUnfit that names every fault.

    `texts`: language -> subject and body. A fault's field is `language.part`.
    """
    fields, told = dict[str, str](), dict[str, Mapping[str, str]]()
    for language, (subject, body) in texts.items():
        key = TextKey(template=template, means=means, language=language)
        try:
            check(key, subject, body, known=known)
        except TextUnfit as unfit:
            for part, code in unfit.fields.items():
                fields[f"{language}.{part}"] = code
                told[f"{language}.{part}"] = unfit.told[part]
    if fields:
        raise TextUnfit(fields=fields, told=told)


def _unfit(faults: Mapping[str, Fault], allowed: Collection[str]) -> TextUnfit:
    return TextUnfit(
        fields={field: code for field, (code, _) in faults.items()},
        told={
            field: {"wrong": _braced(names), "allowed": _braced(allowed)}
            for field, (_, names) in faults.items()
        },
    )


def _braced(names: Collection[str]) -> str:
    return " ".join(f"{{{name}}}" for name in sorted(names))
