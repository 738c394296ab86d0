"""Figures: numbers that can be counted again from the rows behind them."""
