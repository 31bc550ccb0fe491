import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { OperatorError } from './operator-error.ts';

/**
 * What was typed after `npm run SCRIPT --`. Throws `OperatorError` with the options there are; `example` is a
 * whole command that is right.
 */
export function readOptions<const T extends ParseArgsOptionsConfig>(example: string, options: T) {
  return explained(example, options, () => parseArgs({ options }).values);
}

/** The same where files may stand among the options. */
export function readOptionsAndFiles<const T extends ParseArgsOptionsConfig>(example: string, options: T) {
  const { values, positionals } = explained(example, options, () =>
    parseArgs({ options, allowPositionals: true }),
  );
  return { options: values, files: positionals };
}

function explained<T>(example: string, options: ParseArgsOptionsConfig, read: () => T): T {
  try {
    return read();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const wrong = wrongs[code ?? ''];
    if (!wrong) throw error;
    // Node's sentence names the culprit in quotes, with `<value>` where one is wanted.
    const [, typed = ''] = /'(?:-\w, )?([^' ]+)/.exec(message) ?? [];
    const known = Object.entries(options).map(([name, { type }]) =>
      type === 'string' ? `--${name} 值` : `--${name}`,
    );
    throw new OperatorError(`${wrong(typed)}。可用的选项：${known.join('，')}。例如：${example}`, {
      cause: error,
    });
  }
}

const wrongs: Partial<Record<string, (typed: string) => string>> = {
  ERR_PARSE_ARGS_UNKNOWN_OPTION: (typed) => `没有选项 ${typed}`,
  ERR_PARSE_ARGS_INVALID_OPTION_VALUE: (typed) => `选项 ${typed} 后面缺少值，或不该有值`,
  ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL: (typed) => `不认识 ${typed}`,
};
