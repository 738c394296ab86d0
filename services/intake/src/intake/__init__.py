"""intake: every petition is written down at the door, and gets a number there."""
