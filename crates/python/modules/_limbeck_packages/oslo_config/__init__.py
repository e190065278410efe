"""The configuration of OpenStack's projects."""
