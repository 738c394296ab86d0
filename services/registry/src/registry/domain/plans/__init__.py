"""Plans: 一户一策 for a household in need, 一村一策 for a village (C-07, D-29)."""
