"""Reading the feeds of others: one module for each concern."""
