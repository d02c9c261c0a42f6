/** A county of one's own whose clock can be moved: months pass by a new start. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, test as base } from './fixtures.js';
import { inDays } from './actions.js';

export class Rehearsal {
  private days = 0;
  private server?: ChildProcess;

  constructor(
    private readonly port: number,
    private readonly folder: string,
  ) {}

  get address() {
    return `http://127.0.0.1:${this.port}`;
  }

  async start() {
    const env = { ...process.env, E2E_PORT: String(this.port), E2E_FOLDER: this.folder, DAYS_AHEAD: String(this.days) };
    const isReady = () => fetch(`${this.address}/readyz`).then(({ status }) => status, () => 0);
    expect(await isReady(), `nobody else listens at ${this.address}`).toBe(0);
    this.server = spawn('./serve', { env, stdio: 'ignore' });
    await expect.poll(isReady, { timeout: 30_000, message: 'the rehearsal is served' }).toBe(200);
  }

  async stop() {
    const { server } = this;
    if (!server || server.exitCode !== null) return;
    const ended = new Promise((done) => server.once('exit', done));
    server.kill('SIGTERM');
    await ended;
  }

  /** Lets days pass; everybody has to sign in anew. */
  async later(days: number) {
    await this.stop();
    this.days += days;
    await this.start();
  }

  /** The subjects of the mail that an account has got. */
  async mail(login: string): Promise<string[]> {
    const folder = join(this.folder, 'mail');
    const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith('.eml'));
    const mails = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
    const to = mails.map((mail) => mail.split('\r\n\r\n', 1)[0] ?? '').filter((head) => head.includes(`To: ${login}@`));
    const words = (coded: string) => coded.replace(/=\?utf-8\?b\?([^?]*)\?=(\r\n )?/gi, (_, word: string) => Buffer.from(word, 'base64').toString());
    return to.map((head) => words(/^Subject: ((?:.|\r\n )*)/m.exec(head)?.[1] ?? ''));
  }

  /** A date some days from the rehearsal's today, as a form takes it. */
  inDays(days: number) {
    return inDays(this.days + days);
  }
}

interface Fixtures {
  rehearsal: Rehearsal;
  /** Lets days pass, and everybody leave. */
  later: (days: number) => Promise<void>;
}

export const test = base.extend<Fixtures>({
  rehearsal: [
    async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'jianyi-rehearsal-'));
      const rehearsal = new Rehearsal(Number(process.env.E2E_PORT ?? '3100') + 10 + test.info().parallelIndex, folder);
      await rehearsal.start();
      await use(rehearsal);
      await rehearsal.stop();
      await rm(folder, { recursive: true, force: true });
    },
    { timeout: 60_000 },
  ],
  baseURL: async ({ rehearsal }, use) => use(rehearsal.address),
  later: async ({ rehearsal, people }, use) =>
    use(async (days) => {
      for (const page of people.values()) await page.context().close();
      people.clear();
      await rehearsal.later(days);
    }),
});
