"""Forms that leave filled in as far as anything is known, and come back as lists: declared in ``*.yml``, one each.

A form is a list of its feed with grey cells filled in and yellow ones asked; it comes back by the inbox like any list.
"""

from shouwang.forms.declarations import Form, form_called, forms

__all__ = ["Form", "form_called", "forms"]
