"""Attributes that look through a relationship."""


class AssociationProxy:
    def __class_getitem__(cls, item):
        return cls

    def __init__(self, target_collection, attr, **kw):
        self.target_collection = target_collection
        self.value_attr = attr
        self.options = kw

    def __get__(self, instance, owner):
        if instance is None:
            return self
        found = getattr(instance, self.target_collection)
        if isinstance(found, (list, set, tuple)):
            return [getattr(item, self.value_attr) for item in found]
        return None if found is None else getattr(found, self.value_attr)

    def __set__(self, instance, value):
        raise NotImplementedError(
            "association proxies cannot be assigned to: limbeck has no ORM sessions yet"
        )


AssociationProxyInstance = AssociationProxy


def association_proxy(target_collection, attr, **kw):
    return AssociationProxy(target_collection, attr, **kw)
