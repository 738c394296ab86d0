"""Everything for an installation without internet: made, checked, installed."""
