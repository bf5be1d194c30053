"""What no system but POSIX has, taken away in this process: then every module of the package is imported, and an advice given.

What others need of it for themselves on this system is imported before.
"""

import asyncio
import contextlib
import importlib
import io
import multiprocessing.pool
import os
import pkgutil
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import process

MODULES = ("fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty")
OF_THE_SYSTEM = (
    *("O_CLOEXEC", "O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK", "chown", "fchmod", "fork", "forkpty", "getegid", "geteuid", "getgid"),
    *("getpgid", "getuid", "killpg", "mkfifo", "nice", "register_at_fork", "sched_getaffinity", "setsid", "sysconf", "uname", "wait4"),
)
SIGNALS = ("SIGALRM", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGUSR1", "alarm", "setitimer", "pthread_sigmask")
BEFORE = (asyncio, multiprocessing.pool, process, subprocess, tempfile)
OTHERS = ("annotated_types", "babel", "hypothesis", "icalendar", "mcp.server", "pyarrow.parquet", "pydantic", "rich.console", "typer", "z3")


def main() -> None:
    """Import all, and carry out the command that was typed."""
    for name in OTHERS:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    for name in MODULES:
        sys.modules[name] = None  # type: ignore[assignment] - as the import system has it: there is none
    for where, names in ((os, OF_THE_SYSTEM), (signal, SIGNALS)):
        for name in names:
            vars(where).pop(name, None)
    import route_advisor

    found = [one.name for one in pkgutil.walk_packages(route_advisor.__path__, "route_advisor.") if not one.name.endswith("__main__")]
    for name in found:
        importlib.import_module(name)
    sys.stdout = io.TextIOWrapper(sys.stdout.buffer, newline="\r\n")  # as it is on Windows
    sys.argv = ["route-advisor", *sys.argv[1:]]
    from route_advisor.cli import main as route_advisor_main

    route_advisor_main()


if __name__ == "__main__":
    main()
