// What people do beside the pages: read their letters, and join or write without filling in forms by hand.
import type { BrowserContext, Page } from "@playwright/test";
import { simpleParser } from "mailparser";
import { readdir, readFile } from "node:fs/promises";
import { join as path } from "node:path";

export const ORIGIN = "http://localhost:3311";
export const DEMO_PASSWORD = "three calm otters";
export const PASSWORD = "lamp orchard velvet compass";

let count = 0;

/** A word that nobody else uses. */
export function unique(stem: string): string {
  return `${stem}${Date.now().toString(36)}${process.pid.toString(36)}${count++}`;
}

/** The newest letter to this address whose subject holds these words; waits until it is there. */
export async function letter(to: string, subject: string): Promise<{ text: string; link: string }> {
  const folder = path(process.env.DOC2DOC_TEST_DATA ?? "", "mail");
  for (let tries = 0; tries < 100; tries++) {
    for (const name of (await readdir(folder)).filter((name) => name.endsWith(".eml")).sort().reverse()) {
      const bytes = await readFile(path(folder, name));
      if (!bytes.includes(to)) continue;
      const read = await simpleParser(bytes);
      const addressed = [read.to].flat().some((line) => line?.text.includes(to));
      if (!addressed || !read.subject?.includes(subject)) continue;
      const text = read.text ?? "";
      return { text, link: /https?:\/\/\S+\/(?:verify|reset)\/\S+/.exec(text)?.[0] ?? "" };
    }
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error(`no letter "${subject}" to ${to}`);
}

/** Sends a form as the page at this address would; the answer is where it leads. */
export async function send(context: BrowserContext, address: string, form: Record<string, string>): Promise<{ status: number; to: string }> {
  const answer = await context.request.post(`${ORIGIN}${address}`, { form, headers: { origin: ORIGIN }, maxRedirects: 0 });
  return { status: answer.status(), to: answer.headers()["location"] ?? "" };
}

async function sent(context: BrowserContext, address: string, form: Record<string, string>, status: number): Promise<string> {
  const answer = await send(context, address, form);
  if (answer.status !== status) throw new Error(`${address} answered ${answer.status}`);
  return answer.to;
}

export async function signIn(context: BrowserContext, email: string, password = DEMO_PASSWORD): Promise<void> {
  await sent(context, "/login", { email, password }, 303);
}

/** The fields of a good registration; a nurse's, unless it is said otherwise. */
export function registration(name: string, email: string, more: Record<string, string> = {}): Record<string, string> {
  return {
    email, password: PASSWORD, screen_name: name, real_name: "Ada Byrne", country: "GB", profession: "Nurse",
    specialty: "", grade: "", gmc_number: "", terms: "2026-11-22", ...more,
  };
}

/** Registers, opens the link, signs in. */
export async function join(context: BrowserContext, more: Record<string, string> = {}): Promise<{ name: string; email: string }> {
  const name = unique("Nova");
  const email = `${name.toLowerCase()}@newcomer.example`;
  await sent(context, "/register", registration(name, email, more), 200);
  const { link } = await letter(email, "confirm");
  await sent(context, new URL(link).pathname, {}, 303);
  await signIn(context, email, PASSWORD);
  return { name, email };
}

/** Starts a thread; answers with its address, without the post's anchor. */
export async function start(context: BrowserContext, title: string, body: string, forum = "ideas"): Promise<string> {
  const to = await sent(context, `/forums/${forum}/new`, { kind: "question", title, body, key: unique("key-") }, 303);
  return to.split("#")[0] ?? "";
}

/** Replies; answers with the new post's address. */
export async function reply(context: BrowserContext, thread: string, body: string): Promise<string> {
  return sent(context, thread, { body, key: unique("key-") }, 303);
}

/** Waits until a page has told that its reader has seen the posts up to this one. */
export const readUpTo = (page: Page, no: number) =>
  page.waitForResponse((answer) => answer.url().endsWith("/api/read") && new URLSearchParams(answer.request().postData() ?? "").get("no") === String(no));
