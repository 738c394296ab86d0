"""People who die, leave, return; and what hangs on them."""
