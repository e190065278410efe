"""What limbeck has of packages that others publish, for scripts that run where
they are not installed."""
