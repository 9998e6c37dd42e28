"""Pure values and rules: what an entry, a tag, a link and a query are. No input, no output."""
