"""The registry section of a policy file: of people's rights, visits and ledgers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from marshmallow import fields

from minqing_chassis.policies import PolicyBook, read_policies
from registry.adapters.aid.policies import (
    AidSchema,
    PlansSchema,
    describe_help,
    help_policy,
)
from registry.adapters.assessments.policies import (
    AssessmentsSchema,
    assessment_policy,
    describe_assessments,
)
from registry.adapters.checks.policies import (
    ChecksSchema,
    check_policy,
    describe_checks,
)
from registry.adapters.ledgers.policies import (
    LedgersSchema,
    describe_ledgers,
    ledger_policy,
)
from registry.adapters.obligations.policies import (
    ObligationsSchema,
    describe_obligations,
    obligation_policy,
)
from registry.adapters.privacy.policies import (
    PrivacySchema,
    describe_privacy,
    privacy_policy,
    unsaid_of,
)
from registry.adapters.visits.policies import (
    VisitsSchema,
    describe_visits,
    visit_policy,
)
from registry.domain.aid.rules import STATUTORY_HELP, HelpPolicy
from registry.domain.assessments.form import USUAL_ASSESSMENTS, AssessmentPolicy
from registry.domain.checks.rules import USUAL_CHECKS, CheckPolicy
from registry.domain.ledgers.policy import STATUTORY_LEDGERS, LedgerPolicy
from registry.domain.obligations.rules import NO_OBLIGATIONS, ObligationPolicy
from registry.domain.privacy.policy import STATUTORY_PRIVACY, PrivacyPolicy
from registry.domain.visits.kinds import STATUTORY_VISITS, VisitPolicy


@dataclass(frozen=True, kw_only=True)
class RegistryPolicy:
    """All rules of a place that registry asks for, at a moment."""

    privacy: PrivacyPolicy = STATUTORY_PRIVACY
    visits: VisitPolicy = STATUTORY_VISITS
    ledgers: LedgerPolicy = STATUTORY_LEDGERS
    checks: CheckPolicy = USUAL_CHECKS
    assessments: AssessmentPolicy = USUAL_ASSESSMENTS
    help: HelpPolicy = STATUTORY_HELP
    obligations: ObligationPolicy = NO_OBLIGATIONS


class RegistrySchema(PrivacySchema):
    """The whole section; what it leaves out is the statute's, or the house's."""

    visits = fields.Nested(VisitsSchema)
    ledgers = fields.Nested(LedgersSchema)
    checks = fields.Nested(ChecksSchema)
    assessments = fields.Nested(AssessmentsSchema)
    plans = fields.Nested(PlansSchema)
    aid = fields.Nested(AidSchema)
    obligations = fields.Nested(ObligationsSchema)


def load_policy(path: Path | None = None) -> PolicyBook[RegistryPolicy]:
    """Return the place's rules; without a file the statute's.

    Raises ConfigurationError, which names the file, the line and the field.
    """
    return _book(path, path.read_bytes() if path and path.is_file() else b"")


@lru_cache(maxsize=8)
def _book(path: Path | None, _: bytes) -> PolicyBook[RegistryPolicy]:
    """Read once what stands in a file: each room asks for its part of the same."""
    return read_policies(path, "registry", RegistrySchema(), _policy, RegistryPolicy())


def load_privacy(path: Path | None = None) -> PolicyBook[PrivacyPolicy]:
    """Return the part of the rules about people's rights."""
    return load_policy(path).part(lambda policy: policy.privacy)


def load_visits(path: Path | None = None) -> PolicyBook[VisitPolicy]:
    """Return the part of the rules about visits."""
    return load_policy(path).part(lambda policy: policy.visits)


def load_ledgers(path: Path | None = None) -> PolicyBook[LedgerPolicy]:
    """Return the part of the rules about ledgers."""
    return load_policy(path).part(lambda policy: policy.ledgers)


def load_checks(path: Path | None = None) -> PolicyBook[CheckPolicy]:
    """Return the part of the rules about spot checks."""
    return load_policy(path).part(lambda policy: policy.checks)


def load_assessments(path: Path | None = None) -> PolicyBook[AssessmentPolicy]:
    """Return the part of the rules about assessments."""
    return load_policy(path).part(lambda policy: policy.assessments)


def load_help(path: Path | None = None) -> PolicyBook[HelpPolicy]:
    """Return the part of the rules about help that is owed."""
    return load_policy(path).part(lambda policy: policy.help)


def load_obligations(path: Path | None = None) -> PolicyBook[ObligationPolicy]:
    """Return the part of the rules about what is owed."""
    return load_policy(path).part(lambda policy: policy.obligations)


def describe(policy: RegistryPolicy) -> Iterator[str]:
    """Say every rule in a line of its own, with its basis."""
    yield from describe_privacy(policy.privacy)
    yield from describe_visits(policy.visits)
    yield from describe_ledgers(policy.ledgers)
    yield from describe_checks(policy.checks)
    yield from describe_assessments(policy.assessments)
    yield from describe_help(policy.help)
    yield from describe_obligations(policy.obligations)


def lacking(policy: RegistryPolicy) -> Iterator[str]:
    """Say what a place ought to have said, and did not."""
    yield from unsaid_of(policy.privacy)


def _policy(code: str, said: Mapping[str, Any]) -> RegistryPolicy:
    return RegistryPolicy(
        privacy=privacy_policy(code, said),
        visits=visit_policy(said.get("visits", {})),
        ledgers=ledger_policy(said.get("ledgers", {})),
        checks=check_policy(said.get("checks", {})),
        assessments=assessment_policy(said.get("assessments", {})),
        help=help_policy(said.get("plans", {}), said.get("aid", {})),
        obligations=obligation_policy(said.get("obligations", {})),
    )
