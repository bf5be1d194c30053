"""The command line: the only place that prints, and the only place that looks at today's date.

An advice as it is mostly typed is read here without typer, which takes longer to import than an advice to give. All other commands, help and
every mistake are typer's; commands import what they need when they run, so that `route-advisor --help` stays fast.
"""

import gc
import os
import sys
from typing import TYPE_CHECKING, Any

from route_advisor.cli.answers import speak_utf8
from route_advisor.cli.as_typed import asked_for
from route_advisor.cli.refusals import carried_out

if TYPE_CHECKING:
    from route_advisor.cli.program import app as app


def main() -> None:
    """Run the command that was typed, and leave with its exit code."""
    gc.set_threshold(250_000)  # an advice makes 110,000 things that stay, and looking through them takes a tenth of its time
    os.environ.setdefault(
        "PYDANTIC_DISABLE_PLUGINS", "__all__"
    )  # no other package has a say in what is accepted, or is asked whether it has
    speak_utf8(sys.stdout, sys.stderr)
    typed = sys.argv[1:]
    asked = asked_for(typed)
    if asked is not None:
        from route_advisor.cli.advising import give_advice

        sys.exit(carried_out(lambda: give_advice(asked), typed, "route-advisor advise"))
    from route_advisor.cli.program import app

    app(prog_name="route-advisor")


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the module holds
    if name != "app":
        raise AttributeError(name)
    from route_advisor.cli.program import app

    return app
