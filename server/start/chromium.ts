import { existsSync, globSync } from 'node:fs';
import { aptInstall } from './apt.ts';
import { StartFailure } from './failure.ts';

/** Where Debian puts the browser that the tests drive. */
const browser = '/usr/bin/chromium';
const packages = ['chromium', 'fonts-noto-cjk'];

/** The browser and Chinese fonts for tests in a browser; installed where we may. */
export async function ensureChromium(): Promise<void> {
  if (isThere()) return;
  if ((await aptInstall(packages)) && isThere()) return;
  throw new StartFailure(
    `浏览器测试需要 Chromium 与中文字体。请让管理员运行 apt-get install ${packages.join(' ')},或只运行其他层:npm test -- domain forms processes commands queries engine routes。`,
  );
}

function isThere(): boolean {
  return existsSync(browser) && globSync('/usr/share/fonts/**/NotoSansCJK*').length > 0;
}
