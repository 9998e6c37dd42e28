"""One verb a file: each takes ports, returns values, and never prints."""
