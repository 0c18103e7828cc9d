// The codes of an authenticator app (RFC 6238), as a phone makes them.
import { createHmac } from "node:crypto";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

function bytes(base32: string): Buffer {
  let bits = "";
  for (const letter of base32.replaceAll(" ", "")) bits += LETTERS.indexOf(letter).toString(2).padStart(5, "0");
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
}

/** The code that an app with this secret shows `later` steps of 30 seconds from now. */
export function code(secret: string, later = 0): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + later));
  const hash = createHmac("sha1", bytes(secret)).update(counter).digest();
  const at = (hash.at(-1) ?? 0) & 15;
  return ((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).toString().padStart(6, "0");
}
