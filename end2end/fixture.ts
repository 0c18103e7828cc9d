// What every test stands on: pages whose console, errors and failed requests are watched, and people in windows of their own.
import { test as base, type BrowserContext, type BrowserContextOptions, type Page } from "@playwright/test";
import { join, signIn } from "./people.ts";

/** Collects what no page should have; a test says beforehand what it provokes. */
export class Watch {
  readonly trouble: string[] = [];
  readonly #provoked: RegExp[] = [];

  /** Failed requests to this address belong to the test. */
  provokes(address: RegExp): void {
    this.#provoked.push(address);
  }

  over(context: BrowserContext): void {
    const note = (words: string) => this.#provoked.some((address) => address.test(words)) || this.trouble.push(words);
    context.on("console", (message) => {
      // Browsers also write failed requests to the console; they are judged below, by what was asked for.
      const failed = message.text().startsWith("Failed to load resource");
      if (message.type() === "error" && !failed) note(`console: ${message.text()}`);
    });
    context.on("weberror", (error) => {
      const words = error.error().stack || String(error.error());
      // The browser gives up the picture of a change of pages when one goes on too quickly; it names no line of ours.
      if (!/Transition was (skipped|aborted)/.test(words)) note(`page error: ${words} at ${error.page()?.url()}`);
    });
    context.on("requestfailed", (request) => {
      // A page that is left takes its requests with it.
      const words = request.failure()?.errorText ?? "";
      if (words !== "net::ERR_ABORTED") note(`failed: ${request.url()} ${words}`);
    });
    context.on("response", (response) => {
      const page = response.request().resourceType() === "document";
      if (response.status() >= (page ? 500 : 400)) note(`${response.status()}: ${response.url()}`);
    });
  }
}

type Fixtures = {
  watch: Watch;
  /** A window of its own, with nobody signed in. */
  window: (options?: BrowserContextOptions) => Promise<Page>;
  /** A window in which this demo person is signed in. */
  person: (name: string, options?: BrowserContextOptions) => Promise<Page>;
  /** A window of somebody who has just joined, under a name of their own. */
  newcomer: (options?: BrowserContextOptions) => Promise<{ page: Page; name: string; email: string }>;
};

export const test = base.extend<Fixtures>({
  watch: [
    async ({}, use) => {
      const watch = new Watch();
      await use(watch);
      if (watch.trouble.length > 0) throw new Error(`pages had trouble:\n${watch.trouble.join("\n")}`);
    },
    { auto: true },
  ],
  context: async ({ context, watch }, use) => {
    watch.over(context);
    await use(context);
  },
  window: async ({ browser, watch }, use) => {
    const opened: BrowserContext[] = [];
    await use(async (options) => {
      const context = await browser.newContext(options);
      opened.push(context);
      watch.over(context);
      return context.newPage();
    });
    for (const context of opened) await context.close();
  },
  person: async ({ window }, use) => {
    await use(async (name, options) => {
      const page = await window(options);
      await signIn(page.context(), `${name.toLowerCase()}@demo.doc2doc.example`);
      return page;
    });
  },
  newcomer: async ({ window }, use) => {
    await use(async (options) => {
      const page = await window(options);
      return { page, ...(await join(page.context())) };
    });
  },
});

/** Waits until the browser's library has woken the islands. */
export async function awake(page: Page): Promise<void> {
  await page.locator('html[data-awake="yes"]').waitFor({ state: "attached" });
}

/** Goes to an address and waits until the page can be used. */
export async function go(page: Page, address: string): Promise<void> {
  await page.goto(address);
  if ((await page.locator("body").getAttribute("class")) === "member") await awake(page);
}
