"""The words that the pages of one's own documents put together."""

KINDS = (
    *("acceptance-notice", "refusal-notice", "supplement-notice"),
    *("extension-notice", "handling-opinion", "review-opinion", "recheck-opinion"),
)
"""Those of routing's kinds that go to a petitioner."""


def papers():
    """Return those of each kind."""
    return {f"paper.{each}" for each in KINDS}
