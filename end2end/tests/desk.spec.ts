import { expect } from "@playwright/test";
import { awake, go, test } from "../fixture.ts";
import { reply } from "../people.ts";

test("Hedda grants the doctor's seat with a reason, and taking it closes an open page at the next click", async ({ person, newcomer }) => {
  const { page, name } = await newcomer();
  const hedda = await person("hedda");
  await go(page, "/forums/difficult-cases");
  await expect(page.locator(".door")).toBeVisible();

  await go(hedda, "/");
  await hedda.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Desk" }).click();
  await awake(hedda);
  await hedda.locator("main").getByRole("link", { name: "Members" }).first().click();
  await awake(hedda);
  await hedda.getByLabel("Find a member").fill(name);
  await hedda.getByRole("button", { name: "Find" }).click();
  await expect(hedda.locator("tbody tr")).toHaveCount(1);
  await awake(hedda);
  await expect(hedda.locator('[data-th="Joined"]'), "a day has no hour").toHaveText(/^\d{1,2} \w{3} \d{4}$/);
  await hedda.getByRole("button", { name: `Grant the seat to ${name}` }).click();
  await expect(hedda.getByRole("alert").getByRole("link")).toContainText("A reason has at least 3 characters");
  await hedda.getByLabel(`Reason for ${name}`).fill("Register entry and passport seen");
  await hedda.getByRole("button", { name: `Grant the seat to ${name}` }).click();
  await expect(hedda.getByRole("status").first()).toContainText(`${name} has the doctor’s seat`);
  await awake(hedda);

  await go(page, "/forums/difficult-cases");
  await page.getByRole("link", { name: /potassium 2.8/ }).click();
  await awake(page);
  const thread = new URL(page.url()).pathname;
  await reply(page.context(), thread, "Glad to be in. What did the aldosterone show?");
  await go(page, thread);
  await expect(page.locator("article.own")).toContainText("Glad to be in.");

  await hedda.getByLabel(`Reason for ${name}`).fill("Left the register at own wish");
  await hedda.getByRole("button", { name: `Take the seat from ${name}` }).click();
  await expect(hedda.getByRole("status").first()).toContainText(`${name} does not have the doctor’s seat`);
  const next = page.waitForResponse((answer) => answer.request().isNavigationRequest());
  await page.locator("article.own").getByRole("link", { name: "Edit", exact: true }).click();
  expect((await next).status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
  await awake(page);
  await go(page, "/forums/difficult-cases");
  await expect(page.locator(".door")).toBeVisible();
});

test("for everybody but administrators the desk is not there", async ({ page, person, newcomer }) => {
  const pages = [page, await person("bleeps"), await person("orla"), (await newcomer()).page];
  for (const window of pages) {
    for (const address of ["/desk", "/desk/members"]) {
      expect((await window.goto(address))?.status()).toBe(404);
      await expect(window.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
      await expect(window.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Desk" })).toHaveCount(0);
      if (window !== page) await awake(window);
    }
  }
});
