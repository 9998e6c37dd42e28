"""A Jekyll blog: what is in it, where its pages stand, and what becomes of them in a log."""
