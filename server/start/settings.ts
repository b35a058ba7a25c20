import path from 'node:path'
import { StartFailure } from './failure.ts'
import { root } from './folders.ts'

/** What a person sets; the server parses the same variables for itself in server/config.ts. */
export type Settings = {
  port: number
  dataDir: string
  mode: 'demo' | 'production'
  /** Given: an outside database, none is started. */
  database: { appUrl: string; ownerUrl: string } | null
  /** Given: an outside engine, none is started. */
  zeebeAddress: string | null
  testClock: boolean
}

type Variables = Record<string, string | undefined>

/** Reads the variables that decide what a start runs; throws a StartFailure for each wrong value. */
export function readSettings(variables: Variables): Settings {
  return {
    port: readPort(variables.PORT || '3000'),
    dataDir: path.resolve(root, variables.DATA_DIR || '.data'),
    mode: readMode(variables.MODE || 'demo'),
    database: readDatabase(variables.DATABASE_URL, variables.DATABASE_ADMIN_URL),
    zeebeAddress: variables.ZEEBE_ADDRESS ? readAddress(variables.ZEEBE_ADDRESS) : null,
    testClock: variables.GONGKAI_TEST_CLOCK === '1',
  }
}

function readPort(text: string): number {
  const port = Number(text)
  if (Number.isInteger(port) && port >= 1 && port <= 65_535) return port
  throw new StartFailure(`PORT=${text} 无效:应为 1 到 65535 的整数,例如 PORT=3000。`)
}

function readMode(text: string): 'demo' | 'production' {
  if (text === 'demo' || text === 'production') return text
  throw new StartFailure(`MODE=${text} 无效:只能是 demo(演示)或 production(正式)。`)
}

function readDatabase(appUrl: string | undefined, ownerUrl: string | undefined): Settings['database'] {
  if (!appUrl && !ownerUrl) return null
  if (!appUrl || !ownerUrl) {
    throw new StartFailure('DATABASE_URL(应用账号)与 DATABASE_ADMIN_URL(建表账号)必须同时设置;都不设置时使用内置数据库。')
  }
  for (const [name, url] of [['DATABASE_URL', appUrl], ['DATABASE_ADMIN_URL', ownerUrl]] as const) {
    if (!isDatabaseUrl(url)) throw new StartFailure(`${name} 无效:应形如 postgresql://用户:口令@主机:5432/库名。`)
  }
  return { appUrl, ownerUrl }
}

function isDatabaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const url = new URL(text)
  return ['postgresql:', 'postgres:'].includes(url.protocol) && url.hostname !== '' && url.pathname.length > 1
}

function readAddress(text: string): string {
  const port = Number(/^[^\s:/]+:(\d+)$/.exec(text)?.[1])
  if (port >= 1 && port <= 65_535) return text
  throw new StartFailure(`ZEEBE_ADDRESS=${text} 无效:应为 主机:端口,例如 ZEEBE_ADDRESS=10.0.0.5:26500。`)
}

export type Command = { dev: boolean }

/** The words after `npm start --`. */
export function readArguments(args: string[]): Command {
  const unknown = args.find((word) => word !== '--dev')
  if (unknown !== undefined) throw new StartFailure(`不认识的参数:${unknown}。可用:npm start,npm run dev。`)
  return { dev: args.includes('--dev') }
}
