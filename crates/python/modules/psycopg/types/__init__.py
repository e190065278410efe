"""The package of the types that adapt themselves."""
