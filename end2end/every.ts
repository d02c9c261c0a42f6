/** Every page that anyone may open. */
import { type APIRequestContext, expect } from '@playwright/test';

export interface PublicPage {
  address: string;
  status: number;
}

/** The site map as a visitor meets it; pages of one paper, deputy and unit stand for those of all. */
export async function publicPages(request: APIRequestContext): Promise<PublicPage[]> {
  const first = async (list: string, kind: string) => {
    const html = await (await request.get(list)).text();
    // What the list itself shows comes after the search and the filters.
    const found = html.slice(html.indexOf('<h1')).match(new RegExp(`href="(/${kind}/[^"?/]+)"`))?.[1];
    expect(found, `something under ${list}`).toBeTruthy();
    return found ?? '';
  };
  const staged = (stage: string) => first(`/proposals?stage=${stage}`, 'proposals');
  const promising = await staged('tracking');
  const nowhere = '00000000-0000-7000-8000-000000000000';
  const open = [
    '/',
    '/about',
    '/figures',
    '/deputies',
    await first('/deputies', 'deputies'),
    '/units',
    await first('/units', 'units'),
    '/proposals',
    '/proposals?topic=water&stage=closed',
    '/proposals?q=道路',
    '/proposals?q=火星基地',
    promising,
    `${promising}/replies/1/print`,
    await staged('registered'),
    await staged('handling'),
    await staged('closed'),
    '/key-proposals',
    '/commitments',
    '/rules',
    '/calendar',
    '/follow/sent',
    '/follow/left',
    '/follow/leave/0000',
    '/api',
    '/sign-in',
    '/activate',
    '/accounts/codes/sheet',
  ];
  const missing = ['/no-such-page', `/proposals/${nowhere}`, '/p/17-1-9999', '/follow/confirm/0000'];
  return [...open.map((address) => ({ address, status: 200 })), ...missing.map((address) => ({ address, status: 404 }))];
}
