/** One paper after its hand-over, and the steps that its people take. */
import { choose, expectDone, inDays, send, stepForm } from './actions.js';
import { type Locator, type Page, expect, visit } from './fixtures.js';
import type { Words } from './words.js';

/** Somebody's page, by account name. */
export type Who = (login: string) => Promise<Page>;

export class Handling {
  constructor(
    readonly address: string,
    private readonly who: Who,
    private readonly t: Words,
    /** A date some days from today, as a form takes it. */
    private readonly day: (days: number) => string = inDays,
  ) {}

  /** Somebody takes a step with the form on the paper's page. */
  async take(login: string, step: string, done: string, fill?: (form: Locator) => Promise<void>): Promise<Page> {
    const page = await this.who(login);
    await visit(page, this.address);
    const form = await stepForm(page, step);
    await fill?.(form);
    await send(form);
    await expectDone(page, done);
    return page;
  }

  /** A unit speaks with the deputy, who confirms it. */
  async meet(clerk: string) {
    await this.take(clerk, 'record_contact', this.t.contactNotice, (form) => this.describeContact(form));
    await this.take('deputy', 'confirm_contact', this.t.contactConfirmed);
  }

  /** Fills how a unit spoke with the deputy. */
  async describeContact(form: Locator) {
    const { t } = this;
    await choose(form, t.manner, t.visit);
    await form.getByLabel(t.participants).fill('领衔代表、村委会主任');
    await form.getByLabel(t.summary).fill('看了全部路段，说明雨天学生绕行的情况。');
  }

  /** Fills a reply: of class B with a promise, else of class A. */
  async write(form: Locator, promise?: string) {
    const { t } = this;
    await form.getByLabel(t.documentNumber).fill('交交函〔2026〕31号');
    await choose(form, t.replyClass, promise ? t.classB : t.classA);
    await form.getByLabel(t.opening).fill('我局到现场查看并与代表商量，现答复如下。');
    await form.getByLabel(t.answer1).fill('路基整修本月开工，保证雨天通行。');
    await form.getByLabel(t.answer2).fill('硬化工程已报明年计划。');
    await form.getByLabel(t.evidence).fill(promise ? '' : '竣工验收单和照片。');
    await form.getByLabel(t.promise1).fill(promise ?? '');
    await form.getByLabel(t.promiseDue).first().fill(promise ? this.day(60) : '');
    await form.getByLabel(t.contactPerson).fill('李工');
    await form.getByLabel(t.telephone).fill('0358-1234567');
    await form.getByLabel(t.reviewed).check();
  }

  /** A clerk drafts the reply and the head signs it. */
  async answer(clerk: string, head: string, promise?: string): Promise<Page> {
    await this.take(clerk, 'draft_reply', this.t.draftNotice, (form) => this.write(form, promise));
    return this.sign(head);
  }

  /** The head signs what was drafted: that it may be public is the head's own word. */
  async sign(head: string): Promise<Page> {
    return this.take(head, 'reply', this.t.repliedNotice, (form) => form.getByLabel(this.t.reviewed).check());
  }

  /** The deputy rates the last reply. */
  async rate(result: string): Promise<Page> {
    const { t } = this;
    return this.take('deputy', 'rate', t.ratedNotice, async (form) => {
      await choose(form, t.attitude, t.satisfied);
      await choose(form, t.result, result);
      await form.getByLabel(t.reasons).fill('只说列入计划，没有开工日期。');
    });
  }

  /** What the public reads at a stage, and nothing of what is `hidden`. */
  async publicly(stage: string, expected: string[], hidden: string[] = []): Promise<Page> {
    const page = await this.who('');
    await visit(page, this.address);
    await expect(page.locator('.proposal .tag').filter({ hasText: stage }).first()).toBeVisible();
    for (const words of expected) await expect(page.locator('main')).toContainText(words);
    for (const words of hidden) await expect(page.locator('main')).not.toContainText(words);
    return page;
  }
}
