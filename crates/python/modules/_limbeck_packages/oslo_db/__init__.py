"""What OpenStack adds to SQLAlchemy."""
