// Compiles every module with the Python that will run it, and tries the result: node compile.mjs PYODIDE SITE.ZIP TARGET
// TARGET is an archive compressed as one piece (gzip), which is smaller, and which a browser unpacks faster than Python would.
// PYODIDE is the folder of Pyodide; its standard library is written back, compiled too. Modules of others lose their docstrings.
import fs from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import zlib from "node:zlib";

const [folder, site, target] = process.argv.slice(2).map((one) => path.resolve(one));
const { loadPyodide } = await import(pathToFileURL(path.join(folder, "pyodide.mjs")).href);
const library = path.join(folder, "python_stdlib.zip");
const compiling = await loadPyodide({ indexURL: folder });
for (const [name, file] of [["site", site], ["library", library]]) compiling.FS.writeFile(`/${name}.zip`, new Uint8Array(fs.readFileSync(file)));
compiling.runPython(`
import importlib._bootstrap_external as pyc, zipfile

for which in ("site", "library"):
    how = zipfile.ZIP_DEFLATED if which == "library" else zipfile.ZIP_STORED
    with zipfile.ZipFile(f"/{which}.zip") as found, zipfile.ZipFile(f"/{which}-packed.zip", "w", how) as packed:
        for name in sorted(found.namelist()):
            data = found.read(name)
            if name.endswith(".py"):
                ours = name.startswith(("route_advisor/", "mijn_inburgering"))
                code = compile(data, name, "exec", dont_inherit=True, optimize=0 if ours else 2)
                name, data = name + "c", bytes(pyc._code_to_timestamp_pyc(code, 0, 0))
            packed.writestr(zipfile.ZipInfo(name), data, how, 9)
`);
const packed = compiling.FS.readFile("/site-packed.zip");
fs.writeFileSync(library, compiling.FS.readFile("/library-packed.zip"));

const pyodide = await loadPyodide({ indexURL: folder });
pyodide.unpackArchive(packed, "zip", { extractDir: "/site" });
const tried = pyodide.runPython(`
import json, sys

sys.path.insert(0, "/site")
from mijn_inburgering import asked

state = {"on": "2026-11-23", "lang": "nl", "file": None, "answered": []}
asked(json.dumps({**state, "do": "turn"}))
if "route_advisor.documents.strict_yaml" in sys.modules:
    raise SystemExit("the rulebook is read from its pages and not as the wheel carries it; every visit would wait for that")
told = [json.loads(asked(json.dumps({**state, **one}))) for one in (
    {"do": "answer", "given": ["pip"]},
    {"do": "written", "form": "html"},
    {"do": "written", "form": "ics"},
    {"do": "file"},
    {"do": "open", "files": [{"name": "a.yaml", "text": "schema: personal-file/1\\ncase_ref: a"}]},
    {"do": "open", "files": [{"name": "a.json", "text": '{"map": {}}'}]},
    {"do": "turn", "lang": "ar"},
    {"do": "written", "form": "html", "reader": "talk", "lang": "ti"},
)]
json.dumps([one for one in told if "refused" in one])
`);
if (tried !== "[]") throw new Error(tried);
fs.writeFileSync(target, zlib.gzipSync(packed, { level: 9 }));
