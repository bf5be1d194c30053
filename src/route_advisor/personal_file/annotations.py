"""What a field of a record holds, read from its annotation: for whoever fills a file in from a template, a list or a message."""

from collections.abc import Collection
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin


def kind_of_value(annotation: Any, *, as_they_are: Collection[Any] = ()) -> tuple[Any, bool]:  # noqa: ANN401 - whatever a field is annotated with
    """What one value is, and whether there may be several: `date`, `int`, a record, `Literal[...]`. Those of `as_they_are` are not taken apart."""
    if annotation in as_they_are:
        return annotation, False
    origin = get_origin(annotation)
    if origin is Annotated:
        return kind_of_value(get_args(annotation)[0], as_they_are=as_they_are)
    if origin in (Union, UnionType):
        return kind_of_value(next(one for one in get_args(annotation) if one is not type(None)), as_they_are=as_they_are)
    if origin is tuple:
        return kind_of_value(get_args(annotation)[0], as_they_are=as_they_are)[0], True
    return annotation, False
