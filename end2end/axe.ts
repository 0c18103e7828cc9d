// What axe and a ruler find wrong with a page, in both themes, on a phone and in a wide window.
import { expect, type Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { go } from "./fixture.ts";

const AXE = readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const PHONE = 360;
const VIEWS = [["light", 1280], ["dark", 1280], ["dark", PHONE], ["light", PHONE]] as const;

type Found = { violations: { id: string; nodes: { target: unknown; failureSummary?: string }[] }[] };

/** Everything is looked at wide and light, and on a dark phone; the other theme of each changes only colours. */
const rules = (at: number) => (at % 2 === 0 ? { type: "tag", values: TAGS } : { type: "rule", values: ["color-contrast", "link-in-text-block"] });

async function violations(page: Page, runOnly: object): Promise<Found["violations"]> {
  const { violations } = await page.evaluate(async (runOnly) => {
    const { axe } = globalThis as unknown as { axe: { run: (where: Document, how: unknown) => Promise<Found> } };
    return axe.run(document, { runOnly, resultTypes: ["violations"], preload: false });
  }, runOnly);
  return violations;
}

/** Waits until the page has been laid out anew: axe reads places one after the other. */
const settled = (page: Page, width: number): Promise<unknown> =>
  page.evaluate(async (width) => {
    const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
    do await frame();
    while (innerWidth !== width);
    await frame();
  }, width);

/** What makes the page wider than its window. */
const wider = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= room) return [];
    const wide = [...document.querySelectorAll("body *")].filter((one) => one.getBoundingClientRect().right > room + 1);
    return ["scrolls sideways", ...wide.slice(-3).map((one) => one.outerHTML.slice(0, 120))];
  });

/** Expects that axe finds nothing on the page as it stands; each finding is told once. */
export async function look(page: Page, name: string): Promise<void> {
  await page.evaluate(await AXE);
  const words = new Map<string, string>();
  for (const [at, [colorScheme, width]] of VIEWS.entries()) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    await page.setViewportSize({ width, height: 900 });
    await settled(page, width);
    for (const { id, nodes } of await violations(page, rules(at))) {
      for (const { target, failureSummary } of nodes) {
        const finding = `${id}: ${target}`;
        if (!words.has(finding)) words.set(finding, `${finding}, ${colorScheme}, ${width} px: ${failureSummary}`);
      }
    }
    if (width === PHONE && colorScheme === "dark") for (const finding of await wider(page)) words.set(finding, finding);
  }
  expect.soft([...words.values()], name).toEqual([]);
}

/** Addresses by the routes that answer them; what stands in braces in an address is found by whoever walks. */
export type Walk = Record<string, string[]>;

/** Looks at every page of a walk. */
export async function walk(page: Page, pages: Walk, found: Record<string, string> = {}): Promise<void> {
  for (const address of Object.values(pages).flat()) {
    const whole = address.replace(/\{(\w+)\}/g, (_, name: string) => found[name] ?? `no-${name}`);
    await go(page, whole);
    if (!whole.includes("nothing")) await expect.soft(page.locator("main .lost"), `${whole} is there`).toHaveCount(0);
    await look(page, `${address} ${whole}`);
  }
}
