"""The rules of portal: kernel and standard library only."""
