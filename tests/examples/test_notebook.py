"""The notebook of a policy officer runs from its first cell to its last, and answers its questions."""

import json
from pathlib import Path

import pytest

nbclient = pytest.importorskip("nbclient", reason="pip install nbclient ipykernel")
nbformat = pytest.importorskip("nbformat", reason="pip install nbclient ipykernel")
pytest.importorskip("ipykernel", reason="pip install nbclient ipykernel")
pytest.importorskip("z3", reason="pip install 'route-advisor[proof]'")

ROOT = Path(__file__).parents[2]
FILE = ROOT / "examples" / "notebook.ipynb"


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """What each cell prints, run as its reader runs it: in the folder of the notebook, with a kernel of this Python."""
    folder = tmp_path_factory.mktemp("jupyter")
    notebook = nbformat.read(FILE, as_version=4)
    with pytest.MonkeyPatch.context() as patch:
        for name in ("JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR"):
            patch.setenv(name, str(folder))
        patch.setenv("PYTHONPATH", str(ROOT / "src"))
        nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(FILE.parent)}}).execute()
    return {cell.id: "".join(one.get("text", "") for one in cell.outputs) for cell in notebook.cells if cell.cell_type == "code"}


def test_the_notebook_says_what_a_change_did_and_for_whom(printed):
    """The rule that began with those whom it is about; whose list differs and why; who may ask; where it is written; and that it is no decision."""
    assert "WI21-GROUND-20 began" in printed["diff"]
    assert "the duty: you must integrate" in printed["diff"]
    assert "wi2013-cohort-a" in printed["compared"]
    assert " people" in printed["compared"]
    assert "This list is help, not a decision." in printed["changes"]
    assert "WI13-STEP-2:speaking" in printed["changes"]
    assert "Help, no decision:" in printed["found"]
    assert printed["rule"].startswith("WI21-GROUND-20 ")


def test_the_notebook_is_kept_without_what_a_machine_added():
    """No output and no count: they would tell of another rulebook than the one that is here."""
    cells = json.loads(FILE.read_text(encoding="utf-8"))["cells"]
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in cells)
