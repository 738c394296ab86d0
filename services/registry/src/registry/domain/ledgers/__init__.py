"""Ledgers (台账): what was entered, discussed, reported, published, and struck off."""
