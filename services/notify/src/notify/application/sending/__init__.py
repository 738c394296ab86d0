"""Who carries a notice, and what is written down before and after."""
