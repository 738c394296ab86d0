"""Differences between neighbours over HTTP, and `cli agency digest`."""
