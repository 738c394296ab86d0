"""Statements as letters and rows."""
