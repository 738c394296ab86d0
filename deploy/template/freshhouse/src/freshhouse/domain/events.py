"""What can happen in freshhouse: a frozen dataclass for each fact (DomainEvent)."""
