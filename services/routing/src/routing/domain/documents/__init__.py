"""Official documents (公文): what each must say, its number, its unchanging print."""
