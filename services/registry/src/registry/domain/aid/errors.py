"""What help refuses, by name."""

from minqing_kernel.errors import Conflict, Forbidden, NotFound


class RuleUnknown(NotFound):
    """No rule of a benefit has this code on this day."""

    code = "benefit-rule-unknown"


class EditionPassed(Conflict):
    """The rule has another edition today; look at the person again."""

    code = "benefit-rule-edition-passed"


class PaymentUnknown(NotFound):
    """No payment has this id."""

    code = "payment-unknown"


class PaidTwice(Conflict):
    """The household is paid by this programme on days of this period already."""

    code = "paid-twice"


class ReversedAlready(Conflict):
    """The payment is reversed already, or about to be."""

    code = "reversed-already"


class NotPaid(Conflict):
    """Only an approved payment is reversed, and no reversal."""

    code = "payment-not-approved"


class SecondPersonNeeded(Forbidden):
    """Who proposed a payment does not approve it."""

    code = "second-person-needed"


class PairingUnknown(NotFound):
    """No pairing has this id."""

    code = "pairing-unknown"


class PairedAlready(Conflict):
    """The two are paired at present."""

    code = "paired-already"


class PairingEnded(Conflict):
    """The pairing has ended."""

    code = "pairing-ended"


class OfferUnknown(NotFound):
    """No offer of work has this id."""

    code = "offer-unknown"


class OfferTaken(Conflict):
    """All posts of the offer are taken, or it has run out."""

    code = "offer-taken"


class IntroducedAlready(Conflict):
    """They are introduced to this offer already, or have its post."""

    code = "introduced-already"


class PlacementUnknown(NotFound):
    """Nobody was introduced under this id."""

    code = "placement-unknown"
