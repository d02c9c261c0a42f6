// How much memory the server at $SITE holds (process $SERVER_PID): at rest behind its first start, when the demo county
// is filled and the jobs of the start are done; after a thousand sign-ins and ten thousand pages that are rendered anew;
// while and after 150 strangers hold bodies of 256 kB. Fails beyond the bounds.
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

const { SITE, SERVER_PID } = process.env;
const { hostname, port, host } = new URL(SITE);
const [signIns, pages, strangers, body] = [1000, 10_000, 150, 256 * 1024];

let isBeyond = false;
function tell(what, bound) {
  const mb = (name) => Number(readFileSync(`/proc/${SERVER_PID}/status`, 'utf8').match(`${name}:\\s+(\\d+)`)[1]) / 1024;
  const held = mb('VmRSS');
  isBeyond ||= held > bound;
  console.log(`${what.padEnd(48)} ${held.toFixed(0).padStart(6)} MB, at most ${mb('VmHWM').toFixed(0)} until then${bound ? ` (bound ${bound})` : ''}`);
}

/** Does `work` so many times, some at once. */
async function times(count, atOnce, work) {
  let next = 0;
  const one = async () => {
    while (next < count) await work(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

async function signIn() {
  const form = new URLSearchParams({ login: 'deputy', password: 'jianyi-demo' });
  const headers = { Accept: 'text/html', Origin: SITE, Referer: `${SITE}/sign-in` };
  const { status, headers: said } = await fetch(`${SITE}/api/sign-in`, { method: 'POST', body: form, headers, redirect: 'manual' });
  if (said.get('location') !== '/desk') throw new Error(`signing in: ${status} ${said.get('location')}`);
}

async function read(n) {
  const kinds = ['/', '/proposals', '/figures', '/deputies', '/proposals?q=%E9%81%93%E8%B7%AF', '/proposals?unit=1'];
  const address = kinds[n % kinds.length];
  const answer = await fetch(`${SITE}${address}${address.includes('?') ? '&' : '?'}fresh=${n}`);
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`${address}: ${answer.status}`);
}

/** A stranger who sends all but the end of a body, and then waits. */
function hold() {
  const head = `POST /api/sign-in HTTP/1.1\r\nHost: ${host}\r\nOrigin: ${SITE}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: ${body + 1}\r\n\r\n`;
  const socket = connect(Number(port), hostname, () => socket.write(head + 'x'.repeat(body)));
  socket.on('error', () => {});
  return socket;
}

await pause(15_000);
tell('nobody has come yet', 60);
await times(signIns, 50, signIn);
tell(`${signIns} sign-ins, 50 at once`);
await times(pages, 16, read);
tell(`and ${pages} pages`);
await pause(15_000);
tell('a quarter of a minute later', 120);
const sockets = Array.from({ length: strangers }, hold);
await pause(3000);
tell(`while ${strangers} strangers hold ${body / 1024} kB each`);
for (const socket of sockets) socket.destroy();
await pause(3000);
tell('after they have gone', 160);
process.exit(isBeyond ? 1 : 0);
