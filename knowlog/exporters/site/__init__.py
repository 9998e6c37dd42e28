"""A log as a static site: planned as values, rendered, and never half written."""
