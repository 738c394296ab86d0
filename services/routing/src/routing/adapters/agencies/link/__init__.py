"""The wire between two agencies: what each one's broker must hold, and its TLS."""
