"""Where routing is called: messages, RPC, HTTP, the operator's command line."""
