"""What a user can put right: the one kind of error that ends in a message instead of a traceback."""


class Fault(ValueError):  # noqa: N818
    """The definitions, the data or a report are at fault; the message says the way out."""
