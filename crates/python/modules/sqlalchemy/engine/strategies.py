"""Nothing of this is needed here."""
