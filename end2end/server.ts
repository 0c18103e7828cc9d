// Starts one server with a fresh demo community for all browser tests, and stops it afterwards.
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export const program = resolve(import.meta.dirname ?? new URL(".", import.meta.url).pathname, "../target/debug/doc2doc");

/** Waits until the server answers; throws with its words when it does not. */
export async function answers(origin: string, words: () => string): Promise<void> {
  for (let tries = 0; tries < 150; tries++) {
    try {
      if ((await fetch(`${origin}/healthz`)).ok) return;
    } catch {
      await new Promise((wake) => setTimeout(wake, 100));
    }
  }
  throw new Error(`the server does not answer:\n${words()}`);
}

export default async function start() {
  const data = mkdtempSync(join(tmpdir(), "doc2doc-end2end-"));
  const demo = spawnSync(program, ["--data", data, "demo"], { encoding: "utf8" });
  if (demo.status !== 0) throw new Error(demo.stderr);
  const origin = "http://localhost:3311";
  let words = "";
  const server = spawn(program, ["--data", data, "serve", "--listen", "127.0.0.1:3311", "--origin", origin, "--no-throttles", "--no-second-factor"]);
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (piece) => (words += piece));
  process.env.DOC2DOC_TEST_DATA = data;
  await answers(origin, () => words);
  return async () => {
    const ended = new Promise((gone) => server.on("exit", gone));
    server.kill("SIGTERM");
    await ended;
    rmSync(data, { recursive: true });
    if (/panicked|ERROR/.test(words)) throw new Error(`the server's log tells of a defect:\n${words}`);
  };
}
