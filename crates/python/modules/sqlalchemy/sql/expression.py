"""All of the expression language under one roof; each name is loaded when it
is first used."""

# Where the names are that are not in `elements`.
_FROM = {
    "query": """
        CompoundSelect Exists GenerativeSelect LABEL_STYLE_DEFAULT
        LABEL_STYLE_DISAMBIGUATE_ONLY LABEL_STYLE_NONE
        LABEL_STYLE_TABLENAME_PLUS_COL ScalarSelect Select SelectBase
        SelectLabelStyle TextAsFrom TextualSelect except_ except_all exists
        intersect intersect_all select union union_all
    """,
    "selectable": """
        CTE Alias AliasedReturnsRows FromClause FromGrouping Join Lateral
        NamedFromClause ReturnsRows Selectable Subquery TableClause
        TableValuedAlias Values alias cte join lateral outerjoin table values
    """,
    "dml": """
        Delete Insert Update UpdateBase ValuesBase delete insert update
    """,
    "functions": "Function FunctionElement func modifier",
    "operators": "custom_op",
    "naming": "quoted_name _truncated_label",
    "base": "ColumnCollection ReadOnlyColumnCollection",
}
_HOME = {name: home for home, names in _FROM.items() for name in names.split()}
_RENAMED = {
    "HasCTE": "SelectBase",
    "HasPrefixes": "SelectBase",
    "HasSuffixes": "SelectBase",
    "ColumnExpressionArgument": "ColumnElement",
}


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    real = _RENAMED.get(name, name)
    home = "sqlalchemy.sql." + _HOME.get(real, "elements")
    __import__(home)
    import sys

    try:
        value = getattr(sys.modules[home], real)
    except AttributeError:
        raise AttributeError(
            "module 'sqlalchemy.sql.expression' has no attribute %r" % name
        ) from None
    globals()[name] = value
    return value
