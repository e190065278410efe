from .impl import SQLiteImpl
