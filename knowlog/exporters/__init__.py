"""Other forms of a log: a site of pages, and files for other programs."""
