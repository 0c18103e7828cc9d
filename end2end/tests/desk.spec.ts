import { expect } from "@playwright/test";
import { awake, go, test } from "../fixture.ts";
import { letter, reply, unique } from "../people.ts";

test("Hedda grants the doctor's seat with a reason, and taking it closes an open page at the next click", async ({ person, newcomer, watch }) => {
  // The page that is left tells how far it was read, and by then there is nothing any more.
  watch.provokes(/404: .*\/api\/read$/);
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
  await page.getByRole("link", { name: /^Constructed case: tired, potassium 2.8/ }).click();
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

test("Hedda appoints an editor with a reason and takes the role back, and both are on record", async ({ person, newcomer }) => {
  const { page, name, email } = await newcomer();
  const hedda = await person("hedda");
  const why = unique("Writes well and is patient ");
  await go(hedda, "/desk/staff");
  await hedda.getByLabel("Screen name").fill(name);
  await hedda.getByLabel("Role", { exact: true }).selectOption("Editor");
  await hedda.getByRole("button", { name: "Appoint" }).click();
  await expect(hedda.getByRole("alert").getByRole("link")).toContainText("A reason has at least 3 characters");
  await expect(hedda.getByLabel("Screen name")).toHaveValue(name);
  await awake(hedda);
  await hedda.getByLabel("Reason", { exact: true }).fill(why);
  await hedda.getByRole("button", { name: "Appoint" }).click();
  await expect(hedda.getByRole("status").first()).toContainText(`${name} has the role of editor now`);
  await awake(hedda);
  await letter(email, "Your role on doc2doc: editor");

  await go(page, "/desk");
  await expect(page.getByRole("navigation", { name: "Staff’s desk" }).getByRole("link")).toHaveText(["Desk", "Forums", "Poll", "Synonyms"]);
  expect((await page.request.get("/desk/staff")).status(), "and no other room").toBe(404);
  const row = hedda.locator("tbody tr", { hasText: name });
  await row.getByLabel("Reason").fill("Has moved to another team");
  await row.getByRole("button", { name: "Take back" }).click();
  await expect(hedda.getByRole("status").first()).toContainText("The role of editor has been taken back");
  await awake(hedda);
  expect((await page.request.get("/desk")).status(), "with the next request").toBe(404);

  await hedda.getByRole("navigation", { name: "Staff’s desk" }).getByRole("link", { name: "Audit log" }).click();
  await awake(hedda);
  await hedda.getByLabel("By or about").fill(name);
  await hedda.getByRole("button", { name: "Show" }).click();
  await expect(hedda.locator('[data-th="What"]')).toHaveText(["Took a staff role back", "Gave a staff role"]);
  await expect(hedda.locator('[data-th="Why, or how"]').last()).toHaveText(`Editor: ${why}`);
  await expect(hedda.locator('[data-th="By"]').last()).toHaveText("Hedda");
  await awake(hedda);
});

test("an identity is looked up for a typed reason, shown once, put on record, and its owner sees that it was", async ({ person, newcomer }) => {
  const { page, name, email } = await newcomer();
  const hedda = await person("hedda");
  const why = unique("Complaint number ");
  await go(page, "/my/privacy");
  await expect(page.getByRole("region", { name: "Has anybody looked up who you are?" })).toContainText("Never so far.");
  await go(hedda, "/desk/identity");
  await hedda.getByRole("textbox", { name: "Screen name" }).fill(name);
  await hedda.getByRole("button", { name: "Look up, on record" }).click();
  await expect(hedda.getByRole("alert").getByRole("link")).toHaveCount(2);
  await awake(hedda);
  await hedda.getByLabel("Why", { exact: true }).selectOption({ index: 3 });
  await hedda.getByLabel("In your words").fill(why);
  await hedda.getByRole("button", { name: "Look up, on record" }).click();
  const found = hedda.getByRole("status").first();
  await expect(found).toContainText(`Behind ${name}`);
  await expect(found).toContainText("Ada Byrne");
  await expect(found).toContainText(email);
  await awake(hedda);
  await go(hedda, "/desk/identity");
  await expect(hedda.locator("main"), "shown once").not.toContainText("Ada Byrne");
  await go(hedda, `/desk/audit?act=look-up&name=${name}`);
  await expect(hedda.locator("tbody tr")).toHaveCount(1);
  await expect(hedda.locator("tbody tr")).toContainText(why);
  await expect(hedda.locator("main"), "the log knows no real names").not.toContainText("Ada Byrne");
  await go(page, "/my/privacy");
  await expect(page.getByRole("region", { name: "Has anybody looked up who you are?" })).toContainText("once");
  const orla = await person("orla");
  expect((await orla.request.get("/desk/identity")).status(), "moderators know screen names alone").toBe(404);
});
