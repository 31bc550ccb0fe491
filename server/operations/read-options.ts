import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { OperatorError } from './operator-error.ts';

/** Options as `parseArgs` knows them, each with what it is for; said by `--help`. */
type Options = ParseArgsOptionsConfig & { [name: string]: { about?: string } };

/** Somebody asked what a command does; the message is the answer. */
export class HelpAsked extends OperatorError {
  override readonly name = 'HelpAsked';
}

/**
 * What was typed after `npm run SCRIPT --`. Throws `OperatorError` with the options there are, and `HelpAsked` for
 * `--help`; `example` is a whole command that is right, `does` what the command does.
 */
export function readOptions<const T extends Options>(example: string, options: T, does?: string) {
  return explained({ example, options, does }, () => parseArgs({ options }).values);
}

/** The same where files may stand among the options. */
export function readOptionsAndFiles<const T extends Options>(example: string, options: T, does?: string) {
  const { values, positionals } = explained({ example, options, does }, () =>
    parseArgs({ options, allowPositionals: true }),
  );
  return { options: values, files: positionals };
}

/** The whole number that was typed for `--name`. Throws `OperatorError` with the bounds. */
export function readWhole(name: string, typed: string, least: number, most: number): number {
  const value = /^\d+$/u.test(typed) ? Number(typed) : Number.NaN;
  if (!(value >= least && value <= most))
    throw new OperatorError(`--${name} 要用 ${least} 到 ${most} 的整数，不是 ${typed}`);
  return value;
}

interface Command {
  example: string;
  options: Options;
  does?: string;
}

function explained<T>(command: Command, read: () => T): T {
  if (process.argv.slice(2).some((typed) => typed === '--help' || typed === '-h'))
    throw new HelpAsked(explain(command));
  try {
    return read();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const wrong = wrongs[code ?? ''];
    if (!wrong) throw error;
    // Node's sentence names the culprit in quotes, with `<value>` where one is wanted.
    const [, typed = ''] = /'(?:-\w, )?([^' ]+)/.exec(message) ?? [];
    const known = Object.entries(command.options).map(writeOption);
    throw new OperatorError(
      `${wrong(typed)}。可用的选项：${known.join('，')}。例如：${command.example}（--help 有说明）`,
      { cause: error },
    );
  }
}

const writeOption = ([name, { type }]: [string, Options[string]]) =>
  type === 'string' ? `--${name} 值` : `--${name}`;

function explain({ example, options, does }: Command): string {
  const lines = Object.entries(options).map(
    (option) => `  ${writeOption(option)}${option[1].about ? `：${option[1].about}` : ''}`,
  );
  return [...(does ? [does] : []), `例如：${example}`, '选项：', ...lines].join('\n');
}

const wrongs: Partial<Record<string, (typed: string) => string>> = {
  ERR_PARSE_ARGS_UNKNOWN_OPTION: (typed) => `没有选项 ${typed}`,
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: (typed) => `选项 ${typed} 后面缺少值，或不该有值`,
  ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL: (typed) => `不认识 ${typed}`,
};
