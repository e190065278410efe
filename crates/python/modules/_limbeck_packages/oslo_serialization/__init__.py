"""Serialisation as OpenStack's projects ask for it."""
