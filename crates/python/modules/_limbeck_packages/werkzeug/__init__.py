"""What scripts use of the library under Flask."""
