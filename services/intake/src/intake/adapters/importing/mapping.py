"""The mapping file: which column becomes which field (see mappings/README.md)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from minqing_contracts.moments import EARLIEST, LATEST

FIELDS = frozenset(
    {
        "external_ref",
        "received_at",
        "text",
        "title",
        "channel",
        "category",
        "division_code",
        "place",
        "organisation_id",
        "name",
        "telephone",
        "email",
    }
)
REQUIRED = frozenset({"external_ref", "received_at", "text", "channel", "category"})


class BadMapping(ValueError):
    """The mapping file is wrong; the message says where."""


class NoValue(Exception):
    """A record gives no value for a field; `code` says why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Where one field's value comes from: a column, a constant or a template."""

    column: str | None = None
    value: str | None = None
    template: str | None = None
    map: Mapping[str, str] | None = field(default=None, hash=False)
    default: str | None = None

    def raw(self, values: Mapping[str, Any]) -> Any:  # noqa: ANN401
        """Return what the record says, a text stripped; raise NoValue."""
        said: Any = self.value
        if self.column is not None:
            if self.column not in values:
                raise NoValue("missing-column")
            said = values[self.column]
        elif self.template is not None:
            said = self._filled(values)
        if isinstance(said, str):
            said = said.strip()
        return said if self.map is None else self._mapped(str(said))

    def text(self, values: Mapping[str, Any]) -> str:
        """Return the value as text; nothing is the empty text. Raise NoValue."""
        said = self.raw(values)
        return "" if said is None else str(said)

    def _filled(self, values: Mapping[str, Any]) -> str:
        told = {key: "" if each is None else each for key, each in values.items()}
        try:
            return str(self.template).format_map(told)
        except (KeyError, IndexError, ValueError, AttributeError):
            raise NoValue("missing-column") from None

    def _mapped(self, said: str) -> str:
        table = self.map or {}
        if said in table:
            return table[said]
        stars = [
            key for key in table if key.endswith("*") and said.startswith(key[:-1])
        ]
        if stars:
            return table[max(stars, key=len)]
        if self.default is None:
            raise NoValue("not-listed")
        return self.default


@dataclass(frozen=True, kw_only=True)
class ColumnMapping:
    """A whole mapping file, as far as petitions go."""

    source: str
    form: str
    encoding: str
    zone: ZoneInfo
    time_formats: tuple[str, ...]
    rules: Mapping[str, Rule] = field(hash=False)

    def moment(self, said: Any) -> datetime:  # noqa: ANN401
        """Return a time as an aware moment in UTC; raise NoValue."""
        if isinstance(said, datetime):
            return self._aware(said)
        for pattern in self.time_formats:
            try:
                read = datetime.strptime(str(said), pattern)  # noqa: DTZ007
            except (ValueError, OverflowError):
                continue
            return self._aware(read)
        raise NoValue("not-a-datetime")

    def _aware(self, moment: datetime) -> datetime:
        local = moment if moment.tzinfo else moment.replace(tzinfo=self.zone)
        try:
            found = local.astimezone(UTC)
        except OverflowError:
            raise NoValue("moment-out-of-range") from None
        if not EARLIEST <= found < LATEST:
            raise NoValue("moment-out-of-range")
        return found


def read_mapping(path: Path) -> ColumnMapping:
    """Read a mapping file; raise BadMapping or OSError."""
    try:
        said = yaml.safe_load(path.read_text("utf-8"))
        return _mapping(said)
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadMapping(f"{path.name}: {error}") from None


def _mapping(said: dict[str, Any]) -> ColumnMapping:
    petition: dict[str, Any] = said["petition"]
    unknown, missing = petition.keys() - FIELDS, REQUIRED - petition.keys()
    if unknown or missing:
        raise BadMapping(
            f"petition: unknown {sorted(unknown)}, missing {sorted(missing)}"
        )
    return ColumnMapping(
        source=str(said["source"]),
        form=str(said.get("format", "")),
        encoding=str(said.get("encoding", "utf-8")),
        zone=ZoneInfo(said.get("time_zone", "UTC")),
        time_formats=tuple(said.get("time_formats", ("%Y-%m-%d %H:%M:%S",))),
        rules={name: _rule(name, rule) for name, rule in petition.items()},
    )


def _rule(name: str, said: dict[str, Any]) -> Rule:
    """Return a rule; YAML reads a bare no, yes or 24510 as something else than text."""
    table = said.get("map") or {}
    words = [said[key] for key in said if key != "map"]
    for word in [*words, *table.keys(), *table.values()]:
        if not isinstance(word, str):
            raise BadMapping(f"petition.{name}: {word!r} is no text; put it in quotes")
    return Rule(**said)
