"""HTML and the formulas in it."""
