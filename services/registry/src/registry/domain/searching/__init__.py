"""Finding people as one types: names, pinyin, parts of an address."""
