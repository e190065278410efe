"""Models."""

import copy
import json
import sys
import typing

from .coercion import coerce
from .errors import Invalid, ValidationError
from .fields import UNSET, ConfigDict, FieldInfo, PrivateAttr, Rule, constrain


def _annotations(cls):
    written = vars(cls).get("__annotations__")
    if written is not None:
        return written
    import annotationlib

    return annotationlib.get_annotations(cls, format=annotationlib.Format.FORWARDREF)


def _resolve(cls):
    """Puts types in the place of names that came later than their use."""
    names = {**vars(typing), **{cls.__name__: cls}}
    for base in cls.__mro__:
        names.update(vars(sys.modules.get(base.__module__, typing)))
    for field in cls.model_fields.values():
        annotation = getattr(field.annotation, "__forward_arg__", field.annotation)
        if isinstance(annotation, str):
            field.annotation = eval(annotation, names)
    cls._resolved = True


class ModelMetaclass(type):
    def __new__(meta, name, bases, namespace, **kw):
        rules = [value for value in namespace.values() if isinstance(value, Rule)]
        private = {key: value for key, value in namespace.items() if isinstance(value, PrivateAttr)}
        namespace = {
            key: value
            for key, value in namespace.items()
            if not isinstance(value, (Rule, PrivateAttr))
        }
        cls = super().__new__(meta, name, bases, namespace)
        declared = {}
        for key, annotation in _annotations(cls).items():
            if key in private or key.startswith("_") or key == "model_config":
                continue
            if typing.get_origin(annotation) is typing.ClassVar:
                continue
            given = namespace.get(key, UNSET)
            if given is not UNSET:
                delattr(cls, key)
            field = given if isinstance(given, FieldInfo) else FieldInfo(given)
            field.annotation = annotation
            declared[key] = field
        cls.model_fields = {}
        cls._rules = []
        cls._private = {}
        cls.model_config = ConfigDict()
        for base in reversed(cls.__mro__[1:]):
            if isinstance(base, meta):
                cls.model_fields.update(base.model_fields)
                cls._rules = base._rules + [rule for rule in cls._rules if rule not in base._rules]
                cls._private.update(base._private)
                cls.model_config.update(base.model_config)
        cls.model_config.update(namespace.get("model_config", {}), **kw)
        old = namespace.get("Config")
        if old is not None:
            cls.model_config.update((k, v) for k, v in vars(old).items() if k[0] != "_")
        cls._rules = cls._rules + rules
        cls._private.update(private)
        cls.model_fields.update(declared)
        cls._resolved = False
        return cls

    @property
    def __fields__(cls):
        return cls.model_fields


class BaseModel(metaclass=ModelMetaclass):
    def __init__(self, /, **data):
        values, given = _checked(type(self), data)
        self._take(values, given)
        for rule in type(self)._rules:
            if rule.names is None and rule.mode == "after":
                _ruled(type(self), rule.function, self)

    def _take(self, values, given):
        set_ = object.__setattr__
        set_(self, "__dict__", values)
        set_(self, "model_fields_set", given)
        for name, private in type(self)._private.items():
            made = private.default_factory() if private.default_factory else private.default
            if made is not UNSET:
                set_(self, name, made)

    def __setattr__(self, name, value):
        if type(self).model_config.get("frozen"):
            mistake = Invalid("frozen_instance", "Instance is frozen", value, (name,))
            raise ValidationError(type(self).__name__, [mistake])
        if name in type(self).model_fields:
            self.model_fields_set.add(name)
        elif name[0] != "_" and type(self).model_config.get("extra") != "allow":
            raise ValueError('"%s" object has no field "%s"' % (type(self).__name__, name))
        object.__setattr__(self, name, value)

    def __iter__(self):
        shown = {**type(self).model_fields, **self.__dict__}
        return iter(
            [(name, self.__dict__[name]) for name in shown if name[0] != "_" and name != "model_fields_set"]
        )

    def __eq__(self, other):
        return type(other) is type(self) and dict(self) == dict(other)

    def __hash__(self):
        return hash((type(self), tuple(self)))

    def __repr__(self):
        return "%s(%s)" % (type(self).__name__, ", ".join("%s=%r" % pair for pair in self))

    def __str__(self):
        return " ".join("%s=%r" % pair for pair in self)

    @classmethod
    def model_validate(cls, obj, **kw):
        if isinstance(obj, cls):
            return obj
        if not isinstance(obj, dict):
            if not cls.model_config.get("from_attributes") and not kw.get("from_attributes"):
                words = "Input should be a valid dictionary or instance of %s" % cls.__name__
                raise ValidationError(cls.__name__, [Invalid("model_type", words, obj)])
            obj = {name: getattr(obj, name) for name in cls.model_fields if hasattr(obj, name)}
        return cls(**obj)

    @classmethod
    def model_validate_json(cls, json_data, **kw):
        return cls.model_validate(json.loads(json_data))

    @classmethod
    def model_construct(cls, _fields_set=None, **values):
        made = cls.__new__(cls)
        defaults = {n: f.make() for n, f in cls.model_fields.items() if not f.is_required()}
        made._take({**defaults, **values}, set(_fields_set or values))
        return made

    def model_dump(
        self, *, mode="python", include=None, exclude=None, by_alias=False,
        exclude_unset=False, exclude_defaults=False, exclude_none=False, **kw
    ):
        found = {}
        for name, value in self:
            field = type(self).model_fields.get(name)
            if (
                (include is not None and name not in include)
                or (exclude is not None and name in exclude)
                or (exclude_unset and name not in self.model_fields_set)
                or (exclude_none and value is None)
                or (exclude_defaults and field is not None and value == field.make())
                or (field is not None and field.exclude)
            ):
                continue
            key = field.alias if by_alias and field is not None and field.alias else name
            found[key] = _plain(value, mode, by_alias, exclude_none, exclude_unset)
        return found

    def model_dump_json(self, *, indent=None, **kw):
        separators = None if indent else (",", ":")
        return json.dumps(
            self.model_dump(mode="json", **kw), indent=indent, separators=separators, ensure_ascii=False
        )

    def model_copy(self, *, update=None, deep=False):
        made = type(self).__new__(type(self))
        values = copy.deepcopy(dict(self)) if deep else dict(self)
        values.update(update or {})
        made._take(values, self.model_fields_set | set(update or ()))
        return made

    def dict(self, **kw):
        return self.model_dump(**kw)

    def json(self, **kw):
        return self.model_dump_json(**kw)

    def copy(self, **kw):
        return self.model_copy(**kw)

    parse_obj = model_validate
    parse_raw = model_validate_json
    from_orm = classmethod(lambda cls, obj: cls.model_validate(obj, from_attributes=True))


def _ruled(cls, function, *arguments):
    try:
        return function(*arguments)
    except (ValueError, AssertionError) as error:
        if isinstance(error, ValidationError):
            raise
        if isinstance(error, AssertionError):
            kind, words = "assertion_error", "Assertion failed, %s" % error
        else:
            kind, words = "value_error", "Value error, %s" % error
        raise Invalid(kind, words, arguments[-1]) from None


def _checked(cls, data):
    """The values of a model's fields, and which of them were given."""
    mistakes = []
    if not cls._resolved:
        _resolve(cls)
    for rule in cls._rules:
        if rule.names is None and rule.mode == "before":
            data = _ruled(cls, rule.function, cls, data)
    values, given, left = {}, set(), dict(data)
    by_name = cls.model_config.get("populate_by_name") or cls.model_config.get("validate_by_name")
    for name, field in cls.model_fields.items():
        names = field.names + [name] if by_name or not field.names else field.names
        key = next((one for one in names if one in left), None)
        if key is None:
            if field.is_required():
                mistakes.append(Invalid("missing", "Field required", data, (names[0],)))
            else:
                values[name] = copy.copy(field.make())
            continue
        given.add(name)
        value = left.pop(key)
        try:
            values[name] = _field(cls, name, field, value)
        except ValidationError as error:
            mistakes.extend(one.below(key) for one in error._mistakes)
        except Invalid as error:
            mistakes.append(error.below(key))
    extra = cls.model_config.get("extra")
    if extra == "allow":
        values.update(left)
    elif extra == "forbid":
        for name, value in left.items():
            words = "Extra inputs are not permitted"
            mistakes.append(Invalid("extra_forbidden", words, value, (name,)))
    if mistakes:
        raise ValidationError(cls.model_config.get("title") or cls.__name__, mistakes)
    for rule in cls._rules:
        if rule.names is None and rule.mode == "root":
            values = _ruled(cls, rule.function, cls, values)
    return values, given


def _field(cls, name, field, value):
    rules = [rule for rule in cls._rules if rule.names and (name in rule.names or "*" in rule.names)]
    for rule in rules:
        if rule.mode == "before":
            value = _ruled(cls, rule.function, cls, value)
    if not any(rule.mode == "plain" for rule in rules):
        made = coerce(value, field.annotation)
        value = made if made is None else constrain(made, field.constraints, value)
    for rule in rules:
        if rule.mode in ("after", "plain"):
            value = _ruled(cls, rule.function, cls, value)
    return value


def _plain(value, mode, *how):
    """A value without models in it; of JSON's types, if asked."""
    if isinstance(value, BaseModel):
        by_alias, exclude_none, exclude_unset = how
        return value.model_dump(
            mode=mode, by_alias=by_alias, exclude_none=exclude_none, exclude_unset=exclude_unset
        )
    if isinstance(value, dict):
        return {_plain(key, mode, *how): _plain(item, mode, *how) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        items = [_plain(item, mode, *how) for item in value]
        return items if mode == "json" else type(value)(items)
    if mode == "json" and not isinstance(value, (str, int, float, bool, type(None))):
        from .json import pydantic_encoder

        return _plain(pydantic_encoder(value), mode, *how)
    return value


class RootModel(BaseModel):
    def __class_getitem__(cls, annotation):
        return type(cls)("RootModel", (cls,), {"__annotations__": {"root": annotation}})

    def __init__(self, root=UNSET, **data):
        super().__init__(**({"root": root} if root is not UNSET else data))

    def model_dump(self, **kw):
        return super().model_dump(**kw)["root"]


class TypeAdapter:
    """Checks values of any annotated type."""

    def __init__(self, type):
        self._annotation = type

    def validate_python(self, value, **kw):
        try:
            return coerce(value, self._annotation)
        except Invalid as error:
            raise ValidationError(str(self._annotation), [error]) from None

    def validate_json(self, data, **kw):
        return self.validate_python(json.loads(data))

    def dump_python(self, value, *, mode="python", **kw):
        return _plain(value, mode, False, False, False)


def create_model(model_name, /, *, __base__=None, **fields):
    annotations, namespace = {}, {}
    for name, (annotation, default) in fields.items():
        annotations[name] = annotation
        if default is not ...:
            namespace[name] = default
    return ModelMetaclass(model_name, (__base__ or BaseModel,), {**namespace, "__annotations__": annotations})
