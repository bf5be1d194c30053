"""`route-advisor mcp`: the tools of this library for an assistant."""

from route_advisor.cli.refusals import WrongUse
from route_advisor.messages import Message


def mcp() -> None:
    """Serve an assistant on stdin and stdout, over the Model Context Protocol: advise, next_question, why, guide, rules_show.

    It keeps nothing, and every answer says that it is no decision.
    """
    try:
        from route_advisor.mcp import serve
    except ImportError:
        raise WrongUse(Message("needs_mcp")) from None
    serve()
