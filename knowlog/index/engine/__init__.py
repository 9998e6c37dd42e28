"""The same files as a Whoosh index: for Whoosh's own searcher, parser and writer."""
