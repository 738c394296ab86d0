"""What can be asked of notify, and what it needs for that."""
