// A server of its own for tests about operating one: its own data directory and port.
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
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
  #process!: ChildProcess;
  #ended!: Promise<number | null>;
  readonly #flags: string[];
  #words = "";

  private constructor(port: number, flags: string[]) {
    this.origin = `http://localhost:${port}`;
    this.#flags = ["--data", this.data, "serve", "--listen", `127.0.0.1:${port}`, "--origin", this.origin, ...flags];
  }

  #run(): Promise<void> {
    this.#process = spawn(program, this.#flags);
    for (const stream of [this.#process.stdout, this.#process.stderr]) stream?.on("data", (piece) => (this.#words += piece));
    this.#ended = new Promise((gone) => this.#process.on("exit", gone));
    process.on("exit", () => this.#process.kill());
    return answers(this.origin, () => this.#words);
  }

  static async start(port: number, flags: string[] = []): Promise<Server> {
    const server = new Server(port, flags);
    await server.#run();
    return server;
  }

  /** The same with the demo community in it. */
  static async demo(port: number, flags: string[] = []): Promise<Server> {
    const server = new Server(port, flags);
    const demo = spawnSync(program, ["--data", server.data, "demo"], { encoding: "utf8" });
    if (demo.status !== 0) throw new Error(demo.stderr);
    await server.#run();
    return server;
  }

  /** Ends it as a power cut does. */
  async kill(): Promise<void> {
    this.#process.kill("SIGKILL");
    await this.#ended;
  }

  /** Starts it again on the same data. */
  async again(): Promise<void> {
    await this.#run();
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
