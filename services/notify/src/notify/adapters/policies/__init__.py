"""Notify's section of a place's policy file."""
