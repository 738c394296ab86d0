"""Words of sealed particulars as keyed numbers, and what is found by them."""
