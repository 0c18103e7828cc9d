import { chromium } from "@playwright/test";
import { readFileSync } from "node:fs";
const ORIGIN = "http://localhost:3392";
const out = "/tmp/e-shots";
const demo = JSON.parse(readFileSync("/work/main/app/domain/data/demo.json", "utf8"));
const email = (name) => demo.people.find((p) => p.screen_name === name).email;
const browser = await chromium.launch({ executablePath: process.env.CHROME, chromiumSandbox: false, args: ["--disable-gpu"] });
async function ctx(name, options = {}) {
  const context = await browser.newContext({ baseURL: ORIGIN, ...options });
  if (name) {
    const answer = await context.request.post(`${ORIGIN}/login`, { form: { email: email(name), password: "three calm otters" }, headers: { origin: ORIGIN }, maxRedirects: 0 });
    if (answer.status() !== 303) throw new Error(`${name} ${answer.status()}`);
  }
  return context;
}
async function post(context, address, form) {
  const answer = await context.request.post(`${ORIGIN}${address}`, { form, headers: { origin: ORIGIN }, maxRedirects: 0 });
  console.log(address, JSON.stringify(form).slice(0, 80), answer.status(), answer.headers().location ?? "");
  return answer;
}
const people = {};
for (const name of ["Bushdoc", "NightReg", "Theo", "Wren", "Hedda", "Orla", "Juno"]) people[name] = await ctx(name);
const slug = "where-the-road-ends";
if (process.argv[2] === "setup") {
  await post(people.Theo, `/forums/${slug}`, { body: "I am on an elective in the Hebrides this summer, three hours from the next CT.\n\nMay I listen in?" });
  await post(people.Wren, `/forums/${slug}`, { body: "District nurse, two islands, one ferry." });
  await post(people.Theo, "/my/communities", { deed: "request", name: "Finals study group", purpose: "Weekly cases before finals, one host each time.", for_whom: "Final year students anywhere.", door: "listed" });
  await post(people.Wren, "/my/communities", { deed: "request", name: "Night nurses", purpose: "Quiet company between two and five.", for_whom: "Nurses on nights.", door: "unlisted" });
  await post(people.Bushdoc, `/forums/${slug}/members`, { deed: "invite", invitee: "Theo" });
  await post(people.Bushdoc, `/forums/${slug}/members`, { deed: "code" });
  const desk = await (await people.Hedda.request.get(`${ORIGIN}/desk/requests`)).text();
  const at = desk.indexOf(">Night nurses<");
  const id = /name="request" value="(\d+)"/.exec(desk.slice(at))?.[1];
  await post(people.Hedda, "/desk/requests", { request: id, deed: "refuse", reason: "There is an open forum for nights already; let us try that first." });
  process.exit(0);
}
const thread = /href="(\/threads\/\d+)\//.exec(await (await people.Orla.request.get(`${ORIGIN}/forums/cycling`)).text())?.[1];
const shots = [
  ["my-theo", "Theo", "/my/communities"],
  ["my-owner", "Bushdoc", "/my/communities?done=kept"],
  ["members-owner", "Bushdoc", `/forums/${slug}/members?done=invited`],
  ["members-plain", "Juno", `/forums/${slug}/members`],
  ["forum-in", "Juno", `/forums/${slug}`],
  ["door-guest", null, `/forums/${slug}`],
  ["door-asked", "Wren", `/forums/${slug}`],
  ["door-ask", "Hedda", `/forums/${slug}`],
  ["forums", "Juno", "/forums"],
  ["move", "Orla", `${thread}/move`],
  ["move-preview", "Orla", `${thread}/move?to=help`],
  ["thread", "Orla", `${thread}`],
  ["desk-requests", "Hedda", "/desk/requests"],
  ["desk-forums", "Hedda", "/desk/forums"],
  ["desk-forum", "Hedda", "/desk/forums/cycling"],
  ["desk-forum-move", "Hedda", "/desk/forums/cycling?to=doctors"],
];
const only = process.argv.slice(2);
for (const [name, who, path] of shots) {
  if (only.length && !only.some((o) => name.includes(o))) continue;
  for (const [width, scheme] of [[1280, "light"], [360, "dark"]]) {
    const context = await browser.newContext({ baseURL: ORIGIN, viewport: { width, height: 800 }, colorScheme: scheme, storageState: who ? await people[who].storageState() : undefined });
    const page = await context.newPage();
    page.on("console", (m) => m.type() === "error" && console.log(name, "console", m.text()));
    const answer = await page.goto(path);
    await page.waitForLoadState("networkidle");
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    console.log(name, width, answer.status(), wide > width ? `OVERFLOW ${wide}` : "");
    await page.screenshot({ path: `${out}/${name}-${width}.png`, fullPage: true });
    await context.close();
  }
}
// Code page and errors.
for (const [name, who, address, form] of [
  ["code", "Bushdoc", `/forums/${slug}/members`, "code"],
]) {
  if (only.length && !only.some((o) => name.includes(o))) continue;
  for (const [width, scheme] of [[1280, "light"], [360, "dark"]]) {
    const context = await browser.newContext({ baseURL: ORIGIN, viewport: { width, height: 800 }, colorScheme: scheme, storageState: await people[who].storageState() });
    const page = await context.newPage();
    await page.goto(address);
    await page.locator(`button[value=${form}]`).click();
    await page.waitForLoadState("networkidle");
    await page.screenshot({ path: `${out}/${name}-${width}.png`, fullPage: true });
    const link = await page.locator("code").nth(1).textContent();
    await page.goto(address);
    await page.locator("#invitee").fill("Nobody Such");
    await page.getByRole("button", { name: "Send the invitation" }).click();
    await page.screenshot({ path: `${out}/errors-${width}.png`, fullPage: true });
    const theo = await browser.newContext({ baseURL: ORIGIN, viewport: { width, height: 800 }, colorScheme: scheme, storageState: await people.Theo.storageState() });
    const join = await theo.newPage();
    await join.goto(new URL(link).pathname);
    await join.screenshot({ path: `${out}/join-${width}.png`, fullPage: true });
    await theo.close();
    await context.close();
  }
}
await browser.close();
