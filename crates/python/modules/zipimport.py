"""Python modules are not imported out of zip archives."""

raise ImportError("limbeck does not import modules from zip archives", name="zipimport")
