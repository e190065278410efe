"""Types of PostgreSQL's extension vector."""
