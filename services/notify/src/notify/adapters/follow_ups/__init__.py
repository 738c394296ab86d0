"""The follow-ups' tables and collections, and what is read of them."""
