"""What fulfils the ports: tables, repositories, the read model, the translation."""
