"""The handbook of the editors: one page a task, a search in them, and which of them a screen is about."""
