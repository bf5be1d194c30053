"""How a call is read while it arrives."""

from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

from fastapi import Request

from route_advisor.readers.bodies import Body, read_body, refuse_too_long

B = TypeVar("B", bound=Body)


def body_of(kind: type[B]) -> Callable[[Request], Coroutine[Any, Any, B]]:
    """A dependency that reads the body of a call. It raises `FileRefused` or `LimitReached`."""

    async def read(request: Request) -> B:
        content = bytearray()
        async for chunk in request.stream():
            content += chunk
            refuse_too_long(content)
        return read_body(kind, content)

    return read
