"""Service counters (窗口): their items, their hours, appointments outside them."""
