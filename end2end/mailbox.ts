// A real SMTP server that keeps what it is given.
import { simpleParser, type ParsedMail } from "mailparser";
import { SMTPServer } from "smtp-server";

export type Letter = { recipients: string[]; mail: ParsedMail };

export class Mailbox {
  readonly #letters: Letter[] = [];
  readonly #server = new SMTPServer({
    disabledCommands: ["AUTH", "STARTTLS"],
    onData: (stream, session, done) => {
      simpleParser(stream).then((mail) => {
        this.#letters.push({ recipients: session.envelope.rcptTo.map((one) => one.address), mail });
        done();
      }, done);
    },
  });

  static async open(port: number): Promise<Mailbox> {
    const mailbox = new Mailbox();
    await new Promise<void>((ready) => mailbox.#server.listen(port, "127.0.0.1", () => ready()));
    return mailbox;
  }

  /** The first letter; waits until it is there. */
  async letter(patience = 20_000): Promise<Letter> {
    for (const until = Date.now() + patience; Date.now() < until; ) {
      const [first] = this.#letters;
      if (first) return first;
      await new Promise((wake) => setTimeout(wake, 100));
    }
    throw new Error("no letter came");
  }

  async close(): Promise<void> {
    await new Promise<void>((gone) => this.#server.close(() => gone()));
  }
}
