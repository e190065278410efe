"""Exceptions that are raised again after a clean-up."""

import logging
import sys


class save_and_reraise_exception:
    """`with` it in an `except`: the exception is raised at the end, unless
    `reraise` was set to false."""

    def __init__(self, reraise=True, logger=None):
        self.reraise = reraise
        self.logger = logger or logging.getLogger()
        self.type_ = self.value = self.tb = None

    def capture(self, check=True):
        self.type_, self.value, self.tb = sys.exc_info()
        if check and self.type_ is None:
            raise RuntimeError("There is no active exception to capture")
        return self

    def force_reraise(self):
        raise self.value

    def __enter__(self):
        return self.capture(check=False)

    def __exit__(self, exc_type, exc_val, exc_tb):
        if exc_type is not None:
            if self.reraise:
                self.logger.error("Original exception being dropped: %s", self.value)
            return False
        if self.reraise and self.value is not None:
            self.force_reraise()
