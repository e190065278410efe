"""Attributes that compute a value on objects and an expression on classes."""


class hybrid_property:
    def __class_getitem__(cls, item):
        return cls

    def __init__(self, fget, fset=None, fdel=None, expr=None, custom_comparator=None, update_expr=None):
        self.fget = fget
        self.fset = fset
        self.fdel = fdel
        self.expr = expr
        self.custom_comparator = custom_comparator
        self.update_expr = update_expr
        self.__doc__ = getattr(fget, "__doc__", None)
        self.__name__ = getattr(fget, "__name__", None)

    def __get__(self, instance, owner):
        if instance is not None:
            return self.fget(instance)
        if self.custom_comparator is not None:
            return self.custom_comparator(owner)
        function = self.fget if self.expr is None else self.expr
        function = getattr(function, "__func__", function)
        try:
            return function(owner)
        except Exception:
            # The class is asked for its attributes while it is being made;
            # its columns are not there yet.
            if "__mapper__" in vars(owner):
                raise
            return self

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError("can't set attribute")
        self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError("can't delete attribute")
        self.fdel(instance)

    def _with(self, **changes):
        other = type(self)(self.fget)
        other.__dict__.update(self.__dict__)
        other.__dict__.update(changes)
        return other

    def getter(self, fget):
        return self._with(fget=fget)

    def setter(self, fset):
        return self._with(fset=fset)

    def deleter(self, fdel):
        return self._with(fdel=fdel)

    def expression(self, expr):
        return self._with(expr=expr)

    def comparator(self, comparator):
        return self._with(custom_comparator=comparator)

    def update_expression(self, method):
        return self._with(update_expr=method)

    @property
    def inplace(self):
        return _InPlace(self)

    @property
    def overrides(self):
        return self


class _InPlace:
    def __init__(self, attribute):
        self._attribute = attribute

    def _set(self, name, function):
        setattr(self._attribute, name, function)
        return self._attribute

    def setter(self, function):
        return self._set("fset", function)

    def deleter(self, function):
        return self._set("fdel", function)

    def expression(self, function):
        return self._set("expr", function)

    def comparator(self, function):
        return self._set("custom_comparator", function)

    def update_expression(self, function):
        return self._set("update_expr", function)


class hybrid_method:
    def __class_getitem__(cls, item):
        return cls

    def __init__(self, func, expr=None):
        self.func = func
        self.expr = func if expr is None else expr

    def __get__(self, instance, owner):
        if instance is None:
            return self.expr.__get__(owner, type(owner))
        return self.func.__get__(instance, owner)

    def expression(self, expr):
        self.expr = expr
        return self

    @property
    def inplace(self):
        return self


class Comparator:
    def __init__(self, expression):
        self.expression = expression

    def __class_getitem__(cls, item):
        return cls

    def __clause_element__(self):
        expression = self.expression
        while hasattr(expression, "__clause_element__"):
            expression = expression.__clause_element__()
        return expression
