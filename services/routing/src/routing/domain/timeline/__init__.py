"""A matter's timeline as a chain that both sides of a hand-over sign, pure."""
