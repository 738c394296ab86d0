"""Answer tokens: proof that somebody holds the notice about one resolution."""

import hmac
from uuid import UUID

from minqing_chassis.sealing import Sealer
from notify.domain.errors import AnswerTokenRefused

PURPOSE = "follow-up-answer"
RATING = "rating"
MARK = "rater-mark"
DIGITS = 32


class SealedTokens:
    """`<case revision>.<32 hex digits>`, made with the agency's keys; nothing stored.

    A token is of use while its question is open: the answer ends it, and so does
    whatever happens to the case.
    """

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer

    def issue(self, petition_id: UUID, case_revision: int) -> str:
        """Return the token for the question about that resolution."""
        about = f"{petition_id}:{case_revision}"
        return f"{case_revision}.{self._sealer.blind_index(about, PURPOSE)[:DIGITS]}"

    def read(self, petition_id: UUID, token: str) -> int:
        """Return the case revision a token was issued for, or AnswerTokenRefused."""
        digits = token.partition(".")[0]
        if not (digits.isascii() and digits.isdecimal() and len(digits) <= 9):
            raise AnswerTokenRefused
        expected = self.issue(petition_id, int(digits))
        if not hmac.compare_digest(expected.encode(), token.encode("utf-8", "replace")):
            raise AnswerTokenRefused
        return int(digits)

    def issue_for(self, rating_id: UUID) -> str:
        """Return the code of a rating; it looks like the others, and opens no other."""
        return f"0.{self._sealer.blind_index(str(rating_id), RATING)[:DIGITS]}"

    def mark(self, appraisal_id: UUID, rater_id: str) -> UUID:
        """Return one mark a rater and appraisal; only the agency's keys make it."""
        about = f"{appraisal_id}:{rater_id}"
        return UUID(hex=self._sealer.blind_index(about, MARK)[:DIGITS])

    def prove(self, rating_id: UUID, token: str) -> None:
        """Raise AnswerTokenRefused for any other code than that rating's."""
        expected = self.issue_for(rating_id).encode()
        if not hmac.compare_digest(expected, token.encode("utf-8", "replace")):
            raise AnswerTokenRefused
