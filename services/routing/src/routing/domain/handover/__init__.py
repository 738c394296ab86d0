"""Handing a matter to another agency: the protocol, pure (docs/handover.md)."""
