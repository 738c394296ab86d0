"""What can be asked of the follow-ups' room."""
