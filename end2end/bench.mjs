// Called by bin/bench: measures with wrk, prints a table of ratios to a fixed page of 30 KB, and CPU per request.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

const posts = Number(process.argv[2] ?? 1_000_000);
const program = "target/release/doc2doc";
const folder = "target/bench";
const origin = "http://localhost:3377";
const seconds = 6;
mkdirSync(folder, { recursive: true });

/** Goes up when what a community is made of has changed, so that one made by an older program is made anew. */
const kind = "made-4";

/** A community of this size, made once. */
function community(size) {
  const data = `${folder}/${size}`;
  if (!existsSync(`${data}/${kind}`)) {
    rmSync(data, { recursive: true, force: true });
    const members = Math.max(50, Math.round(size * 0.045));
    const made = spawnSync(program, ["--data", data, "demo", "--members", String(members), "--posts", String(size)], { stdio: "inherit" });
    if (made.status !== 0) process.exit(1);
    writeFileSync(`${data}/${kind}`, "");
  }
  return data;
}

async function serve(data) {
  const began = performance.now();
  const server = spawn(program, ["--data", data, "serve", "--listen", "127.0.0.1:3377", "--origin", origin, "--no-throttles", "--log", "error"], { stdio: "ignore" });
  for (;;) {
    try {
      await (await fetch(`${origin}/healthz`)).text();
      break;
    } catch {
      if (performance.now() - began > 10_000) throw new Error("the server does not answer");
      await new Promise((wake) => setTimeout(wake, 2));
    }
  }
  const started = performance.now() - began;
  return { server, started, stop: () => new Promise((gone) => (server.on("exit", gone), server.kill("SIGTERM"))) };
}

const cpu = (pid) => {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10; // clock ticks of 10 ms
};
const memory = (pid) => Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, "utf8"))[1]) / 1024;

function load(address, { cookie, script, connections = 16, pid } = {}) {
  const before = pid ? cpu(pid) : 0;
  const args = ["-t1", `-c${connections}`, `-d${seconds}s`, "--latency"];
  if (cookie) args.push("-H", `Cookie: ${cookie}`);
  if (script) args.push("-s", script);
  const out = spawnSync("wrk", [...args, address], { encoding: "utf8" }).stdout;
  const requests = Number(/(\d+) requests in/.exec(out)[1]);
  const p99 = /99%\s+([\d.]+)(us|ms|s)/.exec(out);
  const failed = /Non-2xx or 3xx responses: (\d+)/.exec(out)?.[1] ?? "0";
  if (failed !== "0") throw new Error(`${failed} of ${requests} requests failed at ${address}`);
  return {
    rate: Number(/Requests\/sec:\s+([\d.]+)/.exec(out)[1]),
    p99: Number(p99[1]) * { us: 0.001, ms: 1, s: 1000 }[p99[2]],
    cpu: pid ? (cpu(pid) - before) / requests : 0,
  };
}

/** Asks the server; a connection that has rested for longer than the server keeps it is opened anew. */
const ask = (address, options) => fetch(origin + address, options).catch(() => fetch(origin + address, options));

/** One reader after the other: milliseconds at the median and at the 95th of a hundred. */
async function patience(addresses, cookie) {
  const times = [];
  for (let round = 0; round < 200; round++) {
    const began = performance.now();
    const answer = await ask(addresses[round % addresses.length], { headers: cookie ? { cookie } : {} });
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`${answer.status} at ${addresses[round % addresses.length]}`);
    times.push(performance.now() - began);
  }
  times.sort((a, b) => a - b);
  return { median: times[100], p95: times[190] };
}

async function signIn() {
  const body = new URLSearchParams({ email: "bench1@demo.doc2doc.example", password: "three calm otters" });
  const answer = await fetch(`${origin}/login`, { method: "POST", body, redirect: "manual", headers: { origin, "sec-fetch-site": "same-origin" } });
  return answer.headers.get("set-cookie").split(";")[0];
}

/** What members open every day besides lists, threads and searches. */
const daily = ["/", "/forums", "/about", "/help", "/polls", "/my", "/my/notices", "/my/bookmarks", "/my/drafts", "/my/subscriptions", "/my/profile", "/members/bench1"];

/** Milliseconds at the median for each of them. */
async function everyDay(cookie) {
  const times = [];
  for (const page of daily) times.push((await patience([page], cookie)).median);
  return times;
}

/** A thread with at least 40 posts and a forum with many threads, found as a reader would. */
async function places() {
  const forums = [...(await (await fetch(`${origin}/forums`)).text()).matchAll(/href="(\/forums\/[a-z-]+)"/g)].map((found) => found[1]);
  for (const forum of new Set(forums)) {
    for (let page = 1; page < 40; page++) {
      const answer = await fetch(`${origin}${forum}?page=${page}`);
      if (!answer.ok) break;
      for (const [, thread] of (await answer.text()).matchAll(/href="(\/threads\/\d+\/[a-z0-9-]+)"/g)) {
        const html = await (await fetch(origin + thread)).text();
        if ((html.match(/<article/g) ?? []).length === 20) return { forum, thread };
      }
    }
  }
  throw new Error("no thread of twenty posts");
}

const rows = [];
const row = (what, figure, target) => rows.push({ what, figure, target });
/** A load as a ratio to the fixed page, which is asked just before: a machine's speed drifts within a run by more than a tenth. */
function beside(address, how) {
  const fixed = load("http://127.0.0.1:3399/");
  const one = load(address, how);
  return { ...one, ratio: `${(one.rate / fixed.rate).toFixed(3)} (${Math.round(one.rate)}/s to ${Math.round(fixed.rate)}/s)` };
}

const fixedServer = spawn("target/release/examples/fixed", ["127.0.0.1:3399"], { stdio: "ignore" });
await new Promise((wake) => setTimeout(wake, 300));

const small = await serve(community(10_000));
const smallCookie = await signIn();
const smallPlace = await places();
const few = load(origin + smallPlace.thread, { cookie: smallCookie, pid: small.server.pid });
const fewDays = await everyDay(smallCookie);
await small.stop();

rmSync(`${folder}/empty`, { recursive: true, force: true });
const empty = await serve(`${folder}/empty`);
row("start to first answer, empty", `${Math.round(empty.started)} ms`, "at most 50 ms");
row("memory (PSS) idle", `${Math.round(memory(empty.server.pid))} MB`, "at most 40 MB");
await empty.stop();

const data = community(posts);
const many = await serve(data);
const pid = many.server.pid;
row(`start to first answer, ${posts} posts`, `${Math.round(many.started)} ms`, "at most 200 ms");
const cookie = await signIn();
const { forum, thread } = await places();
const guest = beside(origin + thread, { pid });
row("thread page, guest, unchanged", guest.ratio, "at least 0.5");
const member = beside(origin + thread, { cookie, pid });
row("thread page, member", member.ratio, "at least 0.06");
row("  CPU a request", `${member.cpu.toFixed(2)} ms`, "under 0.6 ms");
row("  p99 guest / member, 16 connections", `${guest.p99.toFixed(1)} / ${member.p99.toFixed(1)} ms`, "under 5 / 15 ms");
row("forum's thread list, guest", beside(origin + forum, { pid }).ratio, "at least 0.5");
row("forum's thread list, member", beside(origin + forum, { cookie, pid }).ratio, "at least 0.06");
row(`cost at ${posts} posts against 10,000`, `${(member.cpu / few.cpu).toFixed(2)} times`, "at most 1.2 times");

const manyDays = await everyDay(cookie);
const most = daily.map((page, at) => ({ page, times: manyDays[at] / fewDays[at], is: manyDays[at] })).sort((one, other) => other.times - one.times)[0];
row("  the daily page that grows most", `${most.times.toFixed(1)} times (${most.page}, ${most.is.toFixed(1)} ms)`, "at most 2 times");

const unread = await patience(["/my/unread"], cookie);
row("my unread, median / p95", `${unread.median.toFixed(1)} / ${unread.p95.toFixed(1)} ms`, "under 20 ms at the median");
const search = (words) => words.map((word) => `/search?q=${encodeURIComponent(word)}`);
const common = await patience(search(["dose", "patient", "evidence", "\"the evidence\"", "ward night", "dose -ward"]), cookie);
row("search, common words, median / p95", `${common.median.toFixed(1)} / ${common.p95.toFixed(1)} ms`, "p95 under 60 ms");
// Nobody in the invented community writes such words, so somebody does now.
const rareWords = ["quinidine torsades", "zebrafish", "kwashiorkor", "thiamine wernicke"];
for (const [at, words] of rareWords.entries()) {
  const body = new URLSearchParams({ kind: "question", title: `What of ${words}?`, body: `I have read of ${words}.`, key: `bench-rare-${Date.now()}-${at}` });
  const started = await ask(`${forum}/new`, { method: "POST", body, redirect: "manual", headers: { origin, cookie, "sec-fetch-site": "same-origin" } });
  if (started.status !== 303) throw new Error(`${started.status} for a new thread`);
}
const rare = await patience(search(rareWords), cookie);
row("search, rare words, median / p95", `${rare.median.toFixed(1)} / ${rare.p95.toFixed(1)} ms`, "p95 under 15 ms");
const absent = await patience(search(["quinidime", "zebrafhish torsadde", "kwashiorcor"]), cookie);
row("search, words that nobody wrote, median / p95", `${absent.median.toFixed(1)} / ${absent.p95.toFixed(1)} ms`, "");

const html = Buffer.from(await (await ask(thread)).arrayBuffer());
const packed = brotliCompressSync(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } });
row("HTML of 20 posts, raw / brotli", `${(html.length / 1024).toFixed(1)} / ${(packed.length / 1024).toFixed(1)} KB`, "at most 30 / 7 KB");

const script = `${folder}/reply.lua`;
const path = thread.replaceAll('"', "");
writeFileSync(
  script,
  `local n = 0
local run = tostring(math.random(1e9)) .. os.time()
request = function()
  n = n + 1
  local key = "bench" .. run .. n
  return wrk.format("POST", "${path}", { ["Content-Type"] = "application/x-www-form-urlencoded", ["Cookie"] = "${cookie}", ["Origin"] = "${origin}", ["Sec-Fetch-Site"] = "same-origin" }, "key=" .. key .. "&body=A+reply+of+the+benchmark+number+" .. n .. "+" .. run)
end
math.randomseed(os.time())
`,
);
const writes = [1, 16].map((connections) => load(origin + path, { script, connections, pid }));
row("durable replies/s, 1 / 16 connections", writes.map((one) => Math.round(one.rate)).join(" / "), "at least 300 / 700");
row("memory (PSS) after the run", `${Math.round(memory(pid))} MB`, "at most 100 MB");
await many.stop();
fixedServer.kill();

const wide = (text, width) => text.padEnd(width);
console.log(`\n${wide("what", 46)}${wide("measured", 32)}target`);
for (const { what, figure, target } of rows) console.log(`${wide(what, 46)}${wide(figure, 32)}${target}`);
