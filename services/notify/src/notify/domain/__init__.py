"""The rules of notices and follow-ups. Kernel and standard library only."""
