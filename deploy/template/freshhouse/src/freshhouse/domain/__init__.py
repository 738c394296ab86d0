"""The rules of freshhouse: kernel and standard library only."""
