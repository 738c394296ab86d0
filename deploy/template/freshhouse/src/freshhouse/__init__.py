"""freshhouse: say here in one line what it is for."""

VERSION = "0.1.0"
