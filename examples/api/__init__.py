"""A service for programs in other languages: `uvicorn examples.api:app` (pip install 'route-advisor[api]').

It keeps nothing: no file, no body in a log, no state between two calls. Every advice says that it is no decision.
"""

from examples.api.service import app

__all__ = ["app"]
