// Python in a thread of its own: it is asked one thing at a time, in JSON, and answers in JSON.
import { loadPyodide } from "./pyodide/pyodide.mjs";

const stage = (number) => postMessage({ stage: number });

async function started() {
  stage(1);
  const packed = unpacked("site.bin");
  const pyodide = await loadPyodide({ indexURL: new URL("pyodide/", self.location.href).href });
  stage(2);
  pyodide.unpackArchive(await packed, "zip", { extractDir: "/site" });
  stage(3);
  pyodide.runPython("import sys; sys.path.insert(0, '/site')");
  const asked = pyodide.pyimport("mijn_inburgering").asked;
  stage(4);
  // the rulebook is read while the person reads the first question
  asked(JSON.stringify({ do: "turn", lang: "nl", on: "2026-01-01", file: null, answered: [] }));
  return asked;
}

async function unpacked(name) {
  const found = await fetch(name);
  if (!found.ok) throw new Error(name);
  return new Response(found.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

const ready = started();
ready.catch((error) => {
  console.error(error);
  postMessage({ stage: -1 });
});

self.onmessage = async ({ data: { id, request } }) => {
  try {
    const asked = await ready;
    postMessage({ id, answer: JSON.parse(asked(JSON.stringify(request))) });
  } catch (error) {
    console.error(error);
    postMessage({ id, failed: true });
  }
};
