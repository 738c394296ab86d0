"""The doors of portal: they decode, hand over, return."""
