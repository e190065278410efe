"""The exceptions of Amazon's library. Nothing here speaks to a network."""
