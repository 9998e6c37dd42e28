"""A log as a static site: planned as values, rendered, and written so that it is never half there."""
