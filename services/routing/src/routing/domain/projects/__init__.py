"""Projects (专项): one effort for what many cases have in common."""
