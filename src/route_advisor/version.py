"""The version of this package, as pyproject.toml has it."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("route-advisor")
except PackageNotFoundError:  # a plain checkout that nobody installed
    __version__ = "0+checkout"
