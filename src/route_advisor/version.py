"""The version of this package, as pyproject.toml has it."""

from importlib.metadata import PackageNotFoundError, version

try:
    VERSION = version("route-advisor")
except PackageNotFoundError:  # a plain checkout that nobody installed
    VERSION = "0+checkout"
