"""The utilities of OpenStack that migrations use."""
