import { expect, type Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { go, test } from "../fixture.ts";

const AXE = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const OPEN = ["/", "/forums", "/forums/acute-medicine", "/forums/difficult-cases", "/members/Bleeps", "/help", "/help/confidentiality",
  "/help/glossary", "/help/icons", "/help/registration", "/help/browsers", "/conduct", "/terms", "/privacy", "/about", "/nothing-here"];
const GUEST = [...OPEN, "/register", "/login", "/login?confirmed=1", "/forgot", "/verify/nothing"];
const MEMBER = [...OPEN, "/my", "/my/profile", "/my/privacy", "/my/security", "/my/security/factors", "/login/again", "/forums/help/new"];
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

test.describe.configure({ timeout: 240_000 });

test("axe finds nothing on any page a guest sees", async ({ page }) => {
  await each(page, [...GUEST, await thread(page)]);
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
  await each(hedda, ["/", "/desk", "/desk/members", "/desk/members?name=zzz"]);
  await go(hedda, "/desk/members?name=wren");
  await hedda.getByRole("button", { name: "Grant the seat to Wren" }).click();
  await expect(hedda.getByRole("alert")).toBeVisible();
  await look(hedda, "desk with an error");
  const orla = await person("orla");
  await each(orla, [await thread(orla)]);
});
