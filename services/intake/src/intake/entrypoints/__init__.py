"""The doors: HTTP by channel, messages, RPC, the operator's command line."""
