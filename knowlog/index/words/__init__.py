"""Which words a text holds and which words a query asks for: one set of rules for both."""
