import { expect, type BrowserContext, type Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { look, walk, type Walk } from "../axe.ts";
import { awake, go, test } from "../fixture.ts";
import { ORIGIN, PASSWORD, join, letter, reply, send, start, unique } from "../people.ts";
import { ANIMATION, png } from "../pixels.ts";
import { code } from "../totp.ts";
import { DESK, GUEST, MEMBER, MODERATOR, NO_PAGES, OUTSIDER, OWN, OWNER, VERIFIER } from "../walks.ts";

test.describe.configure({ timeout: 150_000 });

test("every page of the site is one that axe looks at", async () => {
  const source = await readFile(new URL("../../app/src/lib.rs", import.meta.url), "utf8");
  const routes = source.split(".route(").slice(1).filter((route) => /\bget\(/.test(route));
  const there = routes.map((route) => /"([^"]+)"/.exec(route)?.[1] ?? "");
  const walks: Walk[] = [GUEST, MEMBER, OWN, DESK, MODERATOR, VERIFIER, OWNER, OUTSIDER];
  const listed = new Set([...walks.flatMap(Object.keys), ...NO_PAGES]);
  expect(there.filter((route) => !listed.has(route)), "list the new route in walks.ts").toEqual([]);
  expect(there.length, "routes are found").toBeGreaterThan(50);
});

/** The address that a page's link with this name leads to. */
async function link(page: Page, from: string, name: string | RegExp): Promise<string> {
  await go(page, from);
  return (await page.locator("main").getByRole("link", { name, exact: typeof name === "string" }).first().getAttribute("href")) ?? "";
}

const longThread = (page: Page) => link(page, "/forums/acute-medicine", /^First set of nights/);
const poll = (page: Page) => page.locator("main a[href^='/polls/'], aside a[href^='/polls/']").first().getAttribute("href");

/** The address of the post with this number in a thread. */
async function post(page: Page, thread: string, no: number): Promise<string> {
  await go(page, thread);
  return (await page.locator(`#p${no} .when a[href^='/posts/']`).last().getAttribute("href")) ?? "";
}

/** A thread of this member's with everything in it that a thread can hold, and a draft for it; and two of its posts. */
async function full(page: Page, colleague: BrowserContext, colleagueName: string): Promise<Record<string, string>> {
  const context = page.context();
  const asked = { kind: "poll", title: unique("Everything at once "), body: "Please vote.", question: "Which lamp?", options: "Bright\nDim\nNone", lasts: "week", results: "voted", choices: "one" };
  const { status, to } = await send(context, "/forums/ideas/new", { ...asked, key: unique("key-") });
  expect(status, "the poll is there").toBe(303);
  const thread = to.split("#")[0] ?? "";
  const picture = { name: "x.png", mimeType: "image/png", buffer: png(900, [180, 40, 40]) };
  const kept = (await (await context.request.post(`${ORIGIN}/media`, { multipart: { picture }, headers: { origin: ORIGIN } })).json()) as { address: string };
  await reply(context, thread, `![A red square](${kept.address})\n\n@${colleagueName} **bold** \`code\` :smile:\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n> quoted\n\n- one\n- two`);
  await reply(colleague, thread, "Not what I meant.");
  await reply(colleague, thread, "This is better.");
  const gone = await post(await colleague.newPage(), thread, 3);
  await send(colleague, `${gone}/edit`, { deed: "withdraw" });
  const [edited, own] = [await post(page, thread, 1), await post(page, thread, 2)];
  await send(context, `${edited}/edit`, { body: "Please vote, whoever you are." });
  await send(context, `${own}/bookmark`, { deed: "keep", note: "For Tuesday" });
  await send(context, thread, { deed: "draft", body: "Half a thought", key: unique("key-") });
  await send(context, thread, { deed: "subscribe" });
  return { full: thread, post: own, edited };
}

test("axe finds nothing on any page a guest sees", async ({ page }) => {
  const long = await longThread(page);
  await go(page, "/polls");
  await walk(page, GUEST, { long, poll: (await poll(page)) ?? "" });
  await walk(page, { "/forums/{forum}": [await link(page, "/forums", "Where the road ends")] });
  await go(page, "/register");
  await page.getByRole("button", { name: "Register" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look(page, "register with errors");
});

test("axe finds nothing on any page where a member reads and writes", async ({ person, newcomer }) => {
  const [page, other] = [await person("bleeps"), await newcomer()];
  const found = await full(page, other.page.context(), other.name);
  const long = await longThread(page);
  await go(page, "/polls");
  await walk(page, MEMBER, { ...found, long, poll: (await poll(page)) ?? "" });
});

test("axe finds nothing on any page of one's own, full or empty", async ({ newcomer }) => {
  const [one, other] = [await newcomer(), await newcomer()];
  const { full: thread } = await full(one.page, other.page.context(), other.name);
  await reply(other.page.context(), thread ?? "", `@${one.name}, see above.`);
  await walk(one.page, OWN);
  await walk(other.page, { "": ["/my/bookmarks", "/my/drafts", "/my/pictures", "/my/subscriptions"] });
});

test("axe finds nothing on the composer and what it opens, nor on forms that were refused", async ({ newcomer, watch }) => {
  watch.provokes(/\/media|422/);
  const { page } = await newcomer();
  await go(page, await start(page.context(), unique("Open tools "), "First."));
  await page.locator("#body").fill("A *reply* :smile:\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n```\ncode\n```");
  await page.getByRole("button", { name: "Emoticons" }).click();
  await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
  await page.locator('.toolbar input[type="file"]').setInputFiles([
    { name: "one.gif", mimeType: "image/gif", buffer: ANIMATION },
    { name: "no.png", mimeType: "image/png", buffer: Buffer.from("<svg/>") },
  ]);
  await expect(page.locator(".pictures .error")).toBeVisible();
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.locator(".preview table")).toBeVisible();
  await look(page, "composer with everything open");
  await go(page, "/help");
  await page.keyboard.press("?");
  await expect(page.getByRole("dialog")).toBeVisible();
  await look(page, "list of keys");
  for (const [address, button] of [["/my/notifications", "Save"], ["/my/pictures", "Add the picture"], ["/forums/ideas/new", "Start the thread"]] as const) {
    await go(page, address);
    await page.locator("main form").evaluateAll((forms) => forms.forEach((form) => ((form as HTMLFormElement).noValidate = true)));
    if (address === "/my/notifications") await page.getByLabel("Quiet hours from").fill("22:00");
    await page.getByRole("button", { name: button, exact: true }).click();
    await expect(page.locator("main .error:visible").first()).toBeVisible();
    await awake(page);
    await look(page, `${address} sent with slips`);
  }
});

test("axe finds nothing on the second step of signing in, nor behind a letter's link", async ({ newcomer }) => {
  const [{ page, email }, writer] = [await newcomer(), await newcomer()];
  const title = unique("Told by letter ");
  const thread = await start(writer.page.context(), title, "First.");
  await send(page.context(), thread, { deed: "follow", mode: "every" });
  await reply(writer.page.context(), thread, "Second.");
  const { text } = await letter(email, title);
  await walk(page, { "/unsubscribe/{token}": [new URL(/https?:\/\/\S+\/unsubscribe\/[\w-]+/.exec(text)?.[0] ?? "").pathname] });
  await go(page, "/my/security/factors");
  await page.getByRole("button", { name: "Set up an app" }).click();
  await look(page, "setting up an app");
  await page.getByLabel("Code that the app shows now").fill(code(await page.locator("code.secret").innerText()));
  await page.getByRole("button", { name: "Finish" }).click();
  await look(page, "recovery codes");
  await page.context().clearCookies();
  await go(page, "/login");
  await page.getByLabel("E-mail address").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "One more step" })).toBeVisible();
  await look(page, "the second step");
});

test("axe finds nothing on any page of the desk, nor on a moderator's thread", async ({ person }) => {
  const hedda = await person("hedda");
  await walk(hedda, DESK);
  await go(hedda, "/desk/members?name=wren");
  await hedda.getByRole("button", { name: "Grant the seat to Wren" }).click();
  await expect(hedda.getByRole("alert")).toBeVisible();
  await look(hedda, "desk with an error");
  await go(hedda, "/desk/staff");
  await hedda.getByRole("button", { name: "Appoint" }).click();
  await expect(hedda.getByRole("alert")).toBeVisible();
  await look(hedda, "staff with errors");
  const orla = await person("orla");
  const long = await longThread(orla);
  await walk(orla, MODERATOR, { long, thread: long.split("/").slice(0, 3).join("/") });
});

test("axe finds nothing on the pages of verification, whoever opens them", async ({ person, window }) => {
  for (const name of ["theo", "quietly", "curlew"]) await walk(await person(name), { "": ["/my/verification", "/forums/difficult-cases"] });
  const real_name = `Odhran ${unique("Tiller")}`;
  const page = await window();
  await join(page.context(), { real_name, profession: "Doctor", country: "IE" });
  await go(page, "/my/verification");
  await page.getByRole("button", { name: "Send the application" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look(page, "application with errors");
  await page.getByLabel("GMC number").fill("7654398");
  await page.getByRole("button", { name: "Check my number" }).click();
  await expect(page.getByRole("heading", { name: "We are looking into it" })).toBeVisible();
  await page.getByLabel("Add a document").setInputFiles({ name: "a.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4\n") });
  await page.getByRole("button", { name: "Send the document" }).click();
  await expect(page.locator(".documents")).toBeVisible();
  await walk(page, { "": ["/my/verification", "/forums/difficult-cases"] });
  const ledger = await person("ledger");
  await walk(ledger, VERIFIER, { case: await link(ledger, "/desk/verification", real_name) });
  await ledger.getByRole("button", { name: "Send the decision" }).click();
  await expect(ledger.getByRole("alert")).toBeVisible();
  await look(ledger, "case with errors");
});

test("axe finds nothing on the pages of closed communities, whoever opens them", async ({ person }) => {
  const [owner, theo] = [await person("nightreg"), await person("theo")];
  const community = await link(owner, "/my/communities", "The kettle");
  const cups = await start(owner.context(), unique("Cups "), "Enough?", community.split("/")[2]);
  await walk(owner, { ...OWNER, "/my/communities": ["/my/communities"] }, { community, cups });
  await go(owner, `${community}/members`);
  await owner.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(owner.getByRole("alert")).toBeVisible();
  await look(owner, "members with errors");
  await owner.getByRole("button", { name: "Make a code" }).click();
  await expect(owner.locator(".code-sheet")).toBeVisible();
  await look(owner, "code");
  const invited = new URL(await owner.locator(".code-sheet code").last().innerText()).pathname;
  await walk(theo, OUTSIDER, { link: invited, listed: await link(theo, "/forums", "Where the road ends") });
  await go(theo, "/my/communities");
  await theo.getByRole("button", { name: "Send the request" }).click();
  await expect(theo.getByRole("alert")).toBeVisible();
  await look(theo, "request with errors");
  await walk(await person("bleeps"), { "": [community, `${community}/members`] });
});
