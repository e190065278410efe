from .impl import OracleImpl
