"""Names of people: of everybody who is known, and of whoever else a text or a table names."""
