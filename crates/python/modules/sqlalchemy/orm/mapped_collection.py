"""Collections of relationships that are dictionaries."""


class KeyFuncDict(dict):
    def __init__(self, keyfunc=None, *, ignore_unpopulated_attribute=False):
        super().__init__()
        self.keyfunc = keyfunc


MappedCollection = KeyFuncDict


def keyfunc_mapping(keyfunc, *, ignore_unpopulated_attribute=False):
    return lambda: KeyFuncDict(keyfunc)


mapped_collection = keyfunc_mapping


def attribute_keyed_dict(attr_name, *, ignore_unpopulated_attribute=False):
    return keyfunc_mapping(lambda value: getattr(value, attr_name))


def column_keyed_dict(mapping_spec, *, ignore_unpopulated_attribute=False):
    return keyfunc_mapping(lambda value: getattr(value, mapping_spec.key))


attribute_mapped_collection = attribute_keyed_dict
column_mapped_collection = column_keyed_dict
