import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ConfigError, readConfig, SETTINGS } from '#server/config.ts';

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
}

test('the table in the README names every setting as it is', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const rows = readme.split('\n').flatMap((line) => {
    const [, name, fallback, about] = /^\| `([A-Z_]+)` \| *(?:`([^`]*)`)? *\| (.*?) *\|$/.exec(line) ?? [];
    return name === undefined ? [] : [[name, fallback ?? '', about]];
  });
  expect(rows).toEqual(Object.entries(SETTINGS).map(([name, { fallback, about }]) => [name, fallback, about]));
});

describe('configuration', () => {
  test('an empty environment is a valid one, and every default passes its own check', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      mode: 'demo',
      databaseUrl: null,
      secure: false,
      session: { idleMs: 7_200_000, absoluteMs: 43_200_000 },
    });
  });

  const wrong: Record<keyof typeof SETTINGS, string> = {
    PORT: '70000',
    LISTEN_HOST: 'a b',
    DATA_DIR: 'x'.repeat(501),
    MODE: 'test',
    DATABASE_URL: 'mysql://x',
    DATABASE_ADMIN_URL: 'x',
    DATABASE_POOL: '1',
    ZEEBE_ADDRESS: 'localhost',
    ZEEBE_SECURE_CONNECTION: 'yes',
    ZEEBE_CLIENT_SSL_ROOT_CERTS_PATH: '/nowhere/ca.pem',
    ENGINE_FEED_PORT: '0',
    ENGINE_FEED_SECRET: 'short',
    DEV: 'yes',
    LOG_LEVEL: 'loud',
    SESSION_IDLE_MINUTES: '0',
    SESSION_ABSOLUTE_MINUTES: '-1',
    ATTACHMENT_MAX_MB: '1e3',
    PUBLIC_URL: 'example.org',
    SMTP_URL: 'mail.example',
    MAIL_FROM: 'nobody',
    WEBHOOK_URL: 'ftp://x',
    WEBHOOK_SECRET: 'short',
    TRUST_PROXY: 'true',
    METRICS_TOKEN: 'x',
    GONGKAI_TEST_CLOCK: 'on',
  };
  test.each(Object.entries(wrong))('%s=%s is refused by name, without showing the value', (name, value) => {
    const problems = problemsOf({ [name]: value });
    expect(problems).toEqual([expect.stringContaining(`${name} 的值不对,应为`)]);
  });

  test('all problems are told at once', () => {
    expect(problemsOf({ PORT: 'x', MODE: 'x', GONGKAI_X: '1' })).toHaveLength(3);
  });

  test.each(['GONGKAI_MODE', 'DATABASE_URI', 'ENGINE_PORT', 'ZEEBE_ADRESS', 'LOG_LEVLE', 'TRUST_PROXYS', 'PUBLIC_ULR'])(
    'the unknown variable %s is refused',
    (name) => {
      expect(problemsOf({ [name]: 'x' })).toEqual([expect.stringContaining(`不认识的变量 ${name}`)]);
    },
  );

  test.each(['NODE', 'HOME', 'HOST', 'SESSION_MANAGER', 'ZEEBE_LOG_LEVEL', 'PORTS', 'NODE_ENV'])(
    '%s of another program is let alone',
    (name) => {
      expect(problemsOf({ [name]: 'x' })).toEqual([]);
    },
  );

  test.each([
    'ZEEBE_CLIENT_ID',
    'ZEEBE_CLIENT_SECRET',
    'ZEEBE_CAMUNDA_CLOUD_CLUSTER_ID',
    'ZEEBE_BASIC_AUTH_USERNAME',
    'ZEEBE_GATEWAY_ADDRESS',
  ])('%s, by which the client library would log in, is refused', (name) => {
    expect(problemsOf({ [name]: 'x' })).toEqual([expect.stringContaining(`不支持变量 ${name}`)]);
  });

  test('settings that contradict each other are refused', () => {
    expect(problemsOf({ DATABASE_ADMIN_URL: 'postgresql://h/d' })).toHaveLength(1);
    expect(problemsOf({ SESSION_IDLE_MINUTES: '600', SESSION_ABSOLUTE_MINUTES: '60' })).toHaveLength(1);
    expect(problemsOf({ ZEEBE_SECURE_CONNECTION: 'true' })).toHaveLength(1);
    expect(problemsOf({ DEV: '1', MODE: 'production' })).toHaveLength(1);
    expect(problemsOf({ SMTP_URL: 'smtp://mail.lasa.example' })).toEqual([expect.stringContaining('却没有 MAIL_FROM')]);
    expect(problemsOf({ WEBHOOK_SECRET: 'x'.repeat(16) })).toEqual([expect.stringContaining('却没有 WEBHOOK_URL')]);
    expect(problemsOf({ SMTP_URL: 'smtp://mail.lasa.example', MAIL_FROM: '公开平台 <no-reply@lasa.example>' })).toEqual([
      expect.stringContaining('却没有 PUBLIC_URL'),
    ]);
    expect(problemsOf({ GONGKAI_TEST_CLOCK: '1', MODE: 'production' })).toHaveLength(1);
  });

  test('an https address makes cookies secure', () => {
    expect(readConfig({ PUBLIC_URL: 'https://share.example.gov.cn/' })).toMatchObject({
      secure: true,
      publicUrl: 'https://share.example.gov.cn',
    });
  });
});
