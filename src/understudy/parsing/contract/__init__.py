"""What the columns of a table must hold, read, checked and found out from files."""
