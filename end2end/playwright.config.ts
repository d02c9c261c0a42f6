import { defineConfig } from '@playwright/test';

// Several runs on one machine need ports of their own.
const port = process.env.E2E_PORT ?? '3100';
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const desktop = { viewport: { width: 1280, height: 900 } };

// Two projects see everything, in each language, at each width, with script and without; what anyone may open is seen in
// the other two combinations too. MATRIX=whole plays everything in all four.
const forAnyone = process.env.MATRIX === 'whole' ? /.*/ : /(account|data|desk|figures|follow|public|quality|screenshots|search)\.spec\.ts/;
// What varies language and window by itself, or brings its own browser or none, is played once.
const once = /(matrix|markup|old-browser|weight)\.spec\.ts/;

export default defineConfig({
  workers: 2,
  retries: 0,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 90_000,
  expect: { timeout: 7_000 },
  reporter: 'list',
  use: {
    baseURL: `http://127.0.0.1:${port}`,
    browserName: 'chromium',
    timezoneId: 'Asia/Shanghai',
    // A colour on its way to another one is no finding.
    contextOptions: { reducedMotion: 'reduce' },
    actionTimeout: 10_000,
    // A trace costs a quarter of the time: TRACE=1 keeps those of what failed.
    trace: process.env.TRACE ? 'retain-on-failure' : 'off',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
        // Each browser of its own meets the application once: optimising it costs a tenth of the time and helps nobody.
        '--js-flags=--no-wasm-tier-up',
      ],
    },
  },
  projects: [
    { name: 'phone-zh', use: { ...phone, locale: 'zh-CN' } },
    { name: 'desktop-en-noscript', use: { ...desktop, locale: 'en-GB', javaScriptEnabled: false }, testIgnore: once },
    { name: 'desktop-en', use: { ...desktop, locale: 'en-GB' }, testMatch: forAnyone, testIgnore: once },
    { name: 'phone-zh-noscript', use: { ...phone, locale: 'zh-CN', javaScriptEnabled: false }, testMatch: forAnyone, testIgnore: once },
  ],
  webServer: {
    command: './serve',
    url: `http://127.0.0.1:${port}/readyz`,
    timeout: 60_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 5_000 },
    stderr: 'ignore',
  },
});
