import { existsSync } from 'node:fs';
import { z } from 'zod';

type Setting<Value> = {
  /** As it would be written in the environment; '' when there is none. */
  readonly fallback: string;
  readonly schema: z.ZodType<Value, string>;
  /** Completes the sentence 应为…. */
  readonly expected: string;
  /** What it is for, as the README's table says. */
  readonly about: string;
};

const MINUTE = 60_000;
const MEGABYTE = 1024 * 1024;

const whole = (from: number, to: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((n) => n >= from && n <= to);
const optional = <Value>(schema: z.ZodType<Value, string>) => z.union([z.literal('').transform(() => null), schema]);
const address = (protocols: RegExp) => z.string().refine((text) => URL.canParse(text) && protocols.test(new URL(text).protocol));
const secret = z.string().min(16).max(200);

function setting<Value>(fallback: string, schema: z.ZodType<Value, string>, expected: string, about: string): Setting<Value> {
  return { fallback, schema, expected, about };
}

/** `公开平台 <no-reply@lasa.gov.cn>`, or the address alone. */
const sender = z.string().regex(/^(?:[^<>@\r\n]{1,100}<[^<>@\s]{1,64}@[a-zA-Z0-9.-]{1,190}>|[^<>@\s]{1,64}@[a-zA-Z0-9.-]{1,190})$/);
const postgres = optional(address(/^postgres(ql)?:$/));
const web = optional(address(/^https?:$/));

/** Every variable this product reads, the only place where one is named. */
export const SETTINGS = {
  PORT: setting('3000', whole(1, 65535), '1–65535 的整数', '网页与接口的端口'),
  LISTEN_HOST: setting(
    '0.0.0.0',
    z.string().regex(/^[0-9a-zA-Z.:-]{1,100}$/),
    '主机名或 IP 地址',
    '监听的地址;只许本机访问时设为 127.0.0.1',
  ),
  DATA_DIR: setting('.data', z.string().min(1).max(500), '文件夹路径', '数据文件夹:内置数据库、流程引擎和日志'),
  MODE: setting('demo', z.enum(['demo', 'production']), 'demo 或 production', '运行模式;demo 装入演示数据,production 拒绝演示账号'),
  DATABASE_URL: setting('', postgres, 'postgresql:// 开头的地址', '外部 PostgreSQL 17 的地址(应用角色 gongkai_app);不设则用内置数据库'),
  DATABASE_ADMIN_URL: setting('', postgres, 'postgresql:// 开头的地址', '同一数据库的属主角色,用于建表和升级;不设则不升级'),
  DATABASE_POOL: setting('8', whole(2, 200), '2–200 的整数', '数据库连接数上限'),
  ZEEBE_ADDRESS: setting('', optional(z.string().regex(/^[\w.-]+:\d{1,5}$/)), '“主机:端口”', '外部 Zeebe 8.5 网关的地址;不设则用内置引擎'),
  ZEEBE_SECURE_CONNECTION: setting('', optional(z.literal('true').transform(() => true)), 'true 或不设', '设为 true 时用 TLS 连接外部引擎'),
  ZEEBE_CLIENT_SSL_ROOT_CERTS_PATH: setting(
    '',
    optional(z.string().refine((file) => existsSync(file))),
    '一个存在的 PEM 文件的路径',
    '签发外部引擎证书的根证书(PEM);不设则用系统的',
  ),
  ENGINE_FEED_PORT: setting('', optional(whole(1, 65535)), '1–65535 的整数', '接收引擎记录的本机端口(只监听 127.0.0.1)'),
  ENGINE_FEED_SECRET: setting('', optional(secret), '16–200 个字符', '外部引擎送记录时要带的口令;设了才开放 /_bulk'),
  DEV: setting('', optional(z.literal('1').transform(() => true)), '1 或不设', '设为 1 时即改即见,只供开发'),
  LOG_LEVEL: setting(
    'info',
    z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']),
    'trace、debug、info、warn、error、fatal、silent 之一',
    '日志级别',
  ),
  SESSION_IDLE_MINUTES: setting('120', whole(1, 1440), '1–1440 的整数', '无操作多少分钟后须重新登录'),
  SESSION_ABSOLUTE_MINUTES: setting('720', whole(1, 10080), '1–10080 的整数', '登录后最长多少分钟须重新登录'),
  ATTACHMENT_MAX_MB: setting('20', whole(1, 20), '1–20 的整数', '单个附件的大小上限(MB)'),
  PUBLIC_URL: setting('', web, 'http:// 或 https:// 开头的地址', '用户看到的网址;以 https 开头时 Cookie 只走加密连接'),
  SMTP_URL: setting('', optional(address(/^smtps?:$/)), 'smtp:// 或 smtps:// 开头的地址', '发邮件的服务器,可含账号和口令;不设则不发邮件'),
  MAIL_FROM: setting('', optional(sender), '邮箱地址,或“名称 <地址>”', '邮件的发件人'),
  WEBHOOK_URL: setting('', web, 'http:// 或 https:// 开头的地址', '接收通知的短信或政务即时通讯网关;不设则不发送'),
  WEBHOOK_SECRET: setting('', optional(secret), '16–200 个字符', '给网关的通知据以签名的口令'),
  TRUST_PROXY: setting('0', whole(0, 10), '0–10 的整数', '前面有几层反向代理;0 表示不信任 X-Forwarded-*'),
  GONGKAI_TEST_CLOCK: setting('', optional(z.literal('1').transform(() => true)), '1 或不设', '设为 1 时测试可以拨快时钟,只供测试'),
  METRICS_TOKEN: setting('', optional(secret), '16–200 个字符', '外部读取 /metrics 的口令;不设则只许本机读取'),
} as const;

type Name = keyof typeof SETTINGS;
type ValueOf<N extends Name> = z.output<(typeof SETTINGS)[N]['schema']>;

/** Names near enough to ours that one of them is a slip, not another program's variable. */
const OUR_PREFIXES = /^(GONGKAI_|ENGINE_|DATABASE_|ATTACHMENT_|METRICS_|SESSION_(IDLE|ABSOLUTE))/;

export type Config = {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly mode: 'demo' | 'production';
  readonly databaseUrl: string | null;
  readonly databaseAdminUrl: string | null;
  readonly databasePool: number;
  readonly zeebeAddress: string | null;
  /** Null for a connection in the clear. `rootCerts` is a file, null for those of the system. */
  readonly zeebeTls: { readonly rootCerts: string | null } | null;
  readonly engineFeedPort: number | null;
  readonly engineFeedSecret: string | null;
  readonly dev: boolean;
  readonly logLevel: ValueOf<'LOG_LEVEL'>;
  readonly session: { readonly idleMs: number; readonly absoluteMs: number };
  readonly attachmentMaxBytes: number;
  readonly publicUrl: string | null;
  /** People reach us over TLS: Secure cookies, HSTS. */
  readonly secure: boolean;
  /** The ways by which notices leave the product; null for one that is not configured. */
  readonly mail: { readonly url: string; readonly from: string } | null;
  readonly webhook: { readonly url: string; readonly secret: string } | null;
  readonly trustProxy: number;
  readonly metricsToken: string | null;
  /** Tests may put the clock forward. */
  readonly testClock: boolean;
};

/** What is wrong with the environment, one Chinese sentence each; never shows a value that may hold a password. */
export class ConfigError extends Error {
  override name = 'ConfigError';
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`配置有误,请改正后重新启动:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.problems = problems;
  }
}

/** Reads all configuration, once. Throws a ConfigError that names every wrong and every unknown variable. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const names = Object.keys(env);
  const problems = [
    ...names.filter(isUnknown).map((name) => `不认识的变量 ${name}。请对照 README 的配置表检查拼写,或删除它。`),
    ...names.filter(isForeignLogin).map((name) => `不支持变量 ${name}:连接外部引擎只能用明文或 TLS,不能登录。请删除它。`),
  ];
  function read<N extends Name>(name: N): ValueOf<N> {
    const { schema, fallback, expected } = SETTINGS[name];
    const given = env[name]?.trim() || fallback;
    const parsed = schema.safeParse(given);
    if (parsed.success) return parsed.data as ValueOf<N>;
    problems.push(`${name} 的值不对,应为${expected}。`);
    return schema.parse(fallback) as ValueOf<N>;
  }
  const publicUrl = read('PUBLIC_URL');
  const [smtpUrl, mailFrom] = [read('SMTP_URL'), read('MAIL_FROM')];
  const [webhookUrl, webhookSecret] = [read('WEBHOOK_URL'), read('WEBHOOK_SECRET')];
  const rootCerts = read('ZEEBE_CLIENT_SSL_ROOT_CERTS_PATH');
  const config: Config = {
    port: read('PORT'),
    host: read('LISTEN_HOST'),
    dataDir: read('DATA_DIR'),
    mode: read('MODE'),
    databaseUrl: read('DATABASE_URL'),
    databaseAdminUrl: read('DATABASE_ADMIN_URL'),
    databasePool: read('DATABASE_POOL'),
    zeebeAddress: read('ZEEBE_ADDRESS'),
    zeebeTls: read('ZEEBE_SECURE_CONNECTION') === null ? null : { rootCerts },
    engineFeedPort: read('ENGINE_FEED_PORT'),
    engineFeedSecret: read('ENGINE_FEED_SECRET'),
    dev: read('DEV') ?? false,
    logLevel: read('LOG_LEVEL'),
    session: { idleMs: read('SESSION_IDLE_MINUTES') * MINUTE, absoluteMs: read('SESSION_ABSOLUTE_MINUTES') * MINUTE },
    attachmentMaxBytes: read('ATTACHMENT_MAX_MB') * MEGABYTE,
    publicUrl: publicUrl === null ? null : new URL(publicUrl).origin,
    secure: publicUrl?.startsWith('https:') ?? false,
    mail: smtpUrl === null || mailFrom === null ? null : { url: smtpUrl, from: mailFrom },
    webhook: webhookUrl === null || webhookSecret === null ? null : { url: webhookUrl, secret: webhookSecret },
    trustProxy: read('TRUST_PROXY'),
    metricsToken: read('METRICS_TOKEN'),
    testClock: read('GONGKAI_TEST_CLOCK') ?? false,
  };
  problems.push(
    ...halves({ SMTP_URL: smtpUrl, MAIL_FROM: mailFrom }),
    ...halves({ WEBHOOK_URL: webhookUrl, WEBHOOK_SECRET: webhookSecret }),
  );
  problems.push(...contradictions(config));
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** Settings that mean nothing one without the other. */
function halves(pair: Readonly<Record<string, string | null>>): string[] {
  const missing = Object.entries(pair).flatMap(([name, value]) => (value === null ? [name] : []));
  const given = Object.keys(pair).filter((name) => !missing.includes(name));
  return missing.length === 1 ? [`设了 ${given.join('')} 却没有 ${missing.join('')}。请同时设置两者,或都不设。`] : [];
}

function contradictions(config: Config): string[] {
  const problems: string[] = [];
  if ((config.mail !== null || config.webhook !== null) && config.publicUrl === null) {
    problems.push('设了 SMTP_URL 或 WEBHOOK_URL 却没有 PUBLIC_URL。通知里的链接要用它,请填写用户看到的网址。');
  }
  if (config.databaseAdminUrl !== null && config.databaseUrl === null) {
    problems.push('设了 DATABASE_ADMIN_URL 却没有 DATABASE_URL。请同时设置两者,或都不设(用内置数据库)。');
  }
  if (config.zeebeTls !== null && config.zeebeAddress === null) {
    problems.push('设了 ZEEBE_SECURE_CONNECTION 却没有 ZEEBE_ADDRESS。内置引擎只在本机,不用 TLS。请设置外部引擎的地址,或删除它。');
  }
  if (config.session.idleMs > config.session.absoluteMs) {
    problems.push('SESSION_IDLE_MINUTES 大于 SESSION_ABSOLUTE_MINUTES。请把前者改小。');
  }
  if (config.testClock && config.mode === 'production') problems.push('GONGKAI_TEST_CLOCK=1 不能用于 MODE=production。请去掉它。');
  if (config.dev && config.mode === 'production') problems.push('DEV=1 不能用于 MODE=production。请去掉其中一个。');
  return problems;
}

/** The client library reads these by itself; half of our connections would follow them, half would not. */
function isForeignLogin(name: string): boolean {
  if (Object.hasOwn(SETTINGS, name)) return false;
  return /^ZEEBE_(CLIENT_|TOKEN_|AUTHORIZATION_|CAMUNDA_|BASIC_AUTH_|TENANT_|GATEWAY_ADDRESS|NODE_)/.test(name);
}

function isUnknown(name: string): boolean {
  if (Object.hasOwn(SETTINGS, name)) return false;
  return OUR_PREFIXES.test(name) || Object.keys(SETTINGS).some((ours) => ours.length > 6 && oneSlipApart(name, ours));
}

/** One character too many, missing, wrong, or two swapped. */
function oneSlipApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  const swapped = `${restA[1] ?? ''}${restA[0] ?? ''}${restA.slice(2)}`;
  return restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1) || swapped === restB;
}
