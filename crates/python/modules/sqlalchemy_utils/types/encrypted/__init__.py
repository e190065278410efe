"""Types whose values are encrypted."""
