import { expect, type BrowserContext, type Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { brotliCompressSync } from "node:zlib";
import { test } from "../fixture.ts";
import { ORIGIN, reply, start, unique } from "../people.ts";

const KB = 1024;
/** 400 characters of the demo community's own prose for each post: invented words from a short list compress far too well. */
async function prose(): Promise<string[]> {
  const file = new URL("../../app/domain/data/demo.json", import.meta.url);
  const { threads } = JSON.parse(await readFile(file, "utf8")) as { threads: { posts: { body: string }[] }[] };
  const text = threads.flatMap((thread) => thread.posts.map((post) => post.body)).join(" ").replace(/[^\p{L}\p{N} ,.;?'()-]+/gu, " ");
  return Array.from({ length: 20 }, (_, no) => text.slice(no * 1_000, no * 1_000 + 400).trim());
}

/** A thread of 20 posts by four people. */
async function longThread(people: BrowserContext[]): Promise<string> {
  const [first = "", ...others] = await prose();
  const [starter] = people;
  if (!starter) throw new Error("nobody is there");
  const thread = await start(starter, unique("Twenty posts of four hundred characters "), first);
  for (const [no, text] of others.entries()) await reply(people[no % people.length] ?? starter, thread, text);
  return thread;
}

type Load = { url: string; bytes: number; body: number };

/** Everything that a first visit brings over the line, as the browser counts it, with what is in flight waited for. */
async function visit(page: Page, address: string): Promise<Load[]> {
  const line = await page.context().newCDPSession(page);
  await line.send("Network.enable");
  const asked = new Map<string, string>();
  const loads: Load[] = [];
  const heads = new Map<string, number>();
  line.on("Network.requestWillBeSent", ({ requestId, request }) => void asked.set(requestId, request.url));
  line.on("Network.responseReceived", ({ requestId, response }) => void heads.set(requestId, response.encodedDataLength));
  line.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    const url = asked.get(requestId) ?? "";
    if (url.startsWith("http")) loads.push({ url, bytes: encodedDataLength, body: encodedDataLength - (heads.get(requestId) ?? 0) });
  });
  await page.goto(address, { waitUntil: "networkidle" });
  return loads;
}

const sum = (loads: Load[]) => loads.reduce((all, load) => all + load.bytes, 0);
const listed = (loads: Load[]) => loads.map((load) => `${load.bytes} ${load.url}`).join("\n");

test("a page of 20 posts of 400 characters keeps to 30 KB of HTML and 7 KB on the line, and a guest's visit to 40 KB", async ({ newcomer, page }) => {
  const people = [];
  for (let more = 0; more < 4; more++) people.push((await newcomer()).page.context());
  const thread = await longThread(people);
  const answer = await fetch(`${ORIGIN}${thread}`, { headers: { "accept-encoding": "identity" } });
  const raw = Buffer.from(await answer.arrayBuffer());
  expect(raw.toString().split("<article").length - 1).toBe(20);
  expect(raw.length, "raw HTML").toBeLessThanOrEqual(30 * KB);
  expect(brotliCompressSync(raw).length, "brotli at its best").toBeLessThanOrEqual(7 * KB);

  const loads = await visit(page, thread);
  const html = loads.find((load) => load.url.endsWith(thread));
  expect(html?.body, "brotli as it is sent").toBeLessThanOrEqual(7 * KB);
  expect(loads.length, listed(loads)).toBeLessThanOrEqual(5);
  expect(sum(loads), listed(loads)).toBeLessThanOrEqual(40 * KB);
  expect(loads.filter((load) => /\.(js|wasm)\b/.test(load.url)), "guests get no scripts").toEqual([]);
});

test("a member's first visit to a thread keeps to 230 KB, of it 180 KB for the library and 12 KB for the style", async ({ newcomer }) => {
  const { page } = await newcomer();
  const thread = await longThread([page.context()]);
  const loads = await visit(page, thread);
  const of = (kind: string) => loads.filter((load) => load.url.includes(kind));
  expect(of(".wasm")).toHaveLength(1);
  expect(sum(of(".wasm")), listed(loads)).toBeLessThanOrEqual(180 * KB);
  expect(of(".css")).toHaveLength(1);
  expect(sum(of(".css")), listed(loads)).toBeLessThanOrEqual(12 * KB);
  expect(sum(loads), listed(loads)).toBeLessThanOrEqual(230 * KB);
});
