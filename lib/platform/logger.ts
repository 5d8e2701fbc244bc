import { pino, type Logger as PinoLogger } from 'pino';

export type Logger = Pick<PinoLogger, 'info' | 'warn' | 'error' | 'debug' | 'child'>;

/** JSON lines in UTC. Fields named like secrets are redacted at every depth the product logs. */
export function createLogger(options: { level: string; part: string }): Logger {
  return pino({
    level: options.level,
    base: { part: options.part },
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: serializeError },
    redact: {
      paths: SECRET_NAMES.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
      censor: '[redacted]',
    },
  });
}

/** Prisma quotes the whole call when arguments are invalid; keep what users typed out of the log. */
function serializeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name !== 'PrismaClientValidationError') return pino.stdSerializers.err(error);
  const lines = (text: string | undefined) => (text ?? '').trimEnd().split('\n');
  return {
    type: error.name,
    message: lines(error.message).at(-1),
    stack: lines(error.stack)
      .filter((line) => /^ {4}at /.test(line))
      .join('\n'),
  };
}

const SECRET_NAMES = [
  'password',
  'clientSecret',
  'client_secret',
  'token',
  'accessToken',
  'access_token',
  'refreshToken',
  'refresh_token',
  'code',
  'state',
  'codeVerifier',
  'code_verifier',
  'authorization',
  'cookie',
  'sessionToken',
  'apiKey',
];

/** `+33176…21`: enough to recognise a number or an address in a log, not enough to call it. */
export function masked(value: string | null | undefined): string | null {
  if (!value) return null;
  const at = value.indexOf('@');
  if (at > 0) return `${value.slice(0, 1)}…${value.slice(at)}`;
  return value.length <= 4 ? '…' : `${value.slice(0, Math.min(4, value.length - 4))}…${value.slice(-2)}`;
}
