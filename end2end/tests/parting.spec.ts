import { expect } from "@playwright/test";
import { awake, go, test } from "../fixture.ts";
import { ORIGIN, reply, start, unique } from "../people.ts";

for (const scripts of [true, false]) {
  test(`a moderator merges two threads and splits them again, ${scripts ? "with" : "without"} scripts`, async ({ newcomer, person, window, watch }) => {
    test.setTimeout(120_000);
    if (!scripts) watch.provokes(/\.js csp$/);
    const { page } = await newcomer();
    const words = unique("Wombats ");
    const one = await start(page.context(), `${words} first`, "The first question.");
    const two = await start(page.context(), `${words} second`, "The same question again.");
    const answered = await reply(page.context(), one, "An answer that many have linked to.");
    await reply(page.context(), two, "Another answer.");
    await go(page, one);
    const permalink = await page.locator("article", { hasText: "many have linked" }).locator("p.when a").first().getAttribute("href");

    const orla = await person("orla", { viewport: { width: 360, height: 740 }, javaScriptEnabled: scripts });
    const ready = async () => { if (scripts) await awake(orla); };
    const choose = async (name: string) => {
      await orla.goto(`${ORIGIN}${one}`);
      await ready();
      await orla.getByRole("link", { name, exact: true }).click();
      await ready();
    };
    await choose("Merge");
    await expect(orla.getByRole("heading", { level: 1 })).toHaveText("Merge this thread");
    await orla.getByLabel("Address of the other thread").fill("/forums/ideas");
    await orla.getByRole("button", { name: "Look at it first" }).click();
    await expect(orla.locator("#into-error")).toContainText("Please copy the address of the other thread");
    await expect(orla.getByLabel("Address of the other thread"), "what was typed stays").toHaveValue("/forums/ideas");
    await ready();
    await orla.getByLabel("Address of the other thread").fill(`${ORIGIN}${two}`);
    await orla.getByRole("button", { name: "Look at it first" }).click();
    await expect(orla.locator("main")).toContainText("2 posts of");
    await ready();
    expect(await orla.evaluate(() => document.documentElement.scrollWidth - innerWidth), "fits the phone").toBeLessThanOrEqual(0);
    await orla.getByRole("button", { name: "Merge them" }).click();
    await expect(orla.locator("#reason-error")).toContainText("A reason has at least 3 characters");
    await ready();
    await orla.getByLabel("Reason").fill("The same question");
    await orla.getByRole("button", { name: "Merge them" }).click();
    await expect(orla.getByRole("heading", { level: 1 })).toContainText("second");
    await expect(orla.locator("article .body")).toHaveText(["The first question.", "The same question again.", "An answer that many have linked to.", "Another answer."]);
    await ready();

    const guest = await window();
    expect((await guest.goto(`${ORIGIN}${one}`))?.status()).toBe(200);
    expect(new URL(guest.url()).pathname, "the former address leads on").toBe(two);
    await guest.goto(`${ORIGIN}${permalink}`);
    expect(new URL(guest.url()).hash, "and so does that of a post").toBe("#p3");
    expect(answered).toContain("#p2");

    await orla.getByRole("link", { name: "Split", exact: true }).click();
    await ready();
    await orla.getByLabel("An answer that many have linked to.").check();
    await orla.getByRole("button", { name: "Make a new thread of them" }).click();
    await expect(orla.locator("#title-error")).toBeVisible();
    await expect(orla.getByLabel("An answer that many have linked to."), "what was chosen stays").toBeChecked();
    await ready();
    await orla.getByLabel("Title of the new thread").fill(`${words} apart`);
    await orla.getByLabel("Reason").fill("A matter of its own");
    expect(await orla.evaluate(() => document.documentElement.scrollWidth - innerWidth), "fits the phone").toBeLessThanOrEqual(0);
    await orla.getByRole("button", { name: "Make a new thread of them" }).click();
    await expect(orla.getByRole("heading", { level: 1 })).toContainText("apart");
    await expect(orla.locator("article .body")).toHaveText(["An answer that many have linked to."]);
    await ready();
    await guest.goto(`${ORIGIN}${permalink}`);
    await expect(guest.getByRole("heading", { level: 1 })).toContainText("apart");

    await go(page, two);
    await expect(page.locator("article .body")).toHaveText(["The first question.", "The same question again.", "Another answer."]);
    await expect(page.getByRole("link", { name: "Split" }), "members do not split").toHaveCount(0);
  });
}
