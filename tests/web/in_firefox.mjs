// One conversation in Firefox with the page that is served at ADDRESS: node tests/web/in_firefox.mjs ADDRESS [LANGUAGE]
// It needs Firefox (Debian: firefox-esr) and `npm install --no-save puppeteer-core`. It says what it saw, and fails at the first difference.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import puppeteer from "puppeteer-core";

const [address, lang = "nl"] = process.argv.slice(2);
const executablePath = ["/usr/bin/firefox", "/usr/bin/firefox-esr"].find(existsSync);
const browser = await puppeteer.launch({ browser: "firefox", executablePath });
const page = await browser.newPage();
const complaints = [];
page.on("console", (said) => ["error", "warn"].includes(said.type()) && complaints.push(said.text()));
page.on("pageerror", (error) => complaints.push(error.message));
await page.setViewport({ width: 360, height: 740 });

const heading = () => page.$eval("main h1", (one) => one.textContent);
const next = "form .nl-button--primary";
async function after(does) {
  const before = await heading();
  await does();
  const another = (old) => !document.querySelector("main[aria-busy]") && document.querySelector("main h1")?.textContent !== old;
  await page.waitForFunction(another, { timeout: 60_000 }, before);
}
const ready = () => page.waitForSelector("html[data-stage='4'][data-offline=ready]", { timeout: 90_000 });

const began = Date.now();
await page.goto(`${address}#${lang}`);
await ready();
console.log(`${await browser.version()}: ready and kept for a visit without internet after ${(Date.now() - began) / 1000} s`);
await after(() => page.click("main .nl-button--primary"));
await page.click("input[value=pip]");
await after(() => page.click(next));
for (const [place, part] of ["12", "3", "2024"].entries()) await page.type(`#day-${place}`, part);
await after(() => page.click(next));
const third = await heading();
await after(() => page.goBack());
assert.deepEqual(await page.$$eval(".day input", (all) => all.map((one) => one.value)), ["12", "3", "2024"]);
await after(() => page.click(next));
await page.setOfflineMode(true);
const asked = (name) => fetch(name, { cache: "no-store" }).then(() => "answered", () => "no network");
assert.equal(await page.evaluate(asked, "not-kept"), "no network");
await page.reload();
await ready();
await page.waitForSelector("main:not([aria-busy]) form", { timeout: 60_000 });
assert.equal(await heading(), third);
await page.$$eval(".quiet .nl-button--subtle", (all) => all[1].click());
await page.waitForSelector(".letter", { timeout: 60_000 });
console.log(await page.$eval(".letter", (one) => one.shadowRoot.querySelector("h1").textContent));
assert.deepEqual(complaints.filter((one) => !one.includes("not-kept")), []);
await browser.close();
