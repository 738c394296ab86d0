"""Organs (机关): who signs and numbers what goes out, and who stands above whom."""
