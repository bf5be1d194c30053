"""The tools of this library for assistants, over the Model Context Protocol. It keeps nothing, and every answer says that it is no decision."""

from route_advisor.mcp.server import serve

__all__ = ["serve"]
