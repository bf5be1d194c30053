"""A personal file as YAML that people can read and correct."""

import re
from io import StringIO

from ruamel.yaml import YAML
from ruamel.yaml.nodes import ScalarNode
from ruamel.yaml.representer import SafeRepresenter

from route_advisor.personal_file import PersonalFile

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_./-]*")
_OTHER_MEANING = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}
_WIDE = 100_000


class _Representer(SafeRepresenter):
    """Quotes each text that some YAML reader could take for something else, as "0363" or "no"; writes a day out each time it stands."""

    def ignore_aliases(self, _: object) -> bool:
        """Never an anchor and its alias: people cannot correct those, and we refuse to read them."""
        return True

    def text(self, text: str) -> ScalarNode:
        if _PLAIN.fullmatch(text) and text.casefold() not in _OTHER_MEANING:
            return self.represent_scalar("tag:yaml.org,2002:str", text)
        style = "'" if '"' in text else '"'
        return self.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Representer.add_representer(str, _Representer.text)


def personal_file_yaml(file: PersonalFile) -> str:
    """The file as YAML text: `schema` first, dates as 2023-05-10, and nothing that is unknown.

    What is read back from it is the same `PersonalFile`. An empty list stays: it says that the keeper has nothing there.
    """
    yaml = YAML(typ="safe", pure=True)
    yaml.Representer = _Representer
    yaml.default_flow_style = False
    yaml.sort_base_mapping_type_on_output = False  # type: ignore[assignment]  # declared as None, meant as a bool
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.width = _WIDE
    written = StringIO()
    yaml.dump({"schema": file.file_schema, **file.model_dump(by_alias=True, exclude_defaults=True)}, written)
    return written.getvalue()
