"""The registry section of a policy file: of people's rights, and of visits."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from marshmallow import fields

from minqing_chassis.policies import PolicyBook, read_policies
from registry.adapters.obligations.policies import (
    ObligationsSchema,
    describe_obligations,
    obligation_policy,
)
from registry.adapters.privacy.policies import (
    PrivacySchema,
    describe_privacy,
    privacy_policy,
)
from registry.adapters.visits.policies import (
    VisitsSchema,
    describe_visits,
    visit_policy,
)
from registry.domain.obligations.rules import NO_OBLIGATIONS, ObligationPolicy
from registry.domain.privacy.policy import STATUTORY_PRIVACY, PrivacyPolicy
from registry.domain.visits.kinds import STATUTORY_VISITS, VisitPolicy


@dataclass(frozen=True, kw_only=True)
class RegistryPolicy:
    """All rules of a place that registry asks for, at a moment."""

    privacy: PrivacyPolicy = STATUTORY_PRIVACY
    visits: VisitPolicy = STATUTORY_VISITS
    obligations: ObligationPolicy = NO_OBLIGATIONS


class RegistrySchema(PrivacySchema):
    """The whole section; what it leaves out is the statute's, or the house's."""

    visits = fields.Nested(VisitsSchema)
    obligations = fields.Nested(ObligationsSchema)


def load_policy(path: Path | None = None) -> PolicyBook[RegistryPolicy]:
    """Return the place's rules; without a file the statute's.

    Raises ConfigurationError, which names the file, the line and the field.
    """
    return read_policies(path, "registry", RegistrySchema(), _policy, RegistryPolicy())


def load_privacy(path: Path | None = None) -> PolicyBook[PrivacyPolicy]:
    """Return the part of the rules about people's rights."""
    return load_policy(path).part(lambda policy: policy.privacy)


def load_visits(path: Path | None = None) -> PolicyBook[VisitPolicy]:
    """Return the part of the rules about visits."""
    return load_policy(path).part(lambda policy: policy.visits)


def load_obligations(path: Path | None = None) -> PolicyBook[ObligationPolicy]:
    """Return the part of the rules about what is owed."""
    return load_policy(path).part(lambda policy: policy.obligations)


def describe(policy: RegistryPolicy) -> Iterator[str]:
    """Say every rule in a line of its own, with its basis."""
    yield from describe_privacy(policy.privacy)
    yield from describe_visits(policy.visits)
    yield from describe_obligations(policy.obligations)


def _policy(code: str, said: Mapping[str, Any]) -> RegistryPolicy:
    return RegistryPolicy(
        privacy=privacy_policy(code, said),
        visits=visit_policy(said.get("visits", {})),
        obligations=obligation_policy(said.get("obligations", {})),
    )
