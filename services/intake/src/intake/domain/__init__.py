"""The rules at the door: kernel and standard library only."""
