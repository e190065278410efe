"""Lists that number their items."""

from ..orm.collections import InstrumentedList


class OrderingList(InstrumentedList):
    """A list that writes each item's place into an attribute of it."""

    def __init__(self, ordering_attr=None, ordering_func=None, reorder_on_append=False):
        super().__init__()
        self.ordering_attr = ordering_attr
        self.ordering_func = ordering_func or count_from_0
        self.reorder_on_append = reorder_on_append

    def reorder(self):
        """Numbers all items anew."""
        for index, item in enumerate(self):
            self._order(index, item, True)

    _reorder = reorder

    def _order(self, index, item, again):
        now = getattr(item, self.ordering_attr)
        if now is None or again:
            wanted = self.ordering_func(index, self)
            if now != wanted:
                setattr(item, self.ordering_attr, wanted)

    def append(self, item):
        super().append(item)
        self._order(len(self) - 1, item, self.reorder_on_append)

    def _take(self, item):
        super()._take(item)
        if self.ordering_attr is not None and "_sa_instance_state" not in item.__dict__:
            self._order(len(self) - 1, item, self.reorder_on_append)

    def insert(self, index, item):
        super().insert(index, item)
        self.reorder()

    def remove(self, item):
        super().remove(item)
        self.reorder()

    def pop(self, index=-1):
        item = super().pop(index)
        self.reorder()
        return item

    def __setitem__(self, index, item):
        super().__setitem__(index, item)
        self.reorder()

    def __delitem__(self, index):
        super().__delitem__(index)
        self.reorder()


def ordering_list(attr, count_from=None, ordering_func=None, reorder_on_append=False):
    """A factory of such lists."""
    function = ordering_func
    if function is None and count_from is not None:
        function = lambda index, collection: index + count_from
    return lambda: OrderingList(attr, function, reorder_on_append)


def count_from_0(index, collection):
    return index


def count_from_1(index, collection):
    return index + 1


def count_from_n_factory(start):
    return lambda index, collection: index + start
