"""Help that is owed: rules of benefits, pairings, subsidies, jobs, the six ones."""
