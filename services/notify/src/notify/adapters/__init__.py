"""How notify reaches its database, its neighbours and the people it tells."""
