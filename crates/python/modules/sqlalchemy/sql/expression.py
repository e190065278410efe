"""All of the expression language under one roof."""

from .base import ColumnCollection, ReadOnlyColumnCollection
from .dml import Delete, Insert, Update, UpdateBase, ValuesBase, delete, insert, update
from .elements import *  # noqa: F403
from .elements import (
    AbstractTextClause,
    ColumnElement,
    _label_reference,
)
from .functions import Function, FunctionElement, func, modifier
from .naming import _truncated_label, quoted_name
from .operators import custom_op
from .query import (
    LABEL_STYLE_DEFAULT,
    LABEL_STYLE_DISAMBIGUATE_ONLY,
    LABEL_STYLE_NONE,
    LABEL_STYLE_TABLENAME_PLUS_COL,
    CompoundSelect,
    Exists,
    GenerativeSelect,
    ScalarSelect,
    Select,
    SelectBase,
    SelectLabelStyle,
    TextAsFrom,
    TextualSelect,
    except_,
    except_all,
    exists,
    intersect,
    intersect_all,
    select,
    union,
    union_all,
)
from .selectable import (
    CTE,
    Alias,
    AliasedReturnsRows,
    FromClause,
    FromGrouping,
    Join,
    Lateral,
    ReturnsRows,
    Selectable,
    Subquery,
    TableClause,
    TableValuedAlias,
    Values,
    alias,
    cte,
    join,
    lateral,
    outerjoin,
    table,
    values,
)

HasCTE = HasPrefixes = HasSuffixes = SelectBase
ColumnExpressionArgument = ColumnElement
