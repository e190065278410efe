"""Lists that number their items."""


class OrderingList(list):
    def __init__(self, ordering_attr=None, ordering_func=None, reorder_on_append=False):
        super().__init__()
        self.ordering_attr = ordering_attr


def ordering_list(attr, count_from=None, ordering_func=None, reorder_on_append=False):
    return lambda: OrderingList(attr, ordering_func, reorder_on_append)


def count_from_0(index, collection):
    return index


def count_from_1(index, collection):
    return index + 1
