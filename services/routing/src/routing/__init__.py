"""Routing: who answers for a petition, until when, and what became of it."""

VERSION = "0.1.0"
