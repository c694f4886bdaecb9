"""One search over all records of all plugins: an index beside the rows, kept in their transactions."""
