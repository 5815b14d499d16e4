"""Raw material from elsewhere, fetched so that it can be fetched again."""
