import { expect } from "@playwright/test";
import { awake, go, test } from "../fixture.ts";
import { press, tabTo, type } from "../keys.ts";
import { start, unique } from "../people.ts";

test("a moderator pins, locks and moves a thread with the keyboard alone, on a phone", async ({ newcomer, person, window }) => {
  test.setTimeout(120_000);
  const { page, name } = await newcomer();
  const title = unique("Better asked among doctors ");
  const thread = await start(page.context(), title, "I think this belongs elsewhere.");
  const guest = await window();
  expect((await guest.goto(thread))?.status()).toBe(200);

  const orla = await person("orla", { viewport: { width: 360, height: 740 } });
  await go(orla, "/forums/ideas");
  await press(orla, orla.getByRole("link", { name: title, exact: true }));
  await awake(orla);
  for (const [button, other] of [["Pin", "Unpin"], ["Lock", "Unlock"]] as const) {
    await press(orla, orla.getByRole("button", { name: button, exact: true }));
    await expect(orla.getByRole("button", { name: other, exact: true })).toBeVisible();
    await awake(orla);
  }
  await go(page, thread);
  await expect(page.locator("main")).toContainText("This thread is locked");
  await expect(page.getByRole("link", { name: "Move" }), "its author does not move it").toHaveCount(0);

  await press(orla, orla.getByRole("link", { name: "Move", exact: true }));
  await expect(orla.getByRole("heading", { level: 1 })).toHaveText("Move this thread");
  await awake(orla);
  await type(orla, orla.getByLabel("Move it to"), "Difficult");
  await press(orla, orla.getByRole("button", { name: "Look at it first" }));
  await expect(orla.getByRole("heading", { name: "From Ideas" })).toContainText("to Difficult cases");
  await awake(orla);
  const sight = orla.locator(".sight");
  await expect(sight).toContainText("Guests and search engines will not find it any more.");
  await expect(sight).toContainText("No member will see it who does not see it now.");
  await expect(sight).toContainText(/\d+ members? loses? sight of it at once/);
  expect(await orla.evaluate(() => document.documentElement.scrollWidth - innerWidth), "fits the phone").toBeLessThanOrEqual(0);
  await press(orla, orla.getByRole("button", { name: "Move it" }));
  await expect(orla.locator("#reason-error")).toContainText("A reason has at least 3 characters");
  await awake(orla);
  await type(orla, orla.getByLabel("Reason"), "Better among doctors");
  await press(orla, orla.getByRole("button", { name: "Move it" }));
  await expect(orla.locator(".readers").first()).toContainText("Doctors only");
  await awake(orla);

  expect((await guest.goto(thread))?.status(), "closed to guests").toBe(404);
  expect((await page.goto(thread))?.status(), "and to its author").toBe(404);
  await awake(page);
  await go(page, `/members/${name}`);
  await expect(page.locator("main")).not.toContainText(title);
  await tabTo(orla, orla.getByRole("button", { name: "Unpin" }), 120);
  await orla.keyboard.press("Enter");
  await expect(orla.getByRole("button", { name: "Pin", exact: true })).toBeVisible();
  await awake(orla);
});

test("a trusted user locks and unlocks an open thread, and neither pins nor moves it", async ({ newcomer, person }) => {
  const { page } = await newcomer();
  const thread = await start(page.context(), unique("Round in circles "), "And round.");
  const juno = await person("juno");
  await go(juno, thread);
  await expect(juno.getByRole("button", { name: "Pin" })).toHaveCount(0);
  await expect(juno.getByRole("link", { name: "Move" })).toHaveCount(0);
  await juno.getByRole("button", { name: "Lock", exact: true }).click();
  await expect(juno.getByRole("button", { name: "Unlock" })).toBeVisible();
  await awake(juno);
  await expect(juno.locator("main")).toContainText("This thread is locked");
  for (const deed of ["pin", "unpin"]) {
    const answer = await juno.request.post(thread, { form: { deed }, headers: { origin: "http://localhost:3311" } });
    expect(answer.status(), deed).toBe(403);
  }
  expect((await juno.request.get(`${thread.split("/").slice(0, 3).join("/")}/move`)).status()).toBe(403);
  await juno.getByRole("button", { name: "Unlock" }).click();
  await expect(juno.getByRole("button", { name: "Lock", exact: true })).toBeVisible();
  await awake(juno);
  await go(page, thread);
  await expect(page.locator("#body")).toBeVisible();
});

test("no page of the desk is wider than a phone", async ({ person }) => {
  const phone = { viewport: { width: 360, height: 740 } };
  const rooms = {
    hedda: ["", "/verification", "/members", "/staff", "/requests", "/forums", "/forums/ideas?to=doctors", "/identity", "/audit"],
    ledger: ["", "/verification"],
    margin: ["", "/forums", "/forums/ideas"],
  };
  for (const [name, list] of Object.entries(rooms)) {
    const page = await person(name, phone);
    for (const room of list) {
      await go(page, `/desk${room}`);
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), room).toBeLessThanOrEqual(0);
    }
  }
});
