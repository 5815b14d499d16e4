"""Privacy of tables: what a column is, who can be told from a row, and what is done about it."""
