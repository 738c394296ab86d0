"""Statements between neighbours (对账): pure; docs/reconciliation.md."""
