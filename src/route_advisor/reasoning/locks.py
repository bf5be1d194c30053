"""A lock that belongs to one process: what a thread of the parent held at a fork, nobody holds in the child."""

import os
from threading import Lock


class OwnLock:
    """A lock for `with`. After a fork the child has one of its own, which is open."""

    def __init__(self) -> None:
        self._pid, self._lock = os.getpid(), Lock()

    def __enter__(self) -> None:
        if self._pid != os.getpid():
            self._pid, self._lock = os.getpid(), Lock()
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()
