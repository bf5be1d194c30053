"""The shipped rules are found wherever the package is installed."""

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from route_advisor import Rulebook

ROOT = Path(__file__).resolve().parents[2]
SHOW_HASH = "from route_advisor import Rulebook; print(Rulebook.shipped().hash)"

pytestmark = pytest.mark.xdist_group("packaging")


def run(*command: str, cwd: Path, env: dict[str, str] | None = None) -> str:
    """The output of a command that must succeed."""
    done = subprocess.run(command, cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    """A clean copy of the tree, as a fresh clone has it."""
    folder = tmp_path_factory.mktemp("source") / "tree"
    folder.mkdir()
    for name in ("src", "rules", "examples", "tests"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".hypothesis"))
    for name in ("pyproject.toml", "README.md", ".ci/compiled_rulebook_hook.py", ".github/LICENSE"):
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def built(source, tmp_path_factory):
    """A wheel and an sdist, built with what is installed here."""
    dist = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", str(dist), ".", cwd=source)
    return next(dist.glob("*.whl")), next(dist.glob("*.tar.gz"))


@pytest.fixture(scope="module")
def expected():
    """The hash of the rules of this checkout."""
    return run(sys.executable, "-c", SHOW_HASH, cwd=ROOT)


def installed_hash(wheel: Path, folder: Path) -> str:
    """The hash that an unpacked wheel finds, without this checkout in sight."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)  # noqa: S202 - our own wheel
    return run(sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {[str(folder), *site_packages()]!r}; {SHOW_HASH}", cwd=folder)


def site_packages() -> list[str]:
    """Where the dependencies stand (path files, and so an editable install, are not followed)."""
    return [path for path in sys.path if path.endswith("site-packages")]


def test_the_wheel_carries_the_rules(built, expected, tmp_path):
    """A wheel finds the same rulebook as the checkout it was built from."""
    assert installed_hash(built[0], tmp_path) == expected


def test_a_wheel_built_from_the_sdist_carries_the_rules(built, expected, tmp_path):
    """Nothing is lost from sdist to wheel."""
    with tarfile.open(built[1]) as archive:
        archive.extractall(tmp_path / "sdist", filter="data")
    tree = next((tmp_path / "sdist").iterdir())
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(tmp_path / "dist"), ".", cwd=tree)
    assert installed_hash(next((tmp_path / "dist").glob("*.whl")), tmp_path / "unpacked") == expected


def test_the_wheel_carries_the_pages_as_they_were_parsed(built, tmp_path):
    """An installed package reads no YAML; what it reads is what stands on its pages."""
    with zipfile.ZipFile(built[0]) as archive:
        archive.extractall(tmp_path)  # noqa: S202 - our own wheel
    script = "import sys; from route_advisor import Rulebook; print(len(Rulebook.shipped().rules), 'ruamel' in str(sys.modules.keys()))"
    told = run(sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {[str(tmp_path), *site_packages()]!r}; {script}", cwd=tmp_path)
    assert told == f"{len(Rulebook.shipped().rules)} False"


def test_the_wheel_is_typed_and_licensed(built):
    """`py.typed` and the SPDX licence travel with the wheel."""
    with zipfile.ZipFile(built[0]) as archive:
        names = archive.namelist()
        metadata = archive.read(next(name for name in names if name.endswith("METADATA"))).decode()
    assert "route_advisor/py.typed" in names
    assert "License-Expression: Apache-2.0" in metadata


def test_the_wheel_holds_every_file_of_the_package(built):
    """Words and SQL too, and not only what is Python."""
    package = ROOT / "src" / "route_advisor"
    ours = {
        f"route_advisor/{path.relative_to(package).as_posix()}" for path in package.rglob("*") if path.suffix in (".py", ".toml", ".sql")
    }
    with zipfile.ZipFile(built[0]) as archive:
        assert {one for one in ours if "/_rules/" not in one} <= {*archive.namelist()}


def test_a_plain_checkout_finds_the_rules(source, expected):
    """Without installing anything, `src/` on the path is enough."""
    found = run(
        sys.executable, "-S", "-c", f"import sys; sys.path[:0] = {[str(source / 'src'), *site_packages()]!r}; {SHOW_HASH}", cwd=source
    )
    assert found == expected


def test_an_editable_install_finds_the_rules(source, expected, tmp_path):
    """An editable install reads the rules of its own checkout."""
    run(sys.executable, "-m", "venv", str(tmp_path / "venv"), cwd=source)
    python = tmp_path / "venv" / "bin" / "python"
    (tmp_path / "venv" / "lib" / f"python{sys.version_info.major}.{sys.version_info.minor}" / "site-packages" / "outer.pth").write_text(
        "\n".join(site_packages())
    )
    run(str(python), "-m", "pip", "install", "--quiet", "--no-build-isolation", "--no-deps", "--editable", ".", cwd=source)
    where = run(str(python), "-c", "import route_advisor; print(route_advisor.__file__)", cwd=tmp_path)
    assert Path(where).is_relative_to(source)
    assert run(str(python), "-c", SHOW_HASH, cwd=tmp_path) == expected


@pytest.mark.needs_git
def test_nothing_else_is_visible_at_the_top():
    """Whoever opens the project sees these; everything else stands in one of them, or is hidden."""
    kept = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, check=False, text=True)  # noqa: S607 - git of the path
    if kept.returncode:
        pytest.skip("this is a copy of the project, and no checkout of git")
    visible = {name.partition("/")[0] for name in kept.stdout.splitlines() if not name.startswith(".")}
    assert visible == {"pyproject.toml", "README.md", "src", "rules", "examples", "tests"}
