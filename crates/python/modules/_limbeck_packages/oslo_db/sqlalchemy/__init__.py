"""Types, models and questions to the database."""
