"""PDF pages: lines, columns, tables, headings, notes, in reading order."""
