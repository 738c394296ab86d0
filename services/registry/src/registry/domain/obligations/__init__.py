"""Obligations (任务): who owes what, how often, to whom, by which rule."""
