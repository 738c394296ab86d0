"""What freshhouse's rules refuse: a DomainError for each, with a stable code."""
