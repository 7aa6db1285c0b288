import type { ServiceError } from '@grpc/grpc-js';
import { UserError } from '../../errors.ts';

const CANCELLED = 1;
const DEADLINE_EXCEEDED = 4;
const PERMISSION_DENIED = 7;
const UNIMPLEMENTED = 12;
const UNAVAILABLE = 14;
const UNAUTHENTICATED = 16;

/** Classes of errors whose quoted parts are names and statements, not values of the data. */
const NAMING = /^\[?(TABLE_OR_VIEW|PATH_NOT_FOUND|PARSE_|SCHEMA_NOT_FOUND|UNRESOLVED_|DATA_SOURCE|UNSUPPORTED|CONFIG)/;

/** What a call's failure means to a user; `started` tells whether the server had answered before. */
export function toUserError(error: ServiceError, target: string, started: boolean): UserError {
  switch (error.code) {
    case UNAVAILABLE:
    case CANCELLED:
    case DEADLINE_EXCEEDED:
      return started
        ? new UserError(`the connection to Spark at ${target} was lost`, {
            hint: 'look into the log of the Spark Connect server, then run the check again',
            cause: error,
          })
        : unreachable(error, target);
    case UNAUTHENTICATED:
    case PERMISSION_DENIED:
      return new UserError(`Spark at ${target} refuses this token or user`, {
        hint: 'set WATERTIGHT_SPARK_TOKEN to a token that is valid there',
        cause: error,
      });
    case UNIMPLEMENTED:
      return new UserError(`the server at ${target} does not speak Spark Connect`, { cause: error });
    default:
      return new UserError(`Spark refused the statement: ${reasonOf(error.details)}`, { cause: error });
  }
}

function unreachable(error: ServiceError, target: string): UserError {
  if (/certificate/.test(error.details)) {
    return new UserError(`the certificate of Spark at ${target} is not trusted`, {
      hint: 'set GRPC_DEFAULT_SSL_ROOTS_FILE_PATH to a file with the certificate of its authority',
      cause: error,
    });
  }
  return new UserError(`Spark at ${target} cannot be reached`, {
    hint: 'start a Spark Connect server there, or give its address and use_ssl=true where it is encrypted',
    cause: error,
  });
}

/** The first line of a message of Spark; quoted values are left out where they may stand in the data. */
export function reasonOf(details: string): string {
  const line = percentDecoded(details)
    .split('\n', 1)[0]!
    .replace(/ SQLSTATE: \w+$/, '')
    .slice(0, 500);
  const known = line.slice(Math.max(0, line.indexOf('[')));
  return NAMING.test(known) ? line : line.replace(/'[^']*'/g, "'…'");
}

function percentDecoded(text: string): string {
  if (!/%[\dA-F]{2}/i.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
