from .impl import MySQLImpl, MariaDBImpl
