"""Messages of all apps: what makes conversations of them, and what their exports share."""
