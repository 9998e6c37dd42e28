"""Everything that can be set: what there is, where it comes from, and its value now."""
