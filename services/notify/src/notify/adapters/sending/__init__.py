"""The journal, the texts, the worklists and the subscriptions in their tables."""
