// A server of its own for tests about operating one: its own data directory and port.
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { answers, program } from "./server.ts";

const made: string[] = [];
process.on("exit", () => made.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** A new directory that goes with the tests. */
export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "doc2doc-operate-"));
  made.push(folder);
  return folder;
}

export class Server {
  readonly origin: string;
  readonly data = join(emptyFolder(), "data");
  readonly #process: ChildProcess;
  readonly #ended: Promise<number | null>;
  #words = "";

  private constructor(port: number, flags: string[]) {
    this.origin = `http://localhost:${port}`;
    const all = ["--data", this.data, "serve", "--listen", `127.0.0.1:${port}`, "--origin", this.origin, ...flags];
    this.#process = spawn(program, all);
    for (const stream of [this.#process.stdout, this.#process.stderr]) stream?.on("data", (piece) => (this.#words += piece));
    this.#ended = new Promise((gone) => this.#process.on("exit", gone));
    process.on("exit", () => this.#process.kill());
  }

  static async start(port: number, flags: string[] = []): Promise<Server> {
    const server = new Server(port, flags);
    await answers(server.origin, () => server.#words);
    return server;
  }

  /** Everything it has said so far. */
  words(): string {
    return this.#words;
  }

  /** Asks it to end, and waits; the answer is its exit code. */
  async stop(): Promise<number | null> {
    this.#process.kill("SIGTERM");
    return this.#ended;
  }
}
