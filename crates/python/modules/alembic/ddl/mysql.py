from .impl import MySQLImpl, MariaDBImpl
from .base import AddColumn, AlterColumn, ColumnComment, ColumnDefault, ColumnName
from .base import ColumnNullable, ColumnType, DropColumn, IdentityColumnDefault, RenameTable
from .impl import DefaultImpl
