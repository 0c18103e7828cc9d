import { expect, type Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { go, test } from "../fixture.ts";
import { join, start, unique } from "../people.ts";

const AXE = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const OPEN = ["/", "/forums", "/forums/acute-medicine", "/forums/difficult-cases", "/members/Bleeps", "/help", "/help/confidentiality",
  "/help/glossary", "/help/icons", "/help/registration", "/help/browsers", "/conduct", "/terms", "/privacy", "/about", "/search", "/search?q=nights",
  "/search?q=qqqqwwwwzzzz", "/search?q=nights&from=x", "/nothing-here"];
const GUEST = [...OPEN, "/register", "/login", "/login?confirmed=1", "/forgot", "/verify/nothing"];
const MEMBER = [...OPEN, "/my", "/my/profile", "/my/privacy", "/my/security", "/my/security/factors", "/my/verification",
  "/my/communities", "/login/again", "/forums/help/new"];
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

type Found = { violations: { id: string; nodes: { target: unknown; failureSummary?: string }[] }[] };

/** What axe finds wrong with the page, in both themes and at both widths; each finding is told once. */
async function look(page: Page, name: string): Promise<void> {
  await page.evaluate(await AXE);
  const words = new Map<string, string>();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      const found = await page.evaluate(async (tags) => {
        const { axe } = globalThis as unknown as { axe: { run: (where: Document, how: unknown) => Promise<Found> } };
        return axe.run(document, { runOnly: { type: "tag", values: tags }, resultTypes: ["violations"] });
      }, TAGS);
      for (const one of found.violations) {
        for (const node of one.nodes) {
          const finding = `${one.id}: ${node.target}`;
          if (!words.has(finding)) words.set(finding, `${finding}, ${colorScheme}, ${width} px: ${node.failureSummary}`);
        }
      }
    }
  }
  expect.soft([...words.values()], name).toEqual([]);
}

async function each(page: Page, addresses: string[]): Promise<void> {
  for (const address of addresses) {
    await go(page, address);
    await look(page, address);
  }
}

/** The address of the thread of two pages. */
async function thread(page: Page): Promise<string> {
  await go(page, "/forums/acute-medicine");
  return (await page.getByRole("link", { name: /^First set of nights/ }).getAttribute("href")) ?? "";
}

/** The address of a closed community, as one of these pages links to it. */
async function community(page: Page, from: string, name: string): Promise<string> {
  await go(page, from);
  return (await page.locator("main").getByRole("link", { name, exact: true }).getAttribute("href")) ?? "";
}

test.describe.configure({ timeout: 240_000 });

test("axe finds nothing on any page a guest sees", async ({ page }) => {
  await each(page, [...GUEST, await thread(page), await community(page, "/forums", "Where the road ends")]);
  await go(page, "/register");
  await page.getByRole("button", { name: "Register" }).click();
  await expect(page.getByRole("alert")).toBeVisible();
  await look(page, "register with errors");
});

test("axe finds nothing on any page a member sees", async ({ person }) => {
  const page = await person("bleeps");
  await each(page, [...MEMBER, "/forums/hospital-medicine"]);
  await go(page, `${await thread(page)}?page=2`);
  await page.locator("#body").fill("A *reply* :smile:\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n```\ncode\n```");
  await page.getByRole("button", { name: "Emoticons" }).click();
  await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
  await page.getByRole("button", { name: "Preview" }).click();
  await expect(page.locator(".preview table")).toBeVisible();
  await look(page, "composer with picker and preview");
  await go(page, await thread(page));
  const own = page.locator("article.own, article.post").filter({ has: page.getByRole("link", { name: "Edit", exact: true }) }).first();
  const edit = await own.getByRole("link", { name: "Edit", exact: true }).getAttribute("href");
  await each(page, [edit ?? "", (edit ?? "").replace("/edit", "/history")]);
});

test("axe finds nothing on any page of the desk, nor on a moderator's thread", async ({ person }) => {
  const hedda = await person("hedda");
  await each(hedda, ["/", "/desk", "/desk/verification", "/desk/members", "/desk/members?name=zzz", "/desk/staff", "/desk/requests", "/desk/forums",
    "/desk/forums/ideas", "/desk/forums/ideas?to=doctors", "/desk/synonyms", "/desk/identity", "/desk/audit"]);
  await go(hedda, "/desk/members?name=wren");
  await hedda.getByRole("button", { name: "Grant the seat to Wren" }).click();
  await expect(hedda.getByRole("alert")).toBeVisible();
  await look(hedda, "desk with an error");
  await go(hedda, "/desk/staff");
  await hedda.getByRole("button", { name: "Appoint" }).click();
  await expect(hedda.getByRole("alert")).toBeVisible();
  await look(hedda, "staff with errors");
  const orla = await person("orla");
  const move = `${(await thread(orla)).split("/").slice(0, 3).join("/")}/move`;
  await each(orla, [await thread(orla), move, `${move}?to=difficult-cases`]);
});

test("axe finds nothing on the pages of verification, whoever opens them", async ({ person, window }) => {
  for (const name of ["theo", "quietly", "curlew"]) await each(await person(name), ["/my/verification", "/forums/difficult-cases"]);
  const page = await window();
  const real_name = `Odhran ${unique("Tiller")}`;
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
  await each(page, ["/my/verification", "/forums/difficult-cases"]);
  const ledger = await person("ledger");
  await each(ledger, ["/desk", "/desk/verification"]);
  const desk = (await ledger.getByRole("link", { name: real_name }).getAttribute("href")) ?? "";
  await each(ledger, [desk]);
  await ledger.getByRole("button", { name: "Send the decision" }).click();
  await expect(ledger.getByRole("alert")).toBeVisible();
  await look(ledger, "case with errors");
});

test("axe finds nothing on the pages of closed communities, whoever opens them", async ({ person }) => {
  const [owner, theo] = [await person("nightreg"), await person("theo")];
  const kettle = await community(owner, "/my/communities", "The kettle");
  await each(owner, ["/my/communities", kettle, `${kettle}/members`, await start(owner.context(), unique("Cups "), "Enough?", kettle.split("/")[2])]);
  await go(owner, `${kettle}/members`);
  await owner.getByRole("button", { name: "Remove", exact: true }).click();
  await expect(owner.getByRole("alert")).toBeVisible();
  await look(owner, "members with errors");
  await owner.getByRole("button", { name: "Make a code" }).click();
  await expect(owner.locator(".code-sheet")).toBeVisible();
  await look(owner, "code");
  const link = await owner.locator(".code-sheet code").last().innerText();
  await each(theo, [new URL(link).pathname, await community(theo, "/forums", "Where the road ends")]);
  await go(theo, "/my/communities");
  await theo.getByRole("button", { name: "Send the request" }).click();
  await expect(theo.getByRole("alert")).toBeVisible();
  await look(theo, "request with errors");
  await each(await person("bleeps"), [kettle, `${kettle}/members`]);
});
