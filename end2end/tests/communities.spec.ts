import { expect, type Page } from "@playwright/test";
import { awake, go, test } from "../fixture.ts";
import { letter, start, unique } from "../people.ts";

/** Goes to an address, whether scripts run in this window or not. */
async function open(page: Page, address: string, scripts = true): Promise<void> {
  await (scripts ? go(page, address) : page.goto(address));
}

/** Presses a button, or the one of several that names somebody, and waits for the news. */
async function click(page: Page, button: string | [string, string], news: string, scripts = true): Promise<void> {
  const name = typeof button === "string" ? button : new RegExp(`^${button[0]} ?: ${button[1]}$`);
  await page.getByRole("button", { name, exact: true }).click();
  await expect(page.getByRole("status").first()).toContainText(news);
  if (scripts) await awake(page);
}

async function askFor(page: Page, name: string, door: "Listed" | "Unlisted", scripts = true): Promise<void> {
  await open(page, "/my/communities", scripts);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("What is it about?").fill("Walking slowly uphill, and talking.");
  await page.getByLabel("For whom is it?").fill("Anybody with boots.");
  await page.getByLabel(door, { exact: true }).check();
  await click(page, "Send the request", "Your request is with us", scripts);
  await expect(page.locator("main")).toContainText("Waiting");
}

async function granted(hedda: Page, name: string): Promise<void> {
  await go(hedda, "/desk/requests");
  await hedda.getByRole("button", { name: "Grant" }).filter({ hasText: name }).click();
  await expect(hedda.getByRole("alert").getByRole("link")).toContainText("A reason has at least 3 characters");
  await awake(hedda);
  await hedda.getByLabel(`Reason: ${name}`).fill("A good idea, and nobody else has it");
  await click(hedda, ["Grant", name], "The community is open");
}

/** The way to the members of one's community, as one goes. */
async function toMembers(page: Page, name: string, scripts = true): Promise<string> {
  await open(page, "/my/communities", scripts);
  await page.locator("main").getByRole("link", { name, exact: true }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(name);
  if (scripts) await awake(page);
  const address = new URL(page.url()).pathname;
  await page.locator("main").getByRole("link", { name: "Members" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Members");
  if (scripts) await awake(page);
  return address;
}

test("an owner runs a closed community, from the request to its end", async ({ newcomer, person }) => {
  test.setTimeout(180_000);
  const [owner, friend, stranger] = [await newcomer(), await newcomer(), await newcomer()];
  const name = unique("Fell walkers ");
  await askFor(owner.page, name, "Listed");
  await granted(await person("hedda"), name);
  await letter(owner.email, "Your community is open");
  const address = await toMembers(owner.page, name);
  const members = `${address}/members`;
  await owner.page.getByLabel("Screen name").first().fill(unique("Nobody"));
  await owner.page.getByRole("button", { name: "Send the invitation" }).click();
  await expect(owner.page.locator("#invitee-error")).toContainText("There is no member with this screen name");
  await awake(owner.page);
  await owner.page.getByLabel("Screen name").first().fill(friend.name);
  await click(owner.page, "Send the invitation", "on its way");
  expect((await letter(friend.email, "An invitation to a community")).text).not.toContain(name);
  await go(friend.page, "/my/communities");
  await friend.page.getByRole("button", { name: `Accept the invitation to ${name}` }).click();
  await expect(friend.page.getByRole("heading", { level: 1 })).toHaveText(name);
  await awake(friend.page);

  await go(stranger.page, "/forums");
  await stranger.page.getByRole("link", { name, exact: true }).click();
  await awake(stranger.page);
  await expect(stranger.page.locator(".door")).toContainText("Anybody with boots.");
  expect(await stranger.page.locator("main").innerText(), "nobody is named").not.toMatch(new RegExp(`${owner.name}|${friend.name}`));
  expect((await stranger.page.request.get(members)).status()).toBe(404);
  await stranger.page.getByLabel("Why would you like to join?").fill("I have boots.");
  await click(stranger.page, "Ask to be let in", "You asked to be let in");
  await go(owner.page, members);
  await expect(owner.page.locator(".their-words")).toHaveText("I have boots.");
  await click(owner.page, ["Let in", stranger.name], "They are in");

  const thread = await start(owner.page.context(), unique("Sunday, the long way round "), "Who comes?", address.split("/")[2]);
  await go(stranger.page, address);
  await expect(stranger.page.getByRole("link", { name: /^Sunday/ })).toBeVisible();
  await click(owner.page, ["Make a moderator", friend.name], "The roles have been changed");
  await go(friend.page, members);
  await friend.page.getByLabel("Who?").selectOption(stranger.name);
  await friend.page.getByLabel("Reason").fill("Never had boots");
  await click(friend.page, "Remove", "closed to them from now on");
  const next = stranger.page.waitForResponse((answer) => answer.request().isNavigationRequest());
  await stranger.page.getByRole("link", { name: /^Sunday/ }).click();
  expect((await next).status(), "the next click").toBe(404);
  await expect(stranger.page.getByRole("heading", { level: 1 })).toHaveText("There is nothing here");
  await awake(stranger.page);

  await go(owner.page, members);
  await owner.page.getByLabel("Screen name of the new owner").fill(stranger.name);
  await owner.page.getByRole("button", { name: "Hand over" }).click();
  await expect(owner.page.locator("#heir-error")).toContainText("There is no such member");
  await awake(owner.page);
  await owner.page.getByLabel("Screen name of the new owner").fill(friend.name);
  await click(owner.page, "Hand over", "a new owner");
  await expect(owner.page.getByRole("button", { name: "Archive it" })).toHaveCount(0);
  await go(friend.page, members);
  await click(friend.page, "Archive it", "has been archived");
  await go(owner.page, thread);
  await expect(owner.page.locator("main")).toContainText("Archived: this community can be read");
  await expect(owner.page.locator("#body")).toHaveCount(0);
  expect((await stranger.page.request.get(address)).status(), "its door is taken down").toBe(404);
});

test("without scripts an unlisted community is opened, entered by a code that counts once, and found by nobody", async ({ newcomer, person, watch }) => {
  test.setTimeout(120_000);
  watch.provokes(/\.js csp$/);
  const plain = { javaScriptEnabled: false };
  const [owner, friend, outsider] = [await newcomer(plain), await newcomer(plain), await newcomer(plain)];
  const name = unique("Hearth ");
  await askFor(owner.page, name, "Unlisted", false);
  await granted(await person("hedda"), name);
  const address = await toMembers(owner.page, name, false);
  await owner.page.getByRole("button", { name: "Make a code" }).click();
  const [code, link] = await owner.page.locator(".code-sheet code").allInnerTexts();
  await friend.page.goto("/my/communities");
  await friend.page.getByLabel("Code or link").fill("not-a-code");
  await friend.page.getByRole("button", { name: "Look at it" }).click();
  await expect(friend.page.locator("#code-error")).toContainText("This code opens nothing");
  await friend.page.getByLabel("Code or link").fill(code ?? "");
  await friend.page.getByRole("button", { name: "Look at it" }).click();
  await friend.page.getByRole("button", { name: "Join" }).click();
  await expect(friend.page.getByRole("heading", { level: 1 })).toHaveText(name);
  expect((await outsider.page.goto(link ?? ""))?.status(), "a used code").toBe(404);

  const thread = await start(owner.page.context(), unique("By the fire "), "Come in.", address.split("/")[2]);
  const absent = { [address]: "/forums/nothing-here", [`${address}/members`]: "/forums/nothing-here/members", [thread]: "/threads/1234567890123456/by-the-fire" };
  for (const [there, nowhere] of Object.entries(absent)) {
    const [shown, missing] = [await outsider.page.request.get(there), await outsider.page.request.get(nowhere)];
    expect([shown.status(), missing.status()]).toEqual([404, 404]);
    expect(await shown.text(), "hidden looks like absent").toBe(await missing.text());
  }
  for (const list of ["/", "/forums", "/my/communities", `/members/${owner.name}`]) {
    await outsider.page.goto(list);
    expect(await outsider.page.content()).not.toMatch(/Hearth |By the fire/);
  }
  await toMembers(friend.page, name, false);
  await friend.page.getByRole("button", { name: "Leave this community" }).click();
  await expect(friend.page.getByRole("status").first()).toContainText("You have left the community");
  expect((await friend.page.goto(address))?.status()).toBe(404);
});
