"""What routing does when it is asked. Domain and kernel only."""
