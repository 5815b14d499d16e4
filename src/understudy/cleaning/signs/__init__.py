"""What finders go by: how numbers, dates and addresses are written, and the words beside them."""
