"""The server: lists the tools, reads what an assistant sends as strictly as a file, and gives an answer or one line a mistake."""

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

import anyio
from anyio.to_thread import run_sync
from mcp import MCPError
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel import Server
from mcp.server.stdio import stdio_server
from mcp.types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListToolsResult,
    PaginatedRequestParams,
    TextContent,
    ToolAnnotations,
)
from mcp.types import Tool as ToolOfProtocol

from route_advisor.advisor import Advisor, shipped_advisor
from route_advisor.errors import FileRefused, LimitReached, RouteAdvisorError, lines_of
from route_advisor.limits import BYTES_OF_AN_ANSWER
from route_advisor.mcp.tools import TOOLS, Tool
from route_advisor.messages import Message, said_in
from route_advisor.readers.bodies import read_body
from route_advisor.version import __version__
from route_advisor.writers.wording import Wording

_INSTRUCTIONS = (
    "Help with Dutch civic integration (inburgering), and no decision: the municipality, the PIP and DUO give the final answer. "
    "Pass on `no_decision` with every answer, and never turn an answer into a prediction of a route, a fine, a permit or a passport. "
    "Nothing that is sent is kept."
)
_READS_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)


def serve() -> None:
    """Serve one assistant on stdin and stdout until it leaves."""
    anyio.run(_serve)


async def _serve() -> None:
    server = server_of(shipped_advisor())
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())


def server_of(advisor: Advisor) -> Server[Any]:
    """A server that answers by the rulebook of this advisor: calls beside each other, each in a thread; whoever cancels one hears no more of it."""

    async def call(_: ServerRequestContext[Any], sent: CallToolRequestParams) -> CallToolResult:
        if sent.name not in TOOLS:
            raise MCPError(INVALID_PARAMS, f"there is no such tool (tools: {', '.join(TOOLS)})")  # to the program that called
        return await run_sync(_answered, advisor, TOOLS[sent.name], sent.arguments or {}, abandon_on_cancel=True)

    return Server("route-advisor", version=__version__, instructions=_INSTRUCTIONS, on_list_tools=_list, on_call_tool=call)


async def _list(_: ServerRequestContext[Any], __: PaginatedRequestParams | None) -> ListToolsResult:
    return _tools()


@cache
def _tools() -> ListToolsResult:
    listed = []
    for name, tool in TOOLS.items():
        taken, given = tool.described()
        listed.append(
            ToolOfProtocol(
                name=name,
                title=tool.title,
                description=tool.description,
                input_schema=taken,
                output_schema=given,
                annotations=_READS_ONLY,
            )
        )
    return ListToolsResult(tools=listed)


def _answered(advisor: Advisor, tool: Tool[Any], arguments: dict[str, Any]) -> CallToolResult:
    try:
        return _answer(advisor, tool, arguments)
    except RouteAdvisorError as error:
        return _refused(advisor, arguments, lines_of(error))
    except Exception:  # noqa: BLE001 - a fault of ours tells nothing of the file
        return _refused(advisor, arguments, [Message("mcp_our_fault")])


def _answer(advisor: Advisor, tool: Tool[Any], arguments: dict[str, Any]) -> CallToolResult:
    body = read_body(tool.takes, json.dumps(arguments, ensure_ascii=False).encode())
    catalogue = advisor.rulebook.catalogue
    if body.lang not in catalogue.spoken:
        raise FileRefused([Message("not_a_language_here", allowed=", ".join(catalogue.spoken))])
    answer, text = tool.asked(advisor, body)
    no_decision = _no_decision(advisor, body.lang)
    given = {"no_decision": no_decision, "answer": answer.model_dump(mode="json", by_alias=True)}
    if len(text.encode()) + len(json.dumps(given, ensure_ascii=False).encode()) > BYTES_OF_AN_ANSWER:
        raise LimitReached(Message("answer_too_large", limit=f"{BYTES_OF_AN_ANSWER:,}"))
    return CallToolResult(content=_texts([text, no_decision]), structured_content=given)


def _refused(advisor: Advisor, arguments: dict[str, Any], lines: Iterable[str]) -> CallToolResult:
    lang = arguments.get("lang")
    spoken = lang if isinstance(lang, str) and lang in advisor.rulebook.catalogue.spoken else "nl"
    said = [said_in(line, spoken) for line in lines]
    return CallToolResult(content=_texts([*said, _no_decision(advisor, spoken)]), is_error=True)


def _no_decision(advisor: Advisor, lang: str) -> str:
    """The sentence that ends whatever a tool says."""
    catalogue = advisor.rulebook.catalogue
    return Wording(catalogue, lang).of(catalogue.deferral.says)


def _texts(texts: Iterable[str]) -> list[Any]:
    return [TextContent(type="text", text=text) for text in texts]
