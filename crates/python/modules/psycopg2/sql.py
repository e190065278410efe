"""The same composition of statements as in `psycopg.sql`."""

from psycopg.sql import *
