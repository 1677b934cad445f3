"""What keeps a delivery from being read or loaded."""


class RefusalError(ValueError):
    """A file that cannot be read as one of our lists; its text is Chinese and for the department, without values."""


class LoadingError(RuntimeError):
    """The warehouse did not take a delivery; its text names table and SQLSTATE, never a value."""
