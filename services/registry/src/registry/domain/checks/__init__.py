"""Spot checks (抽查): drawn by lot, made by another hand (C-15)."""
