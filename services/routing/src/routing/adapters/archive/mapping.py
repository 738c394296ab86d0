"""The mapping file's `answer:` part: which column becomes which field."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

REQUIRED = frozenset({"external_ref", "resolved_at"})
SHAPELESS = (TypeError, ValueError, AttributeError)
"""What reading a file of another shape raises."""
FIELDS = REQUIRED | {"reply", "outcome"}


class BadMapping(ValueError):
    """The mapping file is wrong; the message says where."""


class NoValue(Exception):
    """A record gives no value for a field; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, kw_only=True)
class Source:
    """Where one field's value comes from: a column, a constant or a template.

    `map` translates what was found: the whole value, else the longest beginning that is
    written with `*` at its end, else `default`.
    """

    column: str | None = None
    value: str | None = None
    template: str | None = None
    map: Mapping[str, str] | None = field(default=None, hash=False)
    default: str | None = None

    def find(self, values: Mapping[str, Any]) -> Any:  # noqa: ANN401
        """Return what a record says, a text stripped; raise NoValue."""
        said = self._raw(values)
        said = said.strip() if isinstance(said, str) else said
        return said if self.map is None else self._mapped(self.map, str(said))

    def _raw(self, values: Mapping[str, Any]) -> Any:  # noqa: ANN401
        try:
            if self.column is not None:
                return values[self.column]
            if self.template is not None:
                told = {key: "" if v is None else v for key, v in values.items()}
                return self.template.format_map(told)
        except (LookupError, ValueError, AttributeError):
            raise NoValue("missing-column") from None
        return self.value

    def _mapped(self, table: Mapping[str, str], said: str) -> str:
        begins = [k for k in table if k.endswith("*") and said.startswith(k[:-1])]
        if said in table:
            return table[said]
        if begins:
            return table[max(begins, key=len)]
        if self.default is None:
            raise NoValue("not-listed")
        return self.default


@dataclass(frozen=True, kw_only=True)
class AnswerMapping:
    """A mapping file, as far as answers go."""

    form: str
    encoding: str
    zone: ZoneInfo
    time_formats: tuple[str, ...]
    sources: Mapping[str, Source] = field(hash=False)

    def moment(self, said: Any) -> datetime:  # noqa: ANN401
        """Return a time as an aware moment in UTC; raise NoValue."""
        if isinstance(said, datetime):
            return self._aware(said)
        for pattern in self.time_formats:
            try:
                return self._aware(datetime.strptime(str(said), pattern))  # noqa: DTZ007
            except (ValueError, OverflowError):
                continue
        raise NoValue("not-a-datetime")

    def _aware(self, moment: datetime) -> datetime:
        return (
            moment if moment.tzinfo else moment.replace(tzinfo=self.zone)
        ).astimezone(UTC)


def read_mapping(path: Path) -> AnswerMapping:
    """Read a mapping file; raise BadMapping or OSError."""
    try:
        return _mapping(yaml.safe_load(path.read_text("utf-8")))
    except (yaml.YAMLError, LookupError, *SHAPELESS) as error:
        raise BadMapping(f"{path.name}: {error}") from None


def _mapping(said: dict[str, Any]) -> AnswerMapping:
    answer: dict[str, Any] = said["answer"]
    unknown, missing = answer.keys() - FIELDS, REQUIRED - answer.keys()
    if unknown or missing:
        raise ValueError(
            f"answer: unknown {sorted(unknown)}, missing {sorted(missing)}"
        )
    return AnswerMapping(
        form=str(said.get("format", "")),
        encoding=str(said.get("encoding", "utf-8")),
        zone=ZoneInfo(said.get("time_zone", "UTC")),
        time_formats=tuple(said.get("time_formats", ("%Y-%m-%d %H:%M:%S",))),
        sources={name: Source(**source) for name, source in answer.items()},
    )
