"""What the stack says when it cannot go on."""


class StackError(RuntimeError):
    """A reason and a remedy in Chinese, for whoever started the stack."""
