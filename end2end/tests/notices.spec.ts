import { expect, type Page } from "@playwright/test";
import { awake, go, test } from "../fixture.ts";
import { readUpTo, reply, send, start, unique } from "../people.ts";

const field = (page: Page) => page.locator("#body");
const names = (page: Page) => page.getByRole("listbox", { name: "Members" });

test("a mention is completed by keyboard, told at once, and read on another device", async ({ newcomer, window }) => {
  const [a, b] = [await newcomer(), await newcomer()];
  const thread = await start(b.page.context(), unique("Who is on call "), "I am.");
  await go(b.page, "/help");
  await go(a.page, thread);
  await awake(a.page);
  await field(a.page).pressSequentially(`Thank you @${b.name.slice(0, -1).toLowerCase()}`);
  await expect(names(a.page).getByRole("option")).toHaveText([b.name]);
  await expect(field(a.page)).toHaveAttribute("aria-activedescendant", "names-0");
  await a.page.keyboard.press("Escape");
  await expect(names(a.page)).toBeHidden();
  await a.page.keyboard.type(b.name.slice(-1));
  await expect(names(a.page).getByRole("option", { selected: true })).toHaveText(b.name);
  await a.page.keyboard.press("ArrowDown");
  await a.page.keyboard.press("Enter");
  await expect(field(a.page)).toHaveValue(`Thank you @${b.name} `);
  await a.page.getByRole("button", { name: "Post reply" }).click();
  await expect(a.page.locator("#p2").getByRole("link", { name: `@${b.name}` })).toHaveAttribute("href", `/members/${b.name}`);
  await expect(b.page.locator("[data-notices]")).toHaveText("1");

  const phone = await window({ viewport: { width: 360, height: 740 }, storageState: await b.page.context().storageState() });
  await go(phone, "/my/notices");
  await expect(phone.locator(".notices li")).toContainText(`${a.name} has mentioned you`);
  const marked = readUpTo(phone, 2);
  await phone.locator(".notices a").first().click();
  await marked;
  await go(b.page, "/my/notices");
  await expect(b.page.getByText("You have read everything that you were told of.")).toBeVisible();
  await expect(b.page.locator("[data-notices]")).toBeHidden();
});

test("nobody is offered who has not written here", async ({ newcomer }) => {
  const [a, b] = [await newcomer(), await newcomer()];
  const thread = await start(a.page.context(), unique("A quiet place "), "Hello.");
  await go(a.page, thread);
  await awake(a.page);
  const answered = a.page.waitForResponse(/\/api\/names$/);
  await field(a.page).pressSequentially(`@${b.name}`);
  expect(await (await answered).json()).not.toContain(b.name);
  await expect(names(a.page)).toBeHidden();
});

test("a quotation goes when what it quotes is withdrawn, and a DOI is a link", async ({ newcomer }) => {
  const [a, b] = [await newcomer(), await newcomer()];
  const thread = await start(a.page.context(), unique("A paper "), "Read 10.1016/S0140-6736(05)67889-0. A wondrous zebrafish.");
  await go(b.page, thread);
  const paper = b.page.locator("#p1").getByRole("link", { name: "doi:10.1016/S0140-6736(05)67889-0" });
  await expect(paper).toHaveAttribute("href", "https://doi.org/10.1016/S0140-6736(05)67889-0");
  await awake(b.page);
  await b.page.locator("#p1").getByRole("link", { name: "Quote" }).click();
  await expect(field(b.page)).toHaveValue(/zebrafish/);
  await field(b.page).press("Control+End");
  await field(b.page).pressSequentially("I agree.");
  await b.page.getByRole("button", { name: "Post reply" }).click();
  await expect(b.page.locator("#p2 blockquote")).toContainText("zebrafish");
  await go(a.page, "/my/notices");
  await expect(a.page.locator(".notices li")).toContainText(`${b.name} has quoted you`);
  await go(a.page, thread);
  const edit = await a.page.locator("#p1").getByRole("link", { name: "Edit" }).getAttribute("href");
  expect((await send(a.page.context(), edit ?? "", { deed: "withdraw" })).status).toBe(303);
  await go(b.page, thread);
  await expect(b.page.locator("#p2 blockquote")).toHaveText("The quoted post is no longer here.");
  await expect(b.page.locator("#p2")).toContainText("I agree.");
  await reply(a.page.context(), thread, "Sorry about that.");
});
