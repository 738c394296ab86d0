"""intake: every petition is written down at the door, and gets a number there."""

SERVICE = "intake"
VERSION = "0.1.0"
