"""What obligations can be asked to change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from registry.application.commands import RegistryCommand
from registry.domain.obligations.forms import InformerForm
from registry.domain.obligations.tagging import Reason, TagProfile


@dataclass(frozen=True, kw_only=True)
class SayTags(RegistryCommand):
    """Tag staff, or those to whom something is owed, from a day on; or end it."""

    profiles: Sequence[TagProfile]


@dataclass(frozen=True, kw_only=True)
class GiveExcuse(RegistryCommand):
    """Say why one was absent on a day on which something was owed (B-24)."""

    rule: str
    day: date
    reason: Reason


@dataclass(frozen=True, kw_only=True)
class HearForm(RegistryCommand):
    """Take in that an informer answered for a month (D-22); said again it is one."""

    form: InformerForm
