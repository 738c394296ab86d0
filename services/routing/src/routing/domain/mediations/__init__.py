"""Mediation (调解): opposing claims, sessions, an agreement, and its performance."""
