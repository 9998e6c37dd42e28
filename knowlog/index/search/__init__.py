"""From the tree of a query to hits in order: choosing words, matching, filtering, scoring."""
