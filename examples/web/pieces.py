"""What the page takes from others: packages of npm and wheels, each with the hash that `pieces.toml` names; and their licences."""

import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from email import message_from_bytes
from pathlib import Path

PIECES = Path(__file__).resolve().parent / "pieces.toml"
PLATFORM, PYTHON = "pyemscripten_2026_0_wasm32", "3.14"
"""The Python of Pyodide, as wheels name it."""


def npm_packages(pieces: list[Mapping[str, str]], folder: Path) -> list[Path]:
    """Packages of npm, unpacked; their hashes are checked."""
    found = npm_hashes(pieces, folder)
    for piece in pieces:
        if found[piece["name"]] != piece["integrity"]:
            raise SystemExit(
                f"{piece['name']} {piece['version']} has another hash than pieces.toml: {found[piece['name']]}; nothing was built"
            )
        with tarfile.open(folder / _archive(piece)) as packed:
            packed.extractall((folder / _archive(piece)).with_suffix(""), filter="data")
    return [(folder / _archive(piece)).with_suffix("") / "package" for piece in pieces]


def npm_hashes(pieces: list[Mapping[str, str]], folder: Path) -> dict[str, str]:
    """Fetch the packages, and hash what came."""
    run("npm", "pack", "--silent", *(f"{piece['name']}@{piece['version']}" for piece in pieces), cwd=folder)
    digests = {piece["name"]: hashlib.sha512((folder / _archive(piece)).read_bytes()).digest() for piece in pieces}
    return {name: "sha512-" + base64.b64encode(digest).decode() for name, digest in digests.items()}


def _archive(piece: Mapping[str, str]) -> str:
    return f"{piece['name'].removeprefix('@').replace('/', '-')}-{piece['version']}.tgz"


def wheels(pieces: list[Mapping[str, str]], folder: Path) -> list[Path]:
    """The wheels for Python in a browser; pip checks their hashes."""
    wanted, target = folder / "wheels.txt", folder / "wheels"
    wanted.write_text("".join(f"{one['name']}=={one['version']} --hash=sha256:{one['sha256']}\n" for one in pieces), encoding="utf-8")
    pip_download(target, "--require-hashes", "-r", str(wanted))
    return sorted(target.glob("*.whl"))


def pip_download(target: Path, *what: str) -> None:
    """Wheels that fit the Python of Pyodide, without what they depend on."""
    fits = ("--platform", PLATFORM, "--python-version", PYTHON, "--implementation", "cp", "--abi", f"cp{PYTHON.replace('.', '')}")
    run(sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary=:all:", *fits, "-d", str(target), *what)


def lock() -> None:
    """Write the hashes of the named versions. Whoever does so has looked at what changed."""
    pieces = tomllib.loads(PIECES.read_text(encoding="utf-8"))
    text = PIECES.read_text(encoding="utf-8").partition("[[")[0]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        hashes = npm_hashes(pieces["npm"], folder)
        for piece in pieces["npm"]:
            text += f'[[npm]]\nname = "{piece["name"]}"\nversion = "{piece["version"]}"\nintegrity = "{hashes[piece["name"]]}"\n'
            text += f'component = "{piece["component"]}"\n\n' if "component" in piece else "\n"
        for piece in pieces["wheel"]:
            target = folder / piece["name"]
            pip_download(target, f"{piece['name']}=={piece['version']}")
            digest = hashlib.sha256(next(target.glob("*.whl")).read_bytes()).hexdigest()
            text += f'[[wheel]]\nname = "{piece["name"]}"\nversion = "{piece["version"]}"\nsha256 = "{digest}"\n\n'
    PIECES.write_text(text.rstrip() + "\n", encoding="utf-8")


def lock_without_packages(pyodide: Path) -> str:
    """What Pyodide wants to know of itself; none of its packages, which we do not use."""
    found = json.loads((pyodide / "pyodide-lock.json").read_text(encoding="utf-8"))
    return json.dumps({**found, "packages": {}})


def licences(packages: list[Path], found: list[Path]) -> Iterator[str]:
    """What each piece says of its licence, and the text that it brings."""
    yield "What this page carries, and under which licence. Python and its standard library: PSF License Agreement, see python.org.\n"
    for package in packages:
        told = json.loads((package / "package.json").read_text(encoding="utf-8"))
        yield f"--- {told['name']} {told['version']} (npm): {told['license']}. Source: {told.get('homepage') or told['repository']['url']}\n"
        yield from (text.read_text(encoding="utf-8") for text in sorted(package.glob("LICEN[CS]E*")))
    for wheel in found:
        with zipfile.ZipFile(wheel) as opened:
            own = [name for name in opened.namelist() if ".dist-info/" in name]
            about = message_from_bytes(opened.read(next(name for name in own if name.endswith("/METADATA"))))
            yield f"--- {about['Name']} {about['Version']}: {about['License-Expression'] or about['License'] or 'as in its text'}\n"
            texts = [name for name in own if re.search(r"(LICEN[CS]E|COPYING|NOTICE|AUTHORS)[^/]*$", name, re.IGNORECASE)]
            yield from (opened.read(name).decode("utf-8", "replace") for name in texts)


def run(*command: str, cwd: Path | None = None) -> str:
    """The output of a command that must succeed; else its last lines, and nothing is built."""
    if shutil.which(command[0]) is None:
        raise SystemExit(f"{command[0]} is not installed here; the page is built with npm, node and pip")
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)  # noqa: S603 - our own commands
    if done.returncode:
        raise SystemExit("\n".join([f"{' '.join(command[:4])} failed; nothing was built", *(done.stdout + done.stderr).splitlines()[-8:]]))
    return done.stdout
