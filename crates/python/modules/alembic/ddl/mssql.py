from .impl import MSSQLImpl
